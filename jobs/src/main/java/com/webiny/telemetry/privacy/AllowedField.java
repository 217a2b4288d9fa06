package com.webiny.telemetry.privacy;

import java.util.List;

/**
 * One column that may be kept of a line (SPEC section 3).
 *
 * @param from the dotted JSON paths it may come from, in order: the first present one counts
 * @param rule what a value must look like, in words
 * @param required whether a line without it is rejected
 * @param purpose the published sentence it serves
 * @param usedBy the reports that rest on it
 */
public record AllowedField(
    String column,
    List<String> from,
    FieldType type,
    String rule,
    boolean required,
    String purpose,
    List<String> usedBy) {

  public AllowedField {
    from = List.copyOf(from);
    usedBy = List.copyOf(usedBy);
  }
}

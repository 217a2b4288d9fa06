package com.webiny.telemetry.privacy;

import java.util.ArrayList;
import java.util.List;

/**
 * One event that may be counted (SPEC section 4).
 *
 * @param name the canonical name, under which it is stored
 * @param also further spellings clients send
 * @param family the kind of activity it belongs to
 * @param purpose the published sentence it serves
 */
public record AllowedEvent(String name, List<String> also, String family, String purpose) {

  public AllowedEvent {
    also = List.copyOf(also);
  }

  /** Every accepted spelling, the canonical one first. */
  public List<String> spellings() {
    List<String> spellings = new ArrayList<>();
    spellings.add(name);
    spellings.addAll(also);
    return List.copyOf(spellings);
  }
}

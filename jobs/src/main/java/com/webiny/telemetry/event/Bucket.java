package com.webiny.telemetry.event;

import java.util.Locale;

/**
 * Where a line of a raw log ends up. Every line is in exactly one bucket: the first that fits, in
 * this order (SPEC section 5). The six constants from {@link #MISSING_RECEIVED_AT} to {@link
 * #UNKNOWN_EVENT} are the reasons of {@code rejected}.
 */
public enum Bucket {
  BLANK,
  TOO_LONG,
  TORN,
  MALFORMED,
  NOT_OBJECT,
  DUPLICATE_FIELD,
  MISSING_RECEIVED_AT,
  BAD_RECEIVED_AT,
  MISSING_ID,
  BAD_ID,
  MISSING_EVENT,
  UNKNOWN_EVENT,
  MISPLACED,
  DEFERRED,
  FORGOTTEN,
  ACCEPTED;

  /** The column of {@code data_quality} that counts this bucket. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}

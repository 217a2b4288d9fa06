package com.webiny.telemetry.night;

import java.util.Locale;

/** How an attempt came out (SPEC section 8, "Attempts"). */
public enum Outcome {
  /** Closed by an {@code end}. */
  SUCCEEDED,
  /** Closed by an {@code error}. */
  FAILED,
  /** Closed by an {@code error-graceful}. */
  FAILED_GRACEFUL,
  /** Never closed, and too old to be; or pushed out by a newer one where too many are open. */
  ABANDONED,
  /** Not closed yet at the end of the newest published day; a later night settles it. */
  PENDING,
  /** No attempt at all: a terminal event that found none to close. In no rate. */
  ORPHANED;

  // The texts are made once, since the column is written for every attempt.
  private final String text = name().toLowerCase(Locale.ROOT);

  /** The value of the column {@code outcome}. */
  public String text() {
    return text;
  }
}

package com.webiny.telemetry.table;

import com.webiny.telemetry.event.Ci;
import com.webiny.telemetry.event.Family;

/**
 * A row of {@code attempts}.
 *
 * @param version of the start (an orphan's own), empty if there is none
 * @param startedAtMicros {@link #NONE} for an orphan
 * @param endedAtMicros {@link #NONE} while open
 * @param outcome the word stored
 */
public record AttemptRow(
    long keyHigh,
    long keyLow,
    Family family,
    String version,
    Ci ci,
    long startedAtMicros,
    long endedAtMicros,
    String outcome) {

  /** An instant that does not exist. */
  public static final long NONE = Long.MIN_VALUE;
}

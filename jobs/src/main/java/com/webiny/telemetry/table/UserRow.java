package com.webiny.telemetry.table;

/**
 * A row of {@code users}: one anonymous ID, ever. Days count from 1970; {@link #NEVER} if there is
 * none.
 */
public record UserRow(
    long keyHigh, long keyLow, int firstActiveDay, int firstCreateDay, int lastActiveDay) {

  /** A day that does not exist. */
  public static final int NEVER = Integer.MIN_VALUE;
}

package com.webiny.telemetry.report;

import java.util.OptionalLong;

/**
 * How long attempts took, in tenths of a second: the precision of {@code duration_s} (SPEC section
 * 7). Tenths are kept as whole numbers until they are written, so no sum or percentile depends on
 * binary fractions.
 */
public final class Durations {

  private static final long TENTH_MICROS = 100_000;

  /**
   * Rounds half up.
   *
   * @param micros microseconds from start to end, not negative
   * @return tenths of a second
   */
  public static long tenths(long micros) {
    if (micros < 0) {
      throw new IllegalArgumentException("An attempt does not end before it starts.");
    }
    // Not (micros + half) / tenth, which could overflow.
    return micros / TENTH_MICROS + (micros % TENTH_MICROS >= TENTH_MICROS / 2 ? 1 : 0);
  }

  /** The value of a column in seconds: the double nearest to the one decimal. */
  public static double seconds(long tenths) {
    return tenths / 10.0;
  }

  /** The tenths of a column in seconds that {@link #seconds} has given. */
  public static long tenthsOfSeconds(double seconds) {
    return Math.round(seconds * 10);
  }

  /** The CSV text in seconds: always one decimal, {@code 600.0}. */
  public static String textOfTenths(long tenths) {
    return Decimals.text(seconds(tenths), 1);
  }

  /** The same; empty where there is no duration. */
  public static String textOfTenths(OptionalLong tenths) {
    return tenths.isPresent() ? textOfTenths(tenths.getAsLong()) : "";
  }

  /**
   * The CSV text of a column in seconds.
   *
   * @throws IllegalArgumentException for NaN and infinity
   */
  public static String text(double seconds) {
    return Decimals.text(seconds, 1);
  }

  private Durations() {}
}

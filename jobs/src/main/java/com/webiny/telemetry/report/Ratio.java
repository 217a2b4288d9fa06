package com.webiny.telemetry.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalDouble;

/**
 * Shares and rates as the reports show them: 4 decimals, half up (SPEC sections 8 and 12). The
 * rounding is done on the exact quotient, so 1/32 = 0.03125 is 0.0313 whatever a double makes of
 * it. Constant time.
 */
public final class Ratio {

  private static final int DECIMALS = 4;

  /**
   * The rounded quotient of two counts.
   *
   * @return from 0.0 to 1.0: the double nearest to the four decimals
   * @throws IllegalArgumentException if not 0 ≤ part ≤ whole, or if whole is 0: ask {@link
   *     #ifDefined} where it may be
   */
  public static double of(long part, long whole) {
    if (whole == 0 || part < 0 || part > whole) {
      throw new IllegalArgumentException("A ratio needs 0 ≤ part ≤ whole and a whole above 0.");
    }
    return BigDecimal.valueOf(part)
        .divide(BigDecimal.valueOf(whole), DECIMALS, RoundingMode.HALF_UP)
        .doubleValue();
  }

  /**
   * The same for a whole that may be 0: then the ratio is not defined, and the report's cell is
   * empty.
   *
   * @throws IllegalArgumentException if not 0 ≤ part ≤ whole
   */
  public static OptionalDouble ifDefined(long part, long whole) {
    return part == 0 && whole == 0 ? OptionalDouble.empty() : OptionalDouble.of(of(part, whole));
  }

  /**
   * The CSV text of a ratio: always 4 decimals, a full stop in every locale.
   *
   * @throws IllegalArgumentException for NaN and infinity, which no report may show
   */
  public static String text(double ratio) {
    return Decimals.text(ratio, DECIMALS);
  }

  /** The same; empty where the ratio is not defined. */
  public static String text(OptionalDouble ratio) {
    return ratio.isPresent() ? text(ratio.getAsDouble()) : "";
  }

  private Ratio() {}
}

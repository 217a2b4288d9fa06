package com.webiny.telemetry.report;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Writes a number with a fixed count of decimals, the same in every locale. */
final class Decimals {

  /**
   * The text of a finite number, rounded half up from the shortest decimal that names the double.
   */
  static String text(double number, int decimals) {
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException("A report shows no number that is not finite.");
    }
    return BigDecimal.valueOf(number).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
  }

  private Decimals() {}
}

package com.webiny.telemetry.report;

/**
 * The windows of days that reports look back over (SPEC section 8), for one ID. Days are bits: a
 * set bit says that the ID was active, so a window is a mask and a count of distinct IDs asks
 * whether any bit is set.
 */
final class Windows {
  /** {@code wau_7d}: D−6 to D. */
  static final int WEEK_DAYS = 7;

  /** {@code mau_28d}, and the view of a version: D−27 to D. */
  static final int MONTH_DAYS = 28;

  /** A transition compares the ends of D and D−7. */
  static final int TRANSITION_DAYS = 7;

  private Windows() {}

  /**
   * Whether any day of a window is set.
   *
   * @param days one bit a day, the lowest the earliest day
   * @param last the window's last day, as a bit number below 64
   * @param length of the window in days, at most 63; what would lie before bit 0 is not set
   */
  static boolean any(long days, int last, int length) {
    long upToLast = last == Long.SIZE - 1 ? -1L : (1L << (last + 1)) - 1;
    long window = last + 1 <= length ? upToLast : upToLast & -(1L << (last + 1 - length));
    return (days & window) != 0;
  }
}

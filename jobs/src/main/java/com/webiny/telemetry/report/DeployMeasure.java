package com.webiny.telemetry.report;

/** The IDs on a deploy version, by how long ago they deployed it last. */
enum DeployMeasure {
  USERS,
  /** In D itself. */
  WITHIN_1_DAY,
  /** In D−6 … D. */
  WITHIN_7_DAYS,
  /** In D−13 … D. */
  WITHIN_14_DAYS;

  static final int FEW_DAYS = 14;

  /** Those who deployed in the last days, D included: 1, 7, 14, or 28 and more, which are all. */
  static DeployMeasure within(int days) {
    return switch (days) {
      case 1 -> WITHIN_1_DAY;
      case Windows.WEEK_DAYS -> WITHIN_7_DAYS;
      case FEW_DAYS -> WITHIN_14_DAYS;
      default -> {
        if (days < Windows.MONTH_DAYS) {
          throw new IllegalArgumentException("nothing is counted within so many days");
        }
        yield USERS;
      }
    };
  }
}

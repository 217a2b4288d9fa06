package com.webiny.telemetry.report;

/** Weeks from Monday to Sunday, as ISO 8601 has them. Days count from 1970. */
final class CalendarWeek {
  private static final int FIRST_MONDAY = 4; // 5 January 1970.

  private CalendarWeek() {}

  /** The Monday of a day's week. */
  static int mondayOf(int day) {
    return day - Math.floorMod(day - FIRST_MONDAY, Windows.WEEK_DAYS);
  }

  /** Whether a day ends its week. */
  static boolean isSunday(int day) {
    return day - mondayOf(day) == Windows.WEEK_DAYS - 1;
  }
}

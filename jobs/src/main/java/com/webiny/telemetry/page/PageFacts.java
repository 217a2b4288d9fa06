package com.webiny.telemetry.page;

import java.time.LocalDate;

/**
 * What the pages tell of a warehouse besides its reports. Days count from 1970.
 *
 * @param firstDay the first published day
 * @param newestDay the newest published day
 * @param lookbackDays how many days back a night reads late files
 * @param minCellSize fewer users than this fold into {@code (other)}
 */
public record PageFacts(int firstDay, int newestDay, int lookbackDays, int minCellSize) {

  /** A day as the reports print it. */
  static String iso(int day) {
    return LocalDate.ofEpochDay(day).toString();
  }
}

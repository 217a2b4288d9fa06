package com.webiny.telemetry.report;

import com.webiny.telemetry.night.DayBucket;
import com.webiny.telemetry.storage.Storage;
import java.io.Serializable;
import java.util.Map;
import java.util.Optional;

/**
 * What rebuilding reports must know. Days count from 1970.
 *
 * @param storage of the warehouse
 * @param firstDay the first published day
 * @param newestDay the newest published day
 * @param fromDay the first day whose rows are rebuilt; all days to the newest are
 * @param files the paths of the tables' files, published or staged, of these days and of those they
 *     look back to
 */
public record ReportPlan(
    Storage storage,
    int buckets,
    int minCellSize,
    int firstDay,
    int newestDay,
    int fromDay,
    Map<DayBucket, String> files)
    implements Serializable {

  /**
   * How many days before a day its numbers look: the 28-day view at the end of the day a week
   * before.
   */
  public static final int LOOK_BACK_DAYS = Windows.TRANSITION_DAYS + Windows.MONTH_DAYS - 1;

  /** The same of attempts: the days before an upgrade two days before a day. */
  public static final int ATTEMPTS_LOOK_BACK_DAYS = Upgrade.DAYS_BEFORE + Upgrade.DAYS_AFTER - 1;

  Optional<String> file(String table, int day, int bucket) {
    return Optional.ofNullable(files.get(new DayBucket(table, day, bucket)));
  }

  /** Whether a day has so many days of history, published days up to and including it. */
  boolean hasHistory(int day, int days) {
    return day - firstDay + 1 >= days;
  }

  @Override
  public String toString() {
    return "reports of " + (newestDay - fromDay + 1) + " days";
  }
}

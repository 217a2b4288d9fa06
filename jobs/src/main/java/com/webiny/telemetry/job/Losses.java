package com.webiny.telemetry.job;

import com.webiny.telemetry.audit.RunSummary;
import com.webiny.telemetry.exit.ExitCode;
import com.webiny.telemetry.exit.StopException;
import com.webiny.telemetry.night.DayBucket;
import com.webiny.telemetry.night.NightOutput.BucketDone;
import com.webiny.telemetry.night.NightOutput.DayMerge;
import com.webiny.telemetry.publish.PublishedFile;
import com.webiny.telemetry.publish.PublishedFiles;
import com.webiny.telemetry.table.Tables;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many rows days lose that a run rebuilds from raw (SPEC section 10): raw logs that were tidied
 * away must not take the published days with them unnoticed.
 */
final class Losses {
  /** A day may lose one row of so many. */
  private static final long ONE_OF = 100;

  private Losses() {}

  /**
   * No rebuilt day may lose more than 1 % of its rows.
   *
   * @throws StopException with {@link ExitCode#CHECK_FAILED} if one would
   */
  static void requireFew(Set<Integer> rebuilt, List<BucketDone> buckets, PublishedFiles published)
      throws StopException, IOException {
    SortedMap<Integer, Long> before = new TreeMap<>();
    SortedMap<Integer, Long> after = new TreeMap<>();
    for (BucketDone bucket : buckets) {
      for (DayMerge merge : bucket.merges()) {
        if (rebuilt.contains(merge.day())) {
          String path = new DayBucket(Tables.EVENTS.name(), merge.day(), bucket.bucket()).path();
          before.merge(
              merge.day(), published.get(path).map(PublishedFile::rows).orElse(0L), Long::sum);
          after.merge(merge.day(), merge.rowsAfter(), Long::sum);
        }
      }
    }
    List<String> losing = new ArrayList<>();
    before.forEach(
        (day, rows) -> {
          if ((rows - after.get(day)) * ONE_OF > rows) {
            losing.add(Publication.iso(day) + " (" + rows + " rows, " + after.get(day) + " after)");
          }
        });
    if (!losing.isEmpty()) {
      throw Gate.failed(
          "--rebuild would take more than 1 % of the rows of "
              + RunSummary.Names.of(losing).text()
              + "; bring back the raw logs that are gone, or give --accept-loss.");
    }
  }
}

package com.webiny.telemetry.report;

import com.webiny.telemetry.table.Tables;
import java.io.Serializable;

/**
 * So many days after a release came out, at which it is counted how far it has spread.
 *
 * @param day of the row, as days since 1970
 * @param version the release
 * @param days how many days after its own
 */
record Milestone(int day, String version, int days) implements Serializable {

  /** What the IDs of the day's view have done. */
  enum Measure {
    /** On the release or a higher version. */
    ADOPTERS,
    /** Below it, though they have deployed since its day. */
    STAYED,
    /** Below it, and not seen to deploy since. */
    SILENT
  }

  /**
   * What the IDs of one deploy version count here.
   *
   * @param users by {@link DeployMeasure}
   */
  Sums of(String deployed, Sums users) {
    Sums counts = new Sums(Measure.values().length);
    if (Tables.parsed(deployed).compareTo(Tables.parsed(version)) >= 0) {
      counts.add(users.only(), Measure.ADOPTERS);
    } else {
      long since = users.of(DeployMeasure.within(days));
      counts.add(since, Measure.STAYED);
      counts.add(users.only() - since, Measure.SILENT);
    }
    return counts;
  }
}

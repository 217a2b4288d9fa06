package com.webiny.telemetry.report;

import com.webiny.telemetry.event.Family;
import com.webiny.telemetry.report.TallyKey.Kind;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The counts of a day and family, found without making a key for every attempt. Holds on to what
 * {@link TallyMap} gave until that is handed on, so it never holds more than the map does.
 */
final class FamilyCounts {
  private static final int MEASURES = AttemptTally.Measure.values().length;
  private static final int LINE_MEASURES = AttemptTally.LineMeasure.values().length;

  private final int day;
  private final String family;
  private final TallyMap tallies;
  private final Map<String, Sums> byLine = new HashMap<>();
  private Sums[] byDuration = new Sums[0];
  private Sums all;
  private long drains = -1;

  FamilyCounts(int day, Family family, TallyMap tallies) {
    this.day = day;
    this.family = family.text();
    this.tallies = tallies;
  }

  /** The counts of all attempts. */
  Sums all() {
    letGoOfDrained();
    if (all == null) {
      all = tallies.of(new TallyKey(Kind.ATTEMPTS, day, family), MEASURES);
    }
    return all;
  }

  /** The counts of the attempts of a version line. */
  Sums ofLine(String line) {
    letGoOfDrained();
    Sums counts = byLine.get(line);
    if (counts == null) {
      counts = tallies.of(new TallyKey(Kind.LINE, day, family, line, ""), LINE_MEASURES);
      byLine.put(line, counts);
    }
    return counts;
  }

  /**
   * The count of the attempts that took so long.
   *
   * @param tenths of a second, six hours at most
   */
  Sums ofDuration(int tenths) {
    letGoOfDrained();
    if (tenths >= byDuration.length) {
      byDuration = Arrays.copyOf(byDuration, Math.max(tenths + 1, 2 * byDuration.length));
    }
    if (byDuration[tenths] == null) {
      TallyKey key = new TallyKey(Kind.DURATION, day, family, Integer.toString(tenths), "");
      byDuration[tenths] = tallies.of(key, 1);
    }
    return byDuration[tenths];
  }

  private void letGoOfDrained() {
    if (drains != tallies.drains()) {
      drains = tallies.drains();
      all = null;
      byLine.clear();
      Arrays.fill(byDuration, null);
    }
  }
}

package com.webiny.telemetry.report;

import com.webiny.telemetry.event.Family;
import com.webiny.telemetry.event.ProductVersion;
import com.webiny.telemetry.table.Tables;

/**
 * An ID's change to a version with higher numbers, and how its deployments ended before and after.
 * Mutable while counting.
 */
final class Upgrade {
  /** The days before the day of the upgrade that are compared. */
  static final int DAYS_BEFORE = 14;

  /** The days after it that are, itself included. */
  static final int DAYS_AFTER = 3;

  private final int day;
  private final ProductVersion version;
  private final Sums app = new Sums(Measure.values().length);
  private final Sums project = new Sums(Measure.values().length);

  /** What is counted of an upgrade, in the order in which it travels. */
  enum Measure {
    USERS,
    SUCCEEDED_BEFORE,
    ENDED_BEFORE,
    SUCCEEDED_AFTER,
    ENDED_AFTER
  }

  /**
   * An upgrade without attempts yet.
   *
   * @param day as days since 1970
   * @param version at the end of that day
   */
  Upgrade(int day, ProductVersion version) {
    this.day = day;
    this.version = version;
  }

  /** The day on which all that is compared has begun. */
  int reportedOn() {
    return day + DAYS_AFTER - 1;
  }

  /**
   * Takes an attempt of a person's that has ended, if it is in time.
   *
   * @param attempted its version; empty if it has none
   */
  void add(Family family, int startedOn, String attempted, boolean succeeded) {
    Sums counts = family == Family.APP ? app : project;
    if (startedOn < day && startedOn >= day - DAYS_BEFORE) {
      counts.addOne(Measure.ENDED_BEFORE);
      counts.addOneIf(succeeded, Measure.SUCCEEDED_BEFORE);
    } else if (startedOn >= day
        && startedOn <= reportedOn()
        && !attempted.isEmpty()
        && Tables.parsed(attempted).compareTo(version) >= 0) {
      counts.addOne(Measure.ENDED_AFTER);
      counts.addOneIf(succeeded, Measure.SUCCEEDED_AFTER);
    }
  }

  /** Counts each family that has attempts on both sides. */
  void count(TallyMap tallies) {
    count(Family.APP, app, tallies);
    count(Family.PROJECT, project, tallies);
  }

  private void count(Family family, Sums counts, TallyMap tallies) {
    if (counts.of(Measure.ENDED_BEFORE) == 0 || counts.of(Measure.ENDED_AFTER) == 0) {
      return;
    }
    Sums all =
        tallies.of(
            new TallyKey(TallyKey.Kind.UPGRADE, reportedOn(), family.text(), version.line(), ""),
            Measure.values().length);
    all.addOne(Measure.USERS);
    for (Measure measure : Measure.values()) {
      all.add(counts.of(measure), measure);
    }
  }
}

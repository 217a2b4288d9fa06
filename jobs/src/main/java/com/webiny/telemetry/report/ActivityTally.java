package com.webiny.telemetry.report;

import com.webiny.telemetry.event.ProductVersion;
import com.webiny.telemetry.report.TallyKey.Kind;
import com.webiny.telemetry.table.Tables;
import com.webiny.telemetry.table.UserRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Counts one ID after another into {@code daily_active_users}, {@code version_adoption}, {@code
 * version_transitions} and {@code retention}: their definitions in code, without an engine. Looks
 * at a span of at most 63 days, of which the last ones are reported and those before are only
 * looked back to.
 */
final class ActivityTally {

  /** The counts of one day, in the order in which they travel. */
  enum Measure {
    DAU,
    DAU_ADMIN,
    DAU_ADMIN_CI_BUILT,
    DAU_CLI,
    WAU,
    MAU,
    NEW_USERS,
    RETURNING_USERS,
    RESURRECTED_USERS,
    ADMIN_LOADS
  }

  static final String ADMIN = "admin";
  static final String DEPLOY = "deploy";

  private static final int MEASURES = Measure.values().length;
  private static final int DEPLOY_MEASURES = DeployMeasure.values().length;

  private final int spanFromDay;
  private final int fromDay;
  private final int toDay;
  private final int firstPublishedDay;
  private final TallyMap tallies;
  private final String[] adminVersions;
  private final String[] deployVersions;
  private final long[] adminLoads;
  private long admin;
  private long adminCiBuilt;
  private long cli;

  /**
   * Prepares for a span.
   *
   * @param fromDay the first day to report, as days since 1970
   * @param toDay the last one
   * @param firstPublishedDay transitions start on the eighth day, cohorts on the 28th
   */
  ActivityTally(int fromDay, int toDay, int firstPublishedDay, TallyMap tallies) {
    this.spanFromDay = fromDay - ReportPlan.LOOK_BACK_DAYS;
    this.fromDay = fromDay;
    this.toDay = toDay;
    this.firstPublishedDay = firstPublishedDay;
    this.tallies = tallies;
    int days = toDay - spanFromDay + 1;
    if (days >= Long.SIZE) {
      throw new IllegalArgumentException("a span has at most " + (Long.SIZE - 1) + " days");
    }
    this.adminVersions = new String[days];
    this.deployVersions = new String[days];
    this.adminLoads = new long[days];
    clear();
  }

  /** Takes a day of the current ID: a row of {@code daily_users}. */
  void addDay(
      int day,
      boolean activeAdmin,
      boolean builtByCi,
      boolean activeCli,
      long loads,
      String adminVersion,
      String deployVersion) {
    int index = day - spanFromDay;
    long bit = 1L << index;
    admin |= activeAdmin ? bit : 0;
    adminCiBuilt |= builtByCi ? bit : 0;
    cli |= activeCli ? bit : 0;
    adminLoads[index] = loads;
    adminVersions[index] = adminVersion;
    deployVersions[index] = deployVersion;
  }

  /**
   * Counts the current ID; ready for the next.
   *
   * @param firstActiveDay of its row in {@code users}; {@link UserRow#NEVER} if it has none
   */
  void endId(int firstActiveDay) {
    long active = admin | cli;
    for (int day = fromDay; day <= toDay; day++) {
      int index = day - spanFromDay;
      if (Windows.any(active, index, Windows.MONTH_DAYS) || adminLoads[index] > 0) {
        countActivity(day, index, active, firstActiveDay);
      }
    }
    countRetention(active, firstActiveDay);
    countAdminVersions();
    countDeployVersions();
    countTransitions();
    clear();
  }

  private void countActivity(int day, int index, long active, int firstActiveDay) {
    Sums counts = tallies.of(new TallyKey(Kind.ACTIVITY, day, ""), MEASURES);
    counts.add(adminLoads[index], Measure.ADMIN_LOADS);
    counts.addOneIf(Windows.any(active, index, Windows.WEEK_DAYS), Measure.WAU);
    counts.addOneIf(Windows.any(active, index, Windows.MONTH_DAYS), Measure.MAU);
    if (!isSet(active, index)) {
      return;
    }
    counts.addOne(Measure.DAU);
    counts.addOneIf(isSet(admin, index), Measure.DAU_ADMIN);
    counts.addOneIf(isSet(adminCiBuilt, index), Measure.DAU_ADMIN_CI_BUILT);
    counts.addOneIf(isSet(cli, index), Measure.DAU_CLI);
    if (firstActiveDay == day) {
      counts.addOne(Measure.NEW_USERS);
    } else if (Windows.any(active, index - 1, Windows.MONTH_DAYS - 1)) {
      counts.addOne(Measure.RETURNING_USERS);
    } else {
      counts.addOne(Measure.RESURRECTED_USERS);
    }
  }

  private void countRetention(long active, int firstActiveDay) {
    for (int day = fromDay; day <= toDay; day++) {
      if (CalendarWeek.isSunday(day) && Windows.any(active, day - spanFromDay, Windows.WEEK_DAYS)) {
        OptionalInt weeks = Retention.weeks(day, firstActiveDay, firstPublishedDay);
        if (weeks.isPresent()) {
          tallies
              .of(new TallyKey(Kind.RETENTION, day, Integer.toString(weeks.getAsInt())), 1)
              .addOne();
        }
      }
    }
  }

  private void countAdminVersions() {
    for (int day = fromDay; day <= toDay; day++) {
      int at = viewed(adminVersions, day);
      if (at >= 0) {
        tallies.of(new TallyKey(Kind.ADOPTION, day, ADMIN, adminVersions[at], ""), 1).addOne();
      }
    }
  }

  private void countDeployVersions() {
    for (int day = fromDay; day <= toDay; day++) {
      int at = viewed(deployVersions, day);
      if (at >= 0) {
        int daysAgo = day - spanFromDay - at;
        Sums users =
            tallies.of(
                new TallyKey(Kind.ADOPTION, day, DEPLOY, deployVersions[at], ""), DEPLOY_MEASURES);
        users.addOne(DeployMeasure.USERS);
        users.addOneIf(daysAgo < 1, DeployMeasure.WITHIN_1_DAY);
        users.addOneIf(daysAgo < Windows.WEEK_DAYS, DeployMeasure.WITHIN_7_DAYS);
        users.addOneIf(daysAgo < DeployMeasure.FEW_DAYS, DeployMeasure.WITHIN_14_DAYS);
      }
    }
  }

  private void countTransitions() {
    int first = Math.max(fromDay, firstPublishedDay + Windows.TRANSITION_DAYS);
    for (int day = first; day <= toDay; day++) {
      String to = view(deployVersions, day);
      if (to.isEmpty()) {
        continue;
      }
      String from = view(deployVersions, day - Windows.TRANSITION_DAYS);
      if (!from.equals(to)) {
        String key = from.isEmpty() ? VersionOrder.NONE : from;
        tallies.of(new TallyKey(Kind.TRANSITION, day, "", key, to), 1).addOne();
      }
    }
  }

  /** The upgrades of the current ID that are reported in the span. */
  List<Upgrade> upgrades() {
    List<Upgrade> upgrades = new ArrayList<>();
    int first =
        Math.max(fromDay, firstPublishedDay + ReportPlan.ATTEMPTS_LOOK_BACK_DAYS)
            - Upgrade.DAYS_AFTER
            + 1;
    for (int day = first; day <= toDay - Upgrade.DAYS_AFTER + 1; day++) {
      String to = deployVersions[day - spanFromDay];
      String from = to.isEmpty() ? "" : view(deployVersions, day - 1);
      if (!from.isEmpty() && !from.equals(to)) {
        ProductVersion version = Tables.parsed(to);
        if (TransitionKind.isUpgrade(
            TransitionKind.of(Optional.of(Tables.parsed(from)), version))) {
          upgrades.add(new Upgrade(day, version));
        }
      }
    }
    return upgrades;
  }

  /** The version at the end of a day: the latest in its 28 days; empty if there is none. */
  private String view(String[] versions, int day) {
    int at = viewed(versions, day);
    return at < 0 ? "" : versions[at];
  }

  /** Where in the span the version at the end of a day was last seen; -1 if there is none. */
  private int viewed(String[] versions, int day) {
    int last = day - spanFromDay;
    for (int i = last; i > last - Windows.MONTH_DAYS && i >= 0; i--) {
      if (!versions[i].isEmpty()) {
        return i;
      }
    }
    return -1;
  }

  private void clear() {
    admin = 0;
    adminCiBuilt = 0;
    cli = 0;
    Arrays.fill(adminVersions, "");
    Arrays.fill(deployVersions, "");
    Arrays.fill(adminLoads, 0);
  }

  private static boolean isSet(long days, int index) {
    return ((days >>> index) & 1) != 0;
  }
}

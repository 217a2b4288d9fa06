package com.webiny.telemetry.report;

import static com.webiny.telemetry.report.ActivityTally.Measure;

import com.webiny.telemetry.report.TallyKey.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * How many anonymous IDs are active each day (SPEC section 8).
 *
 * <p>An ID is active on D if its admin app loaded at least once (any ci), or its command line sent
 * an event with ci not true. Columns that look back n days are empty on days with fewer than n days
 * of history. new + returning + resurrected = dau: new if D is its first active day; returning if
 * it was active in D−27 … D−1; else resurrected.
 */
final class DailyActiveUsers {
  static final Report REPORT =
      Report.named("daily_active_users")
          .day("date", "the day, UTC")
          .endKey()
          .count("dau", "distinct IDs active that day (admin or cli)")
          .count("dau_admin", "distinct IDs with at least one admin-app-start, any ci")
          .count(
              "dau_admin_ci_built",
              "of dau_admin, those whose every admin-app-start has ci true: the admin app was built by a robot, people use it")
          .count("dau_cli", "distinct IDs with a command line event with ci not true")
          .countOrEmpty("wau_7d", "distinct IDs active in D−6 … D")
          .countOrEmpty("mau_28d", "distinct IDs active in D−27 … D")
          .share("stickiness", "dau / mau_28d")
          .countOrEmpty("new_users", "active IDs whose first active day is D")
          .countOrEmpty("returning_users", "active IDs that were active in D−27 … D−1")
          .countOrEmpty("resurrected_users", "active IDs seen before, but not in D−27 … D−1")
          .count("admin_loads", "number of admin-app-start events")
          .build();

  private DailyActiveUsers() {}

  static List<ReportRow> rows(ReportPlan plan, Tallies tallies) {
    List<ReportRow> rows = new ArrayList<>();
    for (int day = plan.fromDay(); day <= plan.newestDay(); day++) {
      GroupTotals totals = tallies.of(Kind.ACTIVITY, day, "");
      boolean week = plan.hasHistory(day, Windows.WEEK_DAYS);
      boolean month = plan.hasHistory(day, Windows.MONTH_DAYS);
      long dau = totals.folded().of(Measure.DAU);
      long mau = totals.folded().of(Measure.MAU);
      rows.add(
          ReportFile.row(
              new Cell.Day(day),
              new Cell.Count(dau),
              count(totals, Measure.DAU_ADMIN),
              count(totals, Measure.DAU_ADMIN_CI_BUILT),
              count(totals, Measure.DAU_CLI),
              Cell.countIf(week, totals.folded().of(Measure.WAU)),
              Cell.countIf(month, mau),
              month ? Cell.share(dau, mau) : Cell.EMPTY,
              Cell.countIf(month, totals.folded().of(Measure.NEW_USERS)),
              Cell.countIf(month, totals.folded().of(Measure.RETURNING_USERS)),
              Cell.countIf(month, totals.folded().of(Measure.RESURRECTED_USERS)),
              count(totals, Measure.ADMIN_LOADS)));
    }
    return rows;
  }

  private static Cell count(GroupTotals totals, Measure measure) {
    return new Cell.Count(totals.folded().of(measure));
  }
}

package com.webiny.telemetry.report;

import static com.webiny.telemetry.report.AttemptTally.Measure;

import com.webiny.telemetry.event.Family;
import com.webiny.telemetry.report.TallyKey.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * How deployments end each day, of whole projects and of single apps (SPEC section 8). An attempt
 * counts on the day of its start. success_rate = s / (s + f + fg); strict_success_rate = s / (s + f
 * + fg + abandoned); orphans are in no rate.
 */
final class DeploySuccess {
  static final Report REPORT =
      Report.named("deploy_success")
          .day("date", "the day the attempt started, UTC")
          .text("family", "app (one app of a project) or project (all of it)")
          .endKey()
          .count("attempts", "attempts of any outcome but orphaned")
          .count("succeeded", "attempts that ended well")
          .count("failed", "attempts that ended in an error")
          .count("failed_graceful", "attempts that ended in an error the program explained")
          .count("abandoned", "attempts with no end within 6 hours")
          .count("pending", "attempts still open, young enough to end: the next night settles them")
          .count("orphaned", "ends without a start; in no other column")
          .share("success_rate", "succeeded / (succeeded + failed + failed_graceful)")
          .share(
              "strict_success_rate",
              "succeeded / (succeeded + failed + failed_graceful + abandoned)")
          .count("deployers", "distinct IDs with an attempt, ci not true")
          .count(
              "first_try_success_users",
              "of these, IDs whose first such attempt of the day succeeded")
          .seconds("duration_p50_s", "median seconds of succeeded attempts, linear interpolation")
          .seconds("duration_p90_s", "90th percentile of the same")
          .count("ci_attempts", "attempts with ci true")
          .build();

  /** The families of the report, in its order. */
  static final List<Family> FAMILIES = List.of(Family.APP, Family.PROJECT);

  private DeploySuccess() {}

  static List<ReportRow> rows(ReportPlan plan, Tallies tallies) {
    List<ReportRow> rows = new ArrayList<>();
    for (int day = plan.fromDay(); day <= plan.newestDay(); day++) {
      for (Family family : FAMILIES) {
        rows.add(row(day, family, tallies));
      }
    }
    return rows;
  }

  private static ReportRow row(int day, Family family, Tallies tallies) {
    GroupTotals totals = tallies.of(Kind.ATTEMPTS, day, family.text());
    GroupTotals durations = tallies.of(Kind.DURATION, day, family.text());
    long succeeded = totals.folded().of(Measure.SUCCEEDED);
    long ended =
        succeeded
            + totals.folded().of(Measure.FAILED)
            + totals.folded().of(Measure.FAILED_GRACEFUL);
    return ReportFile.row(
        new Cell.Day(day),
        new Cell.Text(family.text()),
        count(totals, Measure.ATTEMPTS),
        count(totals, Measure.SUCCEEDED),
        count(totals, Measure.FAILED),
        count(totals, Measure.FAILED_GRACEFUL),
        count(totals, Measure.ABANDONED),
        count(totals, Measure.PENDING),
        count(totals, Measure.ORPHANED),
        Cell.share(succeeded, ended),
        Cell.share(succeeded, ended + totals.folded().of(Measure.ABANDONED)),
        count(totals, Measure.DEPLOYERS),
        count(totals, Measure.FIRST_TRY_SUCCESS),
        seconds(durations.p50Tenths()),
        seconds(durations.p90Tenths()),
        count(totals, Measure.CI_ATTEMPTS));
  }

  private static Cell seconds(long tenths) {
    return tenths == GroupTotals.NONE ? Cell.EMPTY : new Cell.Seconds(Durations.seconds(tenths));
  }

  private static Cell count(GroupTotals totals, Measure measure) {
    return new Cell.Count(totals.folded().of(measure));
  }
}

package com.webiny.telemetry.report;

import static com.webiny.telemetry.report.AttemptTally.Measure;

import com.webiny.telemetry.event.Family;
import com.webiny.telemetry.report.TallyKey.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * How many projects are created each day, and how creating one ends (SPEC section 8). An attempt
 * counts on the day of its start. success_rate = created / (created + failed + failed_graceful);
 * orphans are in no rate.
 */
final class ProjectCreation {
  static final Report REPORT =
      Report.named("project_creation")
          .day("date", "the day the attempt started, UTC")
          .endKey()
          .count("attempts", "attempts of any outcome but orphaned")
          .count("created", "attempts that succeeded")
          .count("failed", "attempts that ended in an error")
          .count("failed_graceful", "attempts that ended in an error the program explained")
          .count("abandoned", "attempts with no end within 2 hours")
          .count("pending", "attempts still open, young enough to end: the next night settles them")
          .count("orphaned", "ends without a start; in no other column")
          .share("success_rate", "created / (created + failed + failed_graceful)")
          .count("creators", "distinct IDs with a created project, ci not true")
          .countOrEmpty(
              "first_time_creators",
              "of these, IDs whose first day with any create event is D; empty in the first 27 days")
          .count("ci_attempts", "attempts with ci true")
          .build();

  private ProjectCreation() {}

  static List<ReportRow> rows(ReportPlan plan, Tallies tallies) {
    List<ReportRow> rows = new ArrayList<>();
    for (int day = plan.fromDay(); day <= plan.newestDay(); day++) {
      GroupTotals totals = tallies.of(Kind.ATTEMPTS, day, Family.CREATE.text());
      rows.add(
          ReportFile.row(
              new Cell.Day(day),
              count(totals, Measure.ATTEMPTS),
              count(totals, Measure.SUCCEEDED),
              count(totals, Measure.FAILED),
              count(totals, Measure.FAILED_GRACEFUL),
              count(totals, Measure.ABANDONED),
              count(totals, Measure.PENDING),
              count(totals, Measure.ORPHANED),
              Cell.share(
                  totals.folded().of(Measure.SUCCEEDED),
                  totals.folded().of(Measure.SUCCEEDED)
                      + totals.folded().of(Measure.FAILED)
                      + totals.folded().of(Measure.FAILED_GRACEFUL)),
              count(totals, Measure.CREATORS),
              Cell.countIf(
                  plan.hasHistory(day, Windows.MONTH_DAYS),
                  totals.folded().of(Measure.FIRST_TIME_CREATORS)),
              count(totals, Measure.CI_ATTEMPTS)));
    }
    return rows;
  }

  private static Cell count(GroupTotals totals, Measure measure) {
    return new Cell.Count(totals.folded().of(measure));
  }
}

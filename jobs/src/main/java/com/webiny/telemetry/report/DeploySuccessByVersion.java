package com.webiny.telemetry.report;

import static com.webiny.telemetry.report.AttemptTally.LineMeasure;

import com.webiny.telemetry.event.Family;
import com.webiny.telemetry.report.TallyKey.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * How deployments end, by version line (SPEC section 8). Lines with fewer deployers than the
 * minimum cell size, and the smallest above 200, fold into {@code (other)}; its deployers are
 * counted anew, since an ID may deploy several lines.
 */
final class DeploySuccessByVersion {
  static final Report REPORT =
      Report.named("deploy_success_by_version")
          .day("date", "the day the attempt started, UTC")
          .text("family", "app or project")
          .text(
              "version_line", "such as v5.41.x; (unknown) without version; (other) for small cells")
          .endKey()
          .count("attempts", "attempts of any outcome but orphaned")
          .count("succeeded", "attempts that ended well")
          .count("failed", "attempts that ended in an error")
          .count("failed_graceful", "attempts that ended in an error the program explained")
          .count("abandoned", "attempts with no end within 6 hours")
          .count("pending", "attempts still open, young enough to end: the next night settles them")
          .share("success_rate", "succeeded / (succeeded + failed + failed_graceful)")
          .count("deployers", "distinct IDs with an attempt, ci not true")
          .build();

  private DeploySuccessByVersion() {}

  static List<ReportRow> rows(ReportPlan plan, Tallies tallies) {
    List<ReportRow> rows = new ArrayList<>();
    for (int day = plan.fromDay(); day <= plan.newestDay(); day++) {
      for (Family family : DeploySuccess.FAMILIES) {
        GroupTotals totals = tallies.of(Kind.LINE, day, family.text());
        for (GroupTotals.KeptCell cell : totals.kept()) {
          rows.add(row(day, family, cell.first(), cell.counts()));
        }
        if (totals.foldedCells() > 0) {
          rows.add(row(day, family, VersionOrder.OTHER, folded(day, family, totals, tallies)));
        }
      }
    }
    return rows;
  }

  private static Sums folded(int day, Family family, GroupTotals totals, Tallies tallies) {
    if (totals.foldedCells() == 1) {
      return totals.folded(); // The deployers of a single line are distinct already.
    }
    GroupTotals recounted = tallies.of(Kind.FOLDED_DEPLOYERS, day, family.text());
    return totals.folded().with(LineMeasure.DEPLOYERS, recounted.folded().only());
  }

  private static ReportRow row(int day, Family family, String line, Sums counts) {
    long succeeded = counts.of(LineMeasure.SUCCEEDED);
    long failed = counts.of(LineMeasure.FAILED);
    long graceful = counts.of(LineMeasure.FAILED_GRACEFUL);
    return ReportFile.row(
        new Cell.Day(day),
        new Cell.Text(family.text()),
        new Cell.Text(line),
        new Cell.Count(counts.of(LineMeasure.ATTEMPTS)),
        new Cell.Count(succeeded),
        new Cell.Count(failed),
        new Cell.Count(graceful),
        new Cell.Count(counts.of(LineMeasure.ABANDONED)),
        new Cell.Count(counts.of(LineMeasure.PENDING)),
        Cell.share(succeeded, succeeded + failed + graceful),
        new Cell.Count(counts.of(LineMeasure.DEPLOYERS)));
  }
}

package com.webiny.telemetry.report;

import com.webiny.telemetry.event.Family;
import com.webiny.telemetry.report.TallyKey.Kind;
import com.webiny.telemetry.report.Upgrade.Measure;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether deployments fail more after an upgrade. An ID upgrades on U if its deploy version at the
 * end of U has higher numbers than that at the end of U−1, each the latest of its own 28 days. Its
 * attempts, ci not true, that ended are compared: after, those of U, U+1 and U+2 with that version
 * or a higher one; before, those of U−14 … U−1 with any. Only IDs with both count, so that each is
 * held against itself. The row is of D = U+2, from the 17th published day on. Lines with fewer IDs
 * than the minimum cell size, and the smallest above 200, fold into {@code (other)}.
 */
final class DeploySuccessAfterUpgrade {
  static final Report REPORT =
      Report.named("deploy_success_after_upgrade")
          .day("date", "the day D, UTC: two days after the day of the upgrade")
          .text("family", "app or project")
          .text("version_line", "that of the version upgraded to; (other) for small cells")
          .endKey()
          .count("users", "IDs that upgraded on D−2 and have ended attempts before and after")
          .count("ended_before", "their attempts of D−16 … D−3 that succeeded or failed")
          .count("succeeded_before", "of these, attempts that succeeded")
          .share("success_rate_before", "succeeded_before / ended_before")
          .count(
              "ended_after",
              "their attempts of D−2 … D, with the version upgraded to or a higher one, that"
                  + " succeeded or failed")
          .count("succeeded_after", "of these, attempts that succeeded")
          .share("success_rate_after", "succeeded_after / ended_after")
          .build();

  private DeploySuccessAfterUpgrade() {}

  static List<ReportRow> rows(ReportPlan plan, Tallies tallies) {
    List<ReportRow> rows = new ArrayList<>();
    for (int day = plan.fromDay(); day <= plan.newestDay(); day++) {
      for (Family of : DeploySuccess.FAMILIES) {
        String family = of.text();
        GroupTotals totals = tallies.of(Kind.UPGRADE, day, family);
        for (GroupTotals.KeptCell cell : totals.kept()) {
          rows.add(row(day, family, cell.first(), cell.counts()));
        }
        if (totals.foldedCells() > 0) {
          rows.add(row(day, family, VersionOrder.OTHER, totals.folded()));
        }
      }
    }
    return rows;
  }

  private static ReportRow row(int day, String family, String line, Sums counts) {
    return ReportFile.row(
        new Cell.Day(day),
        new Cell.Text(family),
        new Cell.Text(line),
        new Cell.Count(counts.of(Measure.USERS)),
        new Cell.Count(counts.of(Measure.ENDED_BEFORE)),
        new Cell.Count(counts.of(Measure.SUCCEEDED_BEFORE)),
        Cell.share(counts.of(Measure.SUCCEEDED_BEFORE), counts.of(Measure.ENDED_BEFORE)),
        new Cell.Count(counts.of(Measure.ENDED_AFTER)),
        new Cell.Count(counts.of(Measure.SUCCEEDED_AFTER)),
        Cell.share(counts.of(Measure.SUCCEEDED_AFTER), counts.of(Measure.ENDED_AFTER)));
  }
}

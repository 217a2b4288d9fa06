package com.webiny.telemetry.report;

import com.webiny.telemetry.report.TallyKey.Kind;
import com.webiny.telemetry.table.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who moved between versions within a week (SPEC section 8): IDs whose deploy version at the end of
 * D differs from that at the end of D−7, each the latest of its own 28 days. IDs with none at D are
 * left out. Starts on the eighth published day. Small cells fold into one row {@code (other)} →
 * {@code (other)} a day.
 */
final class VersionTransitions {
  static final Report REPORT =
      Report.named("version_transitions")
          .day("date", "the day D, UTC")
          .text("from_version", "the version at the end of D−7; (none) if there was none")
          .text("to_version", "the version at the end of D")
          .endKey()
          .text(
              "kind",
              "first, upgrade_major, upgrade_minor, upgrade_patch, downgrade, channel, or other for small cells")
          .count("users", "IDs that moved so")
          .build();

  private VersionTransitions() {}

  static List<ReportRow> rows(ReportPlan plan, Tallies tallies) {
    List<ReportRow> rows = new ArrayList<>();
    for (int day = plan.fromDay(); day <= plan.newestDay(); day++) {
      GroupTotals totals = tallies.of(Kind.TRANSITION, day, "");
      for (GroupTotals.KeptCell cell : totals.kept()) {
        String kind =
            TransitionKind.of(
                cell.first().equals(VersionOrder.NONE)
                    ? Optional.empty()
                    : Optional.of(Tables.parsed(cell.first())),
                Tables.parsed(cell.second()));
        rows.add(row(day, cell.first(), cell.second(), kind, cell.counts().only()));
      }
      if (totals.foldedCells() > 0) {
        rows.add(
            row(
                day,
                VersionOrder.OTHER,
                VersionOrder.OTHER,
                TransitionKind.OTHER,
                totals.folded().only()));
      }
    }
    return rows;
  }

  private static ReportRow row(int day, String from, String to, String kind, long users) {
    return ReportFile.row(
        new Cell.Day(day),
        new Cell.Text(from),
        new Cell.Text(to),
        new Cell.Text(kind),
        new Cell.Count(users));
  }
}

package com.webiny.telemetry.report;

import com.webiny.telemetry.event.ProductVersion;
import com.webiny.telemetry.report.TallyKey.Kind;
import com.webiny.telemetry.table.Tables;
import java.util.ArrayList;
import java.util.List;

/**
 * Which versions are in use (SPEC section 8). An ID's version at D is its latest admin_version
 * (deploy_version) in D−27 … D; each ID counts once a surface. share = users / all IDs with a
 * version on the surface. Small cells fold into {@code (other)}.
 */
final class VersionAdoption {
  static final Report REPORT =
      Report.named("version_adoption")
          .day("date", "the day D, UTC")
          .text("surface", "admin (the running admin app) or deploy (the command line)")
          .text("version", "the version; (other) for small cells")
          .endKey()
          .text("version_line", "its major and minor, such as v5.41.x; (other) for small cells")
          .text("channel", "stable, prerelease or dev; other for small cells")
          .count("users", "IDs whose latest version in D−27 … D this is")
          .share("share", "users / all IDs with a version on the surface")
          .build();

  /** In the order of the report. */
  static final List<String> SURFACES = List.of(ActivityTally.ADMIN, ActivityTally.DEPLOY);

  private static final int SHARE = 6;

  private static final String OTHER_CHANNEL = "other";

  private VersionAdoption() {}

  static List<ReportRow> rows(ReportPlan plan, Tallies tallies) {
    List<ReportRow> rows = new ArrayList<>();
    for (int day = plan.fromDay(); day <= plan.newestDay(); day++) {
      for (String surface : SURFACES) {
        addRows(day, surface, tallies.of(Kind.ADOPTION, day, surface), rows);
      }
    }
    return rows;
  }

  /** The surface of a row. */
  static String surface(ReportRow row) {
    return row.text(1);
  }

  /** The version of a row. */
  static String version(ReportRow row) {
    return row.text(2);
  }

  /** The channel of a row. */
  static String channel(ReportRow row) {
    return row.text(4);
  }

  /** The share of a row, as published. */
  static double share(ReportRow row) {
    return ((Cell.Share) row.cells().get(SHARE)).ratio();
  }

  private static void addRows(int day, String surface, GroupTotals totals, List<ReportRow> rows) {
    long folded = totals.folded().only();
    long all = folded;
    for (GroupTotals.KeptCell cell : totals.kept()) {
      all += cell.counts().only();
    }
    for (GroupTotals.KeptCell cell : totals.kept()) {
      ProductVersion version = Tables.parsed(cell.first());
      rows.add(
          row(
              day,
              surface,
              version.text(),
              version.line(),
              version.channel().text(),
              cell.counts().only(),
              all));
    }
    if (totals.foldedCells() > 0) {
      rows.add(
          row(day, surface, VersionOrder.OTHER, VersionOrder.OTHER, OTHER_CHANNEL, folded, all));
    }
  }

  private static ReportRow row(
      int day,
      String surface,
      String version,
      String line,
      String channel,
      long users,
      long allUsers) {
    return ReportFile.row(
        new Cell.Day(day),
        new Cell.Text(surface),
        new Cell.Text(version),
        new Cell.Text(line),
        new Cell.Text(channel),
        new Cell.Count(users),
        Cell.share(users, allUsers));
  }
}

package com.webiny.telemetry.report;

import com.webiny.telemetry.report.ShownReleases.Release;
import com.webiny.telemetry.report.TallyKey.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which version lines are still in use, how old they are and where they go: which may be dropped.
 * An ID is on the line of its version at D, which is that of version_adoption: the latest in D−27 …
 * D. A line's newest release is the highest stable version of it that version_adoption has shown on
 * the surface up to D; days count from the first day it did, so at most to the first published day.
 * Lines with fewer IDs than the minimum cell size, and the smallest above 200, fold into {@code
 * (other)}, of which nothing but IDs and share is told: it is of other lines each day.
 */
final class SupportLines {
  static final Report REPORT =
      Report.named("support_lines")
          .day("date", "the day D, UTC")
          .text("surface", "admin (the running admin app) or deploy (the command line)")
          .text("version_line", "such as v5.41.x; (other) for small cells")
          .endKey()
          .count("users", "IDs whose latest version in D−27 … D is of this line")
          .share("share", "users / all IDs with a version on the surface")
          .countOrEmpty(
              "users_28d_before",
              "users of the line in this report's row of D−28: of the 28 days before those; empty"
                  + " if it has no such row")
          .textOrEmpty(
              "newest_release",
              "the highest stable version of the line that version_adoption showed on the surface"
                  + " up to D")
          .countOrEmpty(
              "newest_release_days", "days since version_adoption first showed newest_release")
          .countOrEmpty(
              "newer_line_days",
              "days since version_adoption first showed a stable version of any higher line on the"
                  + " surface; empty if there is no newer line")
          .build();

  private static final int USERS = 3;

  private record LineOfDay(int day, String surface, String line) {}

  private SupportLines() {}

  /**
   * The rows of the rebuilt days.
   *
   * @param adoption the rows of version_adoption of all days, in order
   * @param old this report's rows of the days before
   */
  static List<ReportRow> rows(
      ReportPlan plan, Tallies tallies, List<ReportRow> adoption, List<ReportRow> old) {
    Map<LineOfDay, Cell> users = new HashMap<>();
    for (ReportRow row : old) {
      if (row.day() < plan.fromDay() && row.day() >= plan.fromDay() - Windows.MONTH_DAYS) {
        remember(row, users);
      }
    }
    List<ReportRow> rows = new ArrayList<>();
    ShownReleases releases = new ShownReleases();
    int shown = 0;
    for (int day = plan.fromDay(); day <= plan.newestDay(); day++) {
      while (shown < adoption.size() && adoption.get(shown).day() <= day) {
        releases.add(adoption.get(shown++));
      }
      for (String surface : VersionAdoption.SURFACES) {
        GroupTotals totals = tallies.of(Kind.LINE_IN_USE, day, surface);
        for (ReportRow row : rows(day, surface, totals, users, releases)) {
          rows.add(row);
          remember(row, users);
        }
      }
    }
    return rows;
  }

  private static void remember(ReportRow row, Map<LineOfDay, Cell> users) {
    users.put(new LineOfDay(row.day(), row.text(1), row.text(2)), row.cells().get(USERS));
  }

  private static List<ReportRow> rows(
      int day,
      String surface,
      GroupTotals totals,
      Map<LineOfDay, Cell> users,
      ShownReleases releases) {
    long all = totals.folded().only();
    for (GroupTotals.KeptCell cell : totals.kept()) {
      all += cell.counts().only();
    }
    List<ReportRow> rows = new ArrayList<>();
    for (GroupTotals.KeptCell cell : totals.kept()) {
      String line = cell.first();
      Optional<Release> newest = releases.newest(surface, line);
      OptionalInt newerSince = releases.newerSince(surface, line);
      rows.add(
          ReportFile.row(
              new Cell.Day(day),
              new Cell.Text(surface),
              new Cell.Text(line),
              new Cell.Count(cell.counts().only()),
              Cell.share(cell.counts().only(), all),
              users.getOrDefault(
                  new LineOfDay(day - Windows.MONTH_DAYS, surface, line), Cell.EMPTY),
              newest
                  .<Cell>map(release -> new Cell.Text(release.version().text()))
                  .orElse(Cell.EMPTY),
              newest
                  .<Cell>map(release -> new Cell.Count(day - release.firstDay()))
                  .orElse(Cell.EMPTY),
              Cell.countIf(newerSince.isPresent(), day - newerSince.orElse(day))));
    }
    if (totals.foldedCells() > 0) {
      rows.add(
          ReportFile.row(
              new Cell.Day(day),
              new Cell.Text(surface),
              new Cell.Text(VersionOrder.OTHER),
              new Cell.Count(totals.folded().only()),
              Cell.share(totals.folded().only(), all),
              Cell.EMPTY,
              Cell.EMPTY,
              Cell.EMPTY,
              Cell.EMPTY));
    }
    return rows;
  }
}

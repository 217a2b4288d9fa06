package com.webiny.telemetry.report;

import com.webiny.telemetry.report.TallyKey.Kind;
import com.webiny.telemetry.table.UserRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Who stays: weekly cohorts by first active week. A week runs from Monday to Sunday. A cohort is
 * the IDs whose first_active_day is in its week; its size is the users of its own week. Each Sunday
 * D tells of each cohort, up to 52 weeks old, how many of it were active in D−6 … D, if any. The
 * first cohort is of the first week whose Monday has 28 days of history: before it, IDs that are
 * not new would count as new. Cohorts with fewer than the minimum cell size in the week fold into
 * {@code (other)}, of which only users are told.
 */
final class Retention {
  static final Report REPORT =
      Report.named("retention")
          .day("date", "the Sunday D that ends the observed week, UTC")
          .text(
              "cohort_week",
              "the Monday of the week in which the IDs were first active; (other) for small cells")
          .endKey()
          .countOrEmpty("week", "weeks from that week to the observed one, 0 to 52")
          .countOrEmpty("cohort_users", "IDs first active in the cohort's week: users of week 0")
          .count("users", "of these, IDs active in D−6 … D")
          .share("retention", "users / cohort_users")
          .build();

  /** The oldest cohort that is told of. */
  static final int MAX_WEEKS = 52;

  private static final int WEEK = 2;
  private static final int USERS = 4;

  private Retention() {}

  /**
   * How many weeks before a Sunday's week an ID's cohort was.
   *
   * @param firstActiveDay of the ID; {@link UserRow#NEVER} if it has none
   * @param firstPublishedDay which tells since when an ID is known to be new
   * @return empty if it is in no cohort, or in one of too many weeks before
   */
  static OptionalInt weeks(int sunday, int firstActiveDay, int firstPublishedDay) {
    if (firstActiveDay == UserRow.NEVER) {
      return OptionalInt.empty();
    }
    int monday = CalendarWeek.mondayOf(firstActiveDay);
    int weeks = Math.floorDiv(sunday - monday, Windows.WEEK_DAYS);
    boolean known = monday - firstPublishedDay + 1 >= Windows.MONTH_DAYS;
    return known && weeks >= 0 && weeks <= MAX_WEEKS ? OptionalInt.of(weeks) : OptionalInt.empty();
  }

  /**
   * The rows of the rebuilt days.
   *
   * @param old this report's rows of the days before
   */
  static List<ReportRow> rows(ReportPlan plan, Tallies tallies, List<ReportRow> old) {
    Map<String, Long> sizes = new HashMap<>();
    for (ReportRow row : old) {
      if (row.day() < plan.fromDay()) {
        rememberSize(row, sizes);
      }
    }
    List<ReportRow> rows = new ArrayList<>();
    for (int day = plan.fromDay(); day <= plan.newestDay(); day++) {
      if (CalendarWeek.isSunday(day)) {
        for (ReportRow row : rows(day, plan.minCellSize(), tallies, sizes)) {
          rows.add(row);
        }
      }
    }
    return rows;
  }

  /** How many cohorts fold on a day. */
  static long foldedCells(int day, long minCellSize, Tallies tallies) {
    return IntStream.rangeClosed(0, MAX_WEEKS)
        .mapToLong(weeks -> users(day, weeks, tallies))
        .filter(users -> users > 0 && users < minCellSize)
        .count();
  }

  private static long users(int day, int weeks, Tallies tallies) {
    return tallies.of(Kind.RETENTION, day, Integer.toString(weeks)).folded().only();
  }

  private static List<ReportRow> rows(
      int sunday, long minCellSize, Tallies tallies, Map<String, Long> sizes) {
    List<ReportRow> rows = new ArrayList<>();
    long folded = 0;
    for (int weeks = MAX_WEEKS; weeks >= 0; weeks--) {
      long users = users(sunday, weeks, tallies);
      if (users < minCellSize) {
        folded += users;
      } else {
        int monday = CalendarWeek.mondayOf(sunday) - weeks * Windows.WEEK_DAYS;
        String cohort = new Cell.Day(monday).csv();
        if (weeks == 0) {
          sizes.put(cohort, users);
        }
        long size = sizes.getOrDefault(cohort, 0L);
        rows.add(
            ReportFile.row(
                new Cell.Day(sunday),
                new Cell.Text(cohort),
                new Cell.Count(weeks),
                Cell.countIf(size > 0, size),
                new Cell.Count(users),
                Cell.share(users, size)));
      }
    }
    if (folded > 0) {
      rows.add(
          ReportFile.row(
              new Cell.Day(sunday),
              new Cell.Text(VersionOrder.OTHER),
              Cell.EMPTY,
              Cell.EMPTY,
              new Cell.Count(folded),
              Cell.EMPTY));
    }
    return rows;
  }

  private static void rememberSize(ReportRow row, Map<String, Long> sizes) {
    if (row.cells().get(WEEK).equals(new Cell.Count(0))) {
      sizes.put(row.text(1), ((Cell.Count) row.cells().get(USERS)).count());
    }
  }
}

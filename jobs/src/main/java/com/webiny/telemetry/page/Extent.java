package com.webiny.telemetry.page;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How much of a report a page carries, so that it stays small however long and wide the report is.
 * Numbers are never averaged: a day that is not carried is left out, and a group that is not
 * carried is told as one of several, or their counts added.
 *
 * @param dailyDays how many of the newest days are carried each; before them every seventh; where
 *     it is {@link #NEWEST_DAY} or {@link #SUNDAYS} only these
 * @param maxGroups how many groups (values of the key besides the date) are carried of each kind
 * @param first which of them come first
 * @param omitted columns that follow from others and are not carried
 * @param restKeyFields how many key fields after the date tell a group's kind
 * @param distinct columns of distinct counts, which cannot be added to a rest
 */
record Extent(
    int dailyDays,
    int maxGroups,
    First first,
    Set<String> omitted,
    int restKeyFields,
    Set<String> distinct) {

  /** Which groups come first. */
  enum First {
    /** Those with the largest sum of the first count. */
    LARGEST,
    /** Those whose first row is the newest. */
    NEWEST
  }

  private static final int NEWEST_DAY = 0;

  /** For a report that tells of weeks. */
  private static final int SUNDAYS = -1;

  private static final int ALL_DAYS = Integer.MAX_VALUE;
  private static final int HALF_A_YEAR = 26 * 7;
  private static final int MANY_GROUPS = 400;

  /**
   * Where no two reports are alike; what is not named here is carried as {@link #USUAL} or {@link
   * #LONG}.
   */
  private static final Map<String, Extent> BY_REPORT =
      Map.of(
          "deploy_success_by_version",
          // Counts of a range are added up, so each day is needed.
          new Extent(ALL_DAYS, 8, First.LARGEST, Set.of("success_rate"), 1, Set.of("deployers")),
          "version_adoption",
          new Extent(HALF_A_YEAR, MANY_GROUPS, First.LARGEST, Set.of("share"), 1, Set.of()),
          // Each tells of a week, so every seventh day tells it all.
          "version_transitions",
          new Extent(1, MANY_GROUPS, First.LARGEST, Set.of(), 0, Set.of()),
          "support_lines",
          new Extent(
              NEWEST_DAY,
              MANY_GROUPS,
              First.LARGEST,
              Set.of(),
              1,
              Set.of("users_28d_before", "newest_release_days", "newer_line_days")),
          // Of the next two no sum tells anything, so what is not carried is left out.
          "retention",
          new Extent(
              SUNDAYS,
              MANY_GROUPS,
              First.NEWEST,
              Set.of("week", "retention"),
              0,
              Set.of("cohort_users", "users")),
          "version_time_to_adopt",
          new Extent(
              ALL_DAYS,
              60,
              First.NEWEST,
              Set.of(),
              0,
              Set.of("days", "active", "adopters", "silent")),
          "deploy_success_after_upgrade",
          new Extent(
              ALL_DAYS,
              8,
              First.NEWEST,
              Set.of("success_rate_before", "success_rate_after"),
              1,
              Set.of()));

  /** For reports with a row or two a day. */
  private static final Extent DAILY = new Extent(ALL_DAYS, 8, First.LARGEST, Set.of(), 0, Set.of());

  private static final Extent USUAL =
      new Extent(ALL_DAYS, MANY_GROUPS, First.LARGEST, Set.of(), 0, Set.of());

  /** For a report nobody expected to be so long. */
  private static final Extent LONG =
      new Extent(HALF_A_YEAR, MANY_GROUPS, First.LARGEST, Set.of(), 0, Set.of());

  private static final int MANY_ROWS = 20_000;

  private static final List<String> DAILY_REPORTS =
      List.of("daily_active_users", "project_creation", "deploy_success", "data_quality");

  Extent {
    omitted = Set.copyOf(omitted);
    distinct = Set.copyOf(distinct);
  }

  /** Of a report, by its name and length. */
  static Extent of(String report, int rows) {
    Extent usual = rows > MANY_ROWS ? LONG : USUAL;
    return BY_REPORT.getOrDefault(report, DAILY_REPORTS.contains(report) ? DAILY : usual);
  }

  /** Whether a day is carried. */
  boolean carries(int day, int newestDay) {
    int age = newestDay - day;
    return switch (dailyDays) {
      case NEWEST_DAY -> age == 0;
      case SUNDAYS -> LocalDate.ofEpochDay(day).getDayOfWeek() == DayOfWeek.SUNDAY;
      default -> age < dailyDays || age % 7 == 0;
    };
  }
}

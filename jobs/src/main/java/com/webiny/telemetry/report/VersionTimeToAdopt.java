package com.webiny.telemetry.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How fast a release is taken up by those who deploy: 1, 7, 14, 28 and 56 days after the
 * {@linkplain ReleaseDays day it came out}, as one row of that day each. Of the IDs with a deploy
 * version in D's 28-day view, adopters are on the release or a higher version; stayed are below it
 * and have deployed since the release day; silent are below it and have not, so they had no
 * occasion and do not count as refusing. share = adopters / (adopters + stayed).
 *
 * <p>A row with fewer adopters than the minimum cell size, and the smallest above 200 a day, is
 * left out: its IDs are among those of other rows, so a sum would say nothing.
 */
final class VersionTimeToAdopt {
  static final Report REPORT =
      Report.named("version_time_to_adopt")
          .day("date", "the day D, UTC: the release day and so many days more")
          .text("version", "the release")
          .endKey()
          .count("days", "D − the release day: 1, 7, 14, 28 or 56")
          .count(
              "active",
              "IDs with a deploy version in D−27 … D, without the silent: adopters and those who"
                  + " deployed since the release day and are still below it")
          .count("adopters", "of these, IDs on the release or a higher version")
          .share("share", "adopters / active")
          .countOrEmpty(
              "silent",
              "IDs with a deploy version in D−27 … D, below the release, that have not deployed"
                  + " since its day; empty from 28 days on: no such ID is left in the view")
          .build();

  /** After how many days it is told. */
  static final List<Integer> DAYS = List.of(1, 7, 14, 28, 56);

  private VersionTimeToAdopt() {}

  private record Told(VersionOrder place, Milestone milestone, Sums counts) {
    private long adopters() {
      return counts.of(Milestone.Measure.ADOPTERS);
    }
  }

  /**
   * The rows of the rebuilt days.
   *
   * @param adoption the rows of version_adoption of all days, in order
   */
  static List<ReportRow> rows(ReportPlan plan, Tallies tallies, List<ReportRow> adoption) {
    ReleaseDays releases = new ReleaseDays(plan.firstDay());
    adoption.forEach(releases::add);
    Map<Integer, List<Milestone>> milestones = new HashMap<>();
    for (int day = plan.fromDay(); day <= plan.newestDay(); day++) {
      List<Milestone> ofDay = new ArrayList<>();
      for (int days : DAYS) {
        for (String version : releases.on(day - days)) {
          ofDay.add(new Milestone(day, version, days));
        }
      }
      if (!ofDay.isEmpty()) {
        milestones.put(day, ofDay);
      }
    }
    Map<Milestone, Sums> counts = tallies.at(milestones);
    List<ReportRow> rows = new ArrayList<>();
    for (int day = plan.fromDay(); day <= plan.newestDay(); day++) {
      addRows(milestones.getOrDefault(day, List.of()), counts, plan.minCellSize(), rows);
    }
    return rows;
  }

  private static void addRows(
      List<Milestone> ofDay, Map<Milestone, Sums> counts, long minCellSize, List<ReportRow> rows) {
    SmallCells<Told> cells =
        new SmallCells<>(
            minCellSize, Comparator.comparing(Told::place), Told::adopters, leftOut -> {});
    for (Milestone milestone : ofDay) {
      Sums sums = counts.getOrDefault(milestone, Sums.NONE);
      cells.add(new Told(VersionOrder.of(milestone.version()), milestone, sums));
    }
    for (Told told : cells.takeKept()) {
      Milestone milestone = told.milestone();
      long active = told.adopters() + told.counts().of(Milestone.Measure.STAYED);
      rows.add(
          ReportFile.row(
              new Cell.Day(milestone.day()),
              new Cell.Text(milestone.version()),
              new Cell.Count(milestone.days()),
              new Cell.Count(active),
              new Cell.Count(told.adopters()),
              Cell.share(told.adopters(), active),
              Cell.countIf(
                  milestone.days() < Windows.MONTH_DAYS,
                  told.counts().of(Milestone.Measure.SILENT))));
    }
  }
}

package com.webiny.telemetry.report;

import com.webiny.telemetry.report.TallyKey.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;

/**
 * The rows of one day of a report, counted again from what is published, by the rules of the night.
 *
 * @param rows in the order of the report
 * @param foldedCells how many cells fold into {@code (other)}, by family or surface; of transitions
 *     and cohorts by the empty text; none of reports in which none folds
 */
public record Recount(List<ReportRow> rows, Map<String, Long> foldedCells) {

  /** Tells what is published of a report. */
  @FunctionalInterface
  public interface Published {
    /** All rows, in order. */
    List<ReportRow> rows(Report report) throws IOException;
  }

  /**
   * Counts from the tables, and from what is published of earlier days where a report rests on it.
   *
   * @param plan of this one day
   * @param report any but {@code data_quality}
   */
  public static Recount ofTables(
      SparkSession spark, ReportPlan plan, Report report, Published published) throws IOException {
    Tallies tallies = Tallies.count(spark, plan);
    if (report == DailyActiveUsers.REPORT) {
      return new Recount(DailyActiveUsers.rows(plan, tallies), Map.of());
    }
    if (report == ProjectCreation.REPORT) {
      return new Recount(ProjectCreation.rows(plan, tallies), Map.of());
    }
    if (report == DeploySuccess.REPORT) {
      return new Recount(DeploySuccess.rows(plan, tallies), Map.of());
    }
    if (report == DeploySuccessByVersion.REPORT) {
      return new Recount(
          DeploySuccessByVersion.rows(plan, tallies), folded(plan, tallies, Kind.LINE, families()));
    }
    if (report == VersionAdoption.REPORT) {
      return new Recount(
          VersionAdoption.rows(plan, tallies),
          folded(plan, tallies, Kind.ADOPTION, VersionAdoption.SURFACES));
    }
    if (report == VersionTransitions.REPORT) {
      return new Recount(
          VersionTransitions.rows(plan, tallies),
          folded(plan, tallies, Kind.TRANSITION, List.of("")));
    }
    if (report == SupportLines.REPORT) {
      return new Recount(
          SupportLines.rows(
              plan, tallies, adoption(plan, tallies, published), published.rows(report)),
          folded(plan, tallies, Kind.LINE_IN_USE, VersionAdoption.SURFACES));
    }
    if (report == Retention.REPORT) {
      return new Recount(
          Retention.rows(plan, tallies, published.rows(report)),
          Map.of("", Retention.foldedCells(plan.newestDay(), plan.minCellSize(), tallies)));
    }
    if (report == VersionTimeToAdopt.REPORT) {
      return new Recount(
          VersionTimeToAdopt.rows(plan, tallies, adoption(plan, tallies, published)), Map.of());
    }
    if (report == DeploySuccessAfterUpgrade.REPORT) {
      return new Recount(
          DeploySuccessAfterUpgrade.rows(plan, tallies),
          folded(plan, tallies, Kind.UPGRADE, families()));
    }
    throw new IllegalArgumentException("a report that is not counted from the tables");
  }

  /** Counts {@code data_quality} of a day. */
  public static Recount ofQuality(int day, Reports.Sources sources) throws IOException {
    return new Recount(DataQuality.rows(day, day, sources), Map.of());
  }

  /** The rows of version_adoption up to the day, which are counted anew. */
  private static List<ReportRow> adoption(ReportPlan plan, Tallies tallies, Published published)
      throws IOException {
    List<ReportRow> rows = new ArrayList<>();
    for (ReportRow row : published.rows(VersionAdoption.REPORT)) {
      if (row.day() < plan.fromDay()) {
        rows.add(row);
      }
    }
    rows.addAll(VersionAdoption.rows(plan, tallies));
    return rows;
  }

  private static List<String> families() {
    return DeploySuccess.FAMILIES.stream().map(family -> family.text()).toList();
  }

  private static Map<String, Long> folded(
      ReportPlan plan, Tallies tallies, Kind kind, List<String> groups) {
    Map<String, Long> folded = new TreeMap<>();
    for (String group : groups) {
      folded.put(group, tallies.of(kind, plan.newestDay(), group).foldedCells());
    }
    return folded;
  }
}

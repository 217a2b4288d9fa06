package com.webiny.telemetry.report;

import com.webiny.telemetry.report.TallyKey.Kind;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;

/**
 * The rows of one day of a report, counted again from what is published, by the rules of the night.
 *
 * @param rows in the order of the report
 * @param foldedCells how many cells fold into {@code (other)}, by family or surface; of transitions
 *     by the empty text; none of reports in which none folds
 */
public record Recount(List<ReportRow> rows, Map<String, Long> foldedCells) {

  /**
   * Counts from the tables.
   *
   * @param plan of this one day
   * @param report any but {@code data_quality}
   */
  public static Recount ofTables(SparkSession spark, ReportPlan plan, Report report) {
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
      List<String> families = DeploySuccess.FAMILIES.stream().map(family -> family.text()).toList();
      return new Recount(
          DeploySuccessByVersion.rows(plan, tallies), folded(plan, tallies, Kind.LINE, families));
    }
    if (report == VersionAdoption.REPORT) {
      List<String> surfaces = List.of(ActivityTally.ADMIN, ActivityTally.DEPLOY);
      return new Recount(
          VersionAdoption.rows(plan, tallies), folded(plan, tallies, Kind.ADOPTION, surfaces));
    }
    if (report == VersionTransitions.REPORT) {
      return new Recount(
          VersionTransitions.rows(plan, tallies),
          folded(plan, tallies, Kind.TRANSITION, List.of("")));
    }
    throw new IllegalArgumentException("a report that is not counted from the tables");
  }

  /** Counts {@code data_quality} of a day. */
  public static Recount ofQuality(int day, Reports.Sources sources) throws IOException {
    return new Recount(DataQuality.rows(day, day, sources), Map.of());
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

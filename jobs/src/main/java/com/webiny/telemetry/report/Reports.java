package com.webiny.telemetry.report;

import com.webiny.telemetry.landing.InputLedger;
import com.webiny.telemetry.storage.Storage;
import com.webiny.telemetry.table.WrittenFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.SparkSession;

/**
 * The reports (SPEC section 8, and those beyond it that the README defines), rebuilt from the day
 * before the earliest touched day on.
 */
public final class Reports {

  /** A report's file that waits for its commit. */
  public record Staged(String path, WrittenFile written) {}

  /**
   * What the reports are made of besides the tables.
   *
   * @param ledger the raw log files read, this run's included
   * @param events tells the rows of the table {@code events}
   * @param forgottenDays days on which events of IDs that asked to be forgotten were received
   * @param lookbackDays how many days back a night reads late files
   * @param published finds what was published before
   * @param staging the folder, an absolute path, where files are staged
   */
  public record Sources(
      InputLedger ledger,
      EventRows events,
      Set<Integer> forgottenDays,
      int lookbackDays,
      PublishedPath published,
      String staging) {}

  /** Tells the rows of the table {@code events}. */
  @FunctionalInterface
  public interface EventRows {
    /** How many there are of a day. */
    long of(int day) throws IOException;
  }

  /** Finds published files. */
  @FunctionalInterface
  public interface PublishedPath {
    /** The absolute path of a file, by its path below the warehouse; empty if there is none. */
    Optional<String> of(String path) throws IOException;
  }

  private Reports() {}

  /** All reports, in the order of the data dictionary. */
  public static List<Report> all() {
    return List.of(
        DailyActiveUsers.REPORT,
        ProjectCreation.REPORT,
        DeploySuccess.REPORT,
        DeploySuccessByVersion.REPORT,
        VersionAdoption.REPORT,
        VersionTransitions.REPORT,
        DataQuality.REPORT,
        SupportLines.REPORT,
        Retention.REPORT,
        VersionTimeToAdopt.REPORT,
        DeploySuccessAfterUpgrade.REPORT);
  }

  /** The report on what arrived, whose sums can be recomputed. */
  public static Report dataQuality() {
    return DataQuality.REPORT;
  }

  /** Takes the rows of a finished report. */
  @FunctionalInterface
  public interface Finished {
    /**
     * Takes all of its rows, in its order; called for each report, in the order of {@link #all}.
     */
    void take(Report report, List<ReportRow> rows);
  }

  /** Counts, rebuilds and stages all reports, and the log of what they restate. */
  public static List<Staged> stage(
      SparkSession spark, ReportPlan plan, Sources sources, Finished finished) throws IOException {
    Tallies tallies = Tallies.count(spark, plan);
    List<Staged> staged = new ArrayList<>();
    List<Restatements.Restatement> restated = new ArrayList<>();
    Rebuilding rebuilding = new Rebuilding(plan, sources, finished, staged, restated);
    rebuilding.stage(DailyActiveUsers.REPORT, DailyActiveUsers.rows(plan, tallies));
    rebuilding.stage(ProjectCreation.REPORT, ProjectCreation.rows(plan, tallies));
    rebuilding.stage(DeploySuccess.REPORT, DeploySuccess.rows(plan, tallies));
    rebuilding.stage(DeploySuccessByVersion.REPORT, DeploySuccessByVersion.rows(plan, tallies));
    List<ReportRow> adoption =
        rebuilding.stage(VersionAdoption.REPORT, VersionAdoption.rows(plan, tallies));
    rebuilding.stage(VersionTransitions.REPORT, VersionTransitions.rows(plan, tallies));
    rebuilding.stage(
        DataQuality.REPORT, DataQuality.rows(plan.fromDay(), plan.newestDay(), sources));
    rebuilding.stage(SupportLines.REPORT, old -> SupportLines.rows(plan, tallies, adoption, old));
    rebuilding.stage(Retention.REPORT, old -> Retention.rows(plan, tallies, old));
    rebuilding.stage(VersionTimeToAdopt.REPORT, VersionTimeToAdopt.rows(plan, tallies, adoption));
    rebuilding.stage(
        DeploySuccessAfterUpgrade.REPORT, DeploySuccessAfterUpgrade.rows(plan, tallies));
    Restatements.append(
            restated,
            plan.storage(),
            sources.published().of(Restatements.PATH),
            plan.storage().resolve(sources.staging(), Restatements.PATH))
        .ifPresent(log -> staged.add(new Staged(Restatements.PATH, log)));
    plan.storage().settle(staged.stream().map(report -> report.written().path()).toList());
    return staged;
  }

  /** Stages report after report; collects what they restate. */
  private record Rebuilding(
      ReportPlan plan,
      Sources sources,
      Finished finished,
      List<Staged> staged,
      List<Restatements.Restatement> restated) {

    /** Makes a report's rows of the rebuilt days from those it published before. */
    @FunctionalInterface
    private interface RowsAfter {
      List<ReportRow> of(List<ReportRow> old);
    }

    List<ReportRow> stage(Report report, List<ReportRow> rebuilt) throws IOException {
      return stage(report, old -> rebuilt);
    }

    /** Stages a report; gives its rows of all days. */
    List<ReportRow> stage(Report report, RowsAfter rowsAfter) throws IOException {
      Storage storage = plan.storage();
      Optional<String> published = sources.published().of(parquetPath(report));
      List<ReportRow> old =
          published.isPresent() ? ReportFile.read(report, storage, published.get()) : List.of();
      List<ReportRow> rebuilt = rowsAfter.of(old);
      List<ReportRow> rows =
          ReportFile.merge(
              report, old, rebuilt, plan.fromDay(), plan.newestDay(), sources.lookbackDays());
      String csv = csvPath(report);
      String parquet = parquetPath(report);
      staged.add(
          new Staged(
              csv,
              ReportFile.writeCsv(report, rows, storage, storage.resolve(sources.staging(), csv))));
      staged.add(
          new Staged(
              parquet,
              ReportFile.writeParquet(
                  report, rows, storage, storage.resolve(sources.staging(), parquet))));
      restated.addAll(Restatements.of(report, plan.newestDay(), old, rebuilt));
      finished.take(report, rows);
      return rows;
    }
  }

  /**
   * The published days whose landing folder held no file that was used, ISO.
   *
   * @param warehouse its absolute path
   */
  public static List<String> daysWithoutFiles(Storage storage, String warehouse)
      throws IOException {
    String path = storage.resolve(warehouse, parquetPath(DataQuality.REPORT));
    return ReportFile.read(DataQuality.REPORT, storage, path).stream()
        .filter(row -> row.cells().get(1).equals(new Cell.Count(0)))
        .map(row -> row.cells().get(0).csv())
        .toList();
  }

  /** Where a report's CSV is, below the warehouse. */
  public static String csvPath(Report report) {
    return "reports/" + report.name() + ".csv";
  }

  /** Where a report's Parquet twin is, below the warehouse. */
  public static String parquetPath(Report report) {
    return "reports/" + report.name() + ".parquet";
  }
}

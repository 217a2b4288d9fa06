package com.webiny.telemetry.report;

import com.webiny.telemetry.storage.Storage;
import com.webiny.telemetry.table.Column;
import com.webiny.telemetry.table.HashedOutput;
import com.webiny.telemetry.table.Table;
import com.webiny.telemetry.table.WrittenFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The log of numbers that a later run changed (SPEC section 9), for those who have quoted them
 * already: one row for each changed number of a day that was published before, {@linkplain
 * Settlement settled pendings} aside. Rows are only ever added at the end, run by run, so what is
 * there keeps its bytes: a CSV alone, without a Parquet twin. It is there, if only its header, from
 * the first commit on.
 */
public final class Restatements {

  /** Where the log is, below the warehouse. */
  public static final String PATH = "reports/restatements.csv";

  /** The reports whose numbers are logged, in the order of the data dictionary. */
  private static final List<Report> REPORTS =
      List.of(DailyActiveUsers.REPORT, ProjectCreation.REPORT, DeploySuccess.REPORT);

  private static final String FAMILY = "family";

  private static final Table<Restatement> TABLE =
      Table.of(
          "restatements",
          List.of(
              Column.day(
                  "night",
                  "the newest published day of the run that changed the number",
                  null,
                  Restatement::night),
              Column.text(
                  "report",
                  "daily_active_users, project_creation or deploy_success",
                  null,
                  Restatement::report),
              Column.day("date", "the date of the row", null, Restatement::date),
              Column.text(
                  FAMILY,
                  "the family of the row; empty in reports without",
                  row -> !row.family().isEmpty(),
                  Restatement::family),
              Column.text("column", "the column of the number", null, Restatement::column),
              Column.text(
                  "old",
                  "what the report's CSV said before; empty if not defined",
                  row -> !row.old().isEmpty(),
                  Restatement::old),
              Column.text(
                  "new",
                  "what it says now; empty if not defined",
                  row -> !row.now().isEmpty(),
                  Restatement::now)));

  private Restatements() {}

  /**
   * A number that changed. Days count from 1970.
   *
   * @param night the newest published day of the run, never the wall clock
   * @param family empty if the report has no such key
   * @param old as the CSV printed it
   * @param now as the CSV prints it
   */
  record Restatement(
      int night, String report, int date, String family, String column, String old, String now) {

    private List<String> csv() {
      return List.of(day(night), report, day(date), family, column, old, now);
    }

    private static String day(int epochDay) {
      return LocalDate.ofEpochDay(epochDay).toString();
    }
  }

  /** The columns of the log. They are those of no Parquet file. */
  public static Table<?> table() {
    return TABLE;
  }

  /**
   * What a run restates of a report, in the order of the report.
   *
   * @param night the newest published day of the run
   * @param old the rows published before
   * @param rebuilt rows of the run
   */
  static List<Restatement> of(
      Report report, int night, List<ReportRow> old, List<ReportRow> rebuilt) {
    List<Restatement> changes = new ArrayList<>();
    if (!REPORTS.contains(report)) {
      return changes;
    }
    Map<List<Cell>, ReportRow> oldByKey = new HashMap<>();
    for (ReportRow row : old) {
      oldByKey.put(report.key(row), row);
    }
    for (ReportRow now : rebuilt) {
      ReportRow before = oldByKey.get(report.key(now));
      // Without a row before, the day was not published before: nothing is restated.
      if (before != null && !Settlement.explains(report, before, now)) {
        addChanges(report, night, before, now, changes);
      }
    }
    return changes;
  }

  private static void addChanges(
      Report report, int night, ReportRow before, ReportRow now, List<Restatement> changes) {
    boolean ofFamily = report.keyFields() > 1 && report.fields().get(1).name().equals(FAMILY);
    for (int i = report.keyFields(); i < report.fields().size(); i++) {
      Cell was = before.cells().get(i);
      Cell is = now.cells().get(i);
      if (!was.equals(is)) {
        changes.add(
            new Restatement(
                night,
                report.name(),
                now.day(),
                ofFamily ? now.text(1) : "",
                report.fields().get(i).name(),
                was.csv(),
                is.csv()));
      }
    }
  }

  /**
   * Writes the log with a run's rows after those that are there.
   *
   * @param published the absolute path of the log as it is; empty if there is none yet
   * @param path where to write
   * @return empty if the log stays as it is
   */
  static Optional<WrittenFile> append(
      List<Restatement> changes, Storage storage, Optional<String> published, String path)
      throws IOException {
    if (published.isPresent() && changes.isEmpty()) {
      return Optional.empty();
    }
    try (HashedOutput out = HashedOutput.create(storage, path)) {
      long rows = changes.size();
      if (published.isPresent()) {
        rows += copy(storage, published.get(), out) - 1; // Less the header.
      } else {
        CsvText.writeLine(out, TABLE.columns().stream().map(Column::name).toList());
      }
      for (Restatement change : changes) {
        CsvText.writeLine(out, change.csv());
      }
      return Optional.of(out.finish(rows));
    }
  }

  /** How many rows a log has. */
  public static long rows(Storage storage, String path) throws IOException {
    return copy(storage, path, OutputStream.nullOutputStream()) - 1;
  }

  /** Copies a log, and counts its lines: no cell of it holds a line end. */
  private static long copy(Storage storage, String from, OutputStream out) throws IOException {
    long lines = 0;
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = storage.open(from, 0)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
        for (int i = 0; i < read; i++) {
          lines += buffer[i] == '\n' ? 1 : 0;
        }
      }
    }
    return lines;
  }
}

package com.webiny.telemetry.verify;

import com.webiny.telemetry.page.Pages;
import com.webiny.telemetry.publish.ControlCheck;
import com.webiny.telemetry.publish.PublishedFile;
import com.webiny.telemetry.publish.Sha256;
import com.webiny.telemetry.publish.Warehouse;
import com.webiny.telemetry.report.Report;
import com.webiny.telemetry.report.ReportFile;
import com.webiny.telemetry.report.Reports;
import com.webiny.telemetry.report.Restatements;
import com.webiny.telemetry.storage.Storage;
import com.webiny.telemetry.table.Table;
import com.webiny.telemetry.table.TableFooter;
import com.webiny.telemetry.table.TableReader;
import com.webiny.telemetry.table.Tables;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds a published file against what its commit says of it: length and SHA-256 first, since a file
 * with other bytes can tell nothing; then schema and rows; then what other files say of its rows.
 */
final class FileCheck {
  private static final String REPORTS = "reports/";
  private static final String DAILY_USERS = "tables/" + Tables.DAILY_USERS.name() + "/";
  private static final String EVENTS = "tables/" + Tables.EVENTS.name() + "/";

  private final Warehouse warehouse;
  private final Storage storage;
  private final Map<String, PublishedFile> files;

  /** For the files of a commit, by path; several threads may use it at once. */
  FileCheck(Warehouse warehouse, Map<String, PublishedFile> files) {
    this.warehouse = warehouse;
    this.storage = warehouse.storage();
    this.files = files;
  }

  /** The first fault of a file, as a sentence; whatever goes wrong in reading it is one. */
  Optional<String> fault(PublishedFile file) {
    try {
      Optional<String> bytes = bytesFault(file);
      return bytes.isPresent() ? bytes : contentFault(file);
    } catch (IOException | RuntimeException failed) {
      return Optional.of(ControlCheck.unreadable(file.path(), failed));
    }
  }

  private Optional<String> bytesFault(PublishedFile file) throws IOException {
    Sha256.Sum sum = Sha256.sum(storage, warehouse.path(file.path()));
    if (sum.bytes() != file.bytes()) {
      return Optional.of(
          file.path() + " has " + sum.bytes() + " bytes, its commit says " + file.bytes() + ".");
    }
    return sum.sha256().equals(file.sha256())
        ? Optional.empty()
        : Optional.of(file.path() + " is damaged: its SHA-256 is not the one its commit says.");
  }

  private Optional<String> contentFault(PublishedFile file) throws IOException {
    for (Report report : Reports.all()) {
      if (file.path().equals(Reports.csvPath(report))) {
        return csvFault(report, file);
      }
      if (file.path().equals(Reports.parquetPath(report))) {
        return footerFault(report.table(), file);
      }
    }
    if (file.path().equals(Restatements.PATH)) {
      return rowsFault(file, Restatements.rows(storage, warehouse.path(file.path())));
    }
    if (Pages.ALL.contains(file.path())) {
      return rowsFault(file, 0);
    }
    for (Table<?> table : Tables.all()) {
      if (file.path().startsWith("tables/" + table.name() + "/")) {
        Optional<String> footer = footerFault(table, file);
        return footer.isEmpty() && file.path().startsWith(DAILY_USERS) ? eventsFault(file) : footer;
      }
    }
    return Optional.of(file.path() + " is of no table or report this job knows.");
  }

  private Optional<String> footerFault(Table<?> table, PublishedFile file) throws IOException {
    TableFooter footer = TableFooter.read(table, storage, warehouse.path(file.path()));
    if (!footer.ofTable()) {
      return Optional.of(
          file.path()
              + " has another schema than the "
              + (file.path().startsWith(REPORTS) ? "report " : "table ")
              + table.name()
              + ".");
    }
    return rowsFault(file, footer.rows());
  }

  private static Optional<String> rowsFault(PublishedFile file, long rows) {
    return rows == file.rows()
        ? Optional.empty()
        : Optional.of(file.path() + " has " + rows + " rows, its commit says " + file.rows() + ".");
  }

  /**
   * A CSV must be its twin in other letters, byte by byte: the same columns and rows. If the twin
   * itself is at fault, that is told of the twin.
   */
  private Optional<String> csvFault(Report report, PublishedFile csv) throws IOException {
    PublishedFile twin = files.get(Reports.parquetPath(report));
    if (twin == null) {
      return Optional.of(csv.path() + " has no Parquet twin in its commit.");
    }
    if (twin.rows() != csv.rows()) {
      return Optional.of(
          csv.path() + " has " + csv.rows() + " rows, its Parquet twin " + twin.rows() + ".");
    }
    if (fault(twin).isPresent()) {
      return Optional.empty();
    }
    byte[] expected = ReportFile.csvOf(report, storage, warehouse.path(twin.path()));
    return Sha256.of(expected).equals(csv.sha256())
        ? Optional.empty()
        : Optional.of(csv.path() + " does not hold the rows of its Parquet twin.");
  }

  /** A day's users must have as many events as the table of events has rows. */
  private Optional<String> eventsFault(PublishedFile users) throws IOException {
    String path = EVENTS + users.path().substring(DAILY_USERS.length());
    long rows = files.containsKey(path) ? files.get(path).rows() : 0;
    long events = 0;
    try (TableReader reader =
        TableReader.open(
            Tables.DAILY_USERS,
            storage,
            warehouse.path(users.path()),
            List.of("admin_loads", "cli_events"))) {
      while (reader.next()) {
        events += reader.longAt(0) + reader.longAt(1);
      }
    }
    return events == rows
        ? Optional.empty()
        : Optional.of(
            users.path() + " counts " + events + " events, " + path + " has " + rows + ".");
  }
}

package com.webiny.telemetry.report;

import com.webiny.telemetry.storage.Storage;
import com.webiny.telemetry.table.Column;
import com.webiny.telemetry.table.HashedOutput;
import com.webiny.telemetry.table.TableReader;
import com.webiny.telemetry.table.TableWriter;
import com.webiny.telemetry.table.WrittenFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A report on disk: a CSV (RFC 4180, UTF-8 without mark, LF) and a Parquet twin with the same rows,
 * all days in one file, sorted by key (SPEC section 8).
 */
public final class ReportFile {

  /**
   * What is added to the lookback before a day is final: a late line moves its neighbours' attempts
   * too.
   */
  private static final int FINAL_MARGIN_DAYS = 2;

  private ReportFile() {}

  /** A new row, its revision not yet known. */
  static ReportRow row(Cell... cells) {
    return new ReportRow(List.of(cells), false, 1);
  }

  /** Reads the rows of a Parquet twin. */
  public static List<ReportRow> read(Report report, Storage storage, String path)
      throws IOException {
    List<String> names = report.table().columns().stream().map(Column::name).toList();
    List<ReportRow> rows = new ArrayList<>();
    try (TableReader reader = TableReader.open(report.table(), storage, path, names)) {
      int fields = report.fields().size();
      while (reader.next()) {
        List<Cell> cells = new ArrayList<>(fields);
        for (int i = 0; i < fields; i++) {
          cells.add(cell(report.fields().get(i).type(), reader, i));
        }
        rows.add(
            new ReportRow(List.copyOf(cells), reader.flagAt(fields), reader.longAt(fields + 1)));
      }
    }
    return rows;
  }

  private static Cell cell(Report.Type type, TableReader reader, int index) {
    if (reader.isNull(index)) {
      return Cell.EMPTY;
    }
    return switch (type) {
      case DAY -> new Cell.Day(reader.dayAt(index));
      case TEXT -> new Cell.Text(reader.textAt(index));
      case COUNT -> new Cell.Count(reader.longAt(index));
      case SHARE -> new Cell.Share(reader.doubleAt(index));
      case SECONDS -> new Cell.Seconds(reader.doubleAt(index));
    };
  }

  /**
   * Puts rebuilt rows in the place of the old ones of their days.
   *
   * @param old the rows published before
   * @param rebuilt the rows of every day from {@code fromDay} on
   * @return all rows, each with its revision, and with {@code final} as of the newest day
   */
  static List<ReportRow> merge(
      Report report,
      List<ReportRow> old,
      List<ReportRow> rebuilt,
      int fromDay,
      int newestDay,
      int lookbackDays) {
    Map<List<Cell>, ReportRow> oldByKey = new HashMap<>();
    List<ReportRow> merged = new ArrayList<>();
    int firstOpenDay = newestDay - lookbackDays - FINAL_MARGIN_DAYS;
    for (ReportRow row : old) {
      if (row.day() < fromDay) {
        merged.add(new ReportRow(row.cells(), row.day() < firstOpenDay, row.revision()));
      } else {
        oldByKey.put(report.key(row), row);
      }
    }
    for (ReportRow row : rebuilt) {
      ReportRow before = oldByKey.get(report.key(row));
      long revision = 1;
      if (before != null) {
        revision = before.revision() + (before.cells().equals(row.cells()) ? 0 : 1);
      }
      merged.add(new ReportRow(row.cells(), row.day() < firstOpenDay, revision));
    }
    return merged;
  }

  /** Writes the CSV. */
  static WrittenFile writeCsv(Report report, List<ReportRow> rows, Storage storage, String path)
      throws IOException {
    try (HashedOutput out = HashedOutput.create(storage, path)) {
      writeCsv(report, rows, out);
      return out.finish(rows.size());
    }
  }

  private static void writeCsv(Report report, List<ReportRow> rows, OutputStream out)
      throws IOException {
    CsvText.writeLine(out, report.table().columns().stream().map(Column::name).toList());
    for (ReportRow row : rows) {
      List<String> cells = new ArrayList<>(row.cells().stream().map(Cell::csv).toList());
      cells.add(new Cell.Flag(row.last()).csv());
      cells.add(new Cell.Count(row.revision()).csv());
      CsvText.writeLine(out, cells);
    }
  }

  /** The bytes of the CSV of a published Parquet twin: what its sibling must hold. */
  public static byte[] csvOf(Report report, Storage storage, String parquet) throws IOException {
    ByteArrayOutputStream csv = new ByteArrayOutputStream();
    writeCsv(report, read(report, storage, parquet), csv);
    return csv.toByteArray();
  }

  /** Writes the Parquet twin. */
  static WrittenFile writeParquet(Report report, List<ReportRow> rows, Storage storage, String path)
      throws IOException {
    try (TableWriter<ReportRow> writer = TableWriter.create(report.table(), storage, path)) {
      for (ReportRow row : rows) {
        writer.write(row);
      }
      return writer.finish();
    }
  }
}

package com.webiny.telemetry.night;

import com.webiny.telemetry.event.Ci;
import com.webiny.telemetry.storage.Storage;
import com.webiny.telemetry.table.AttemptRow;
import com.webiny.telemetry.table.DailyUserRow;
import com.webiny.telemetry.table.EventRow;
import com.webiny.telemetry.table.Table;
import com.webiny.telemetry.table.TableReader;
import com.webiny.telemetry.table.TableWriter;
import com.webiny.telemetry.table.Tables;
import com.webiny.telemetry.table.UserRow;
import com.webiny.telemetry.table.WrittenFile;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/**
 * How the rows of a table are read back whole, to be written again without some of them. The file
 * that comes out has the bytes a night would write for the rows that stay.
 *
 * @param columns those a row is made of, the key first; all others follow from them
 */
record TableRows<R>(Table<R> table, List<String> columns, Function<TableReader, R> row) {

  private static final TableRows<EventRow> EVENTS =
      new TableRows<>(Tables.EVENTS, EventFile.COLUMNS, EventFile::rowOf);

  private static final TableRows<DailyUserRow> DAILY_USERS =
      new TableRows<>(
          Tables.DAILY_USERS,
          List.of(
              "anon_key",
              "active_admin",
              "admin_ci_built",
              "active_cli",
              "admin_loads",
              "cli_events",
              "first_at",
              "last_at",
              "admin_version",
              "deploy_version"),
          in ->
              new DailyUserRow(
                  in.keyHighAt(0),
                  in.keyLowAt(0),
                  in.flagAt(1),
                  in.flagAt(2),
                  in.flagAt(3),
                  in.longAt(4),
                  in.longAt(5),
                  in.longAt(6),
                  in.longAt(7),
                  in.textAt(8),
                  in.textAt(9)));

  private static final TableRows<AttemptRow> ATTEMPTS =
      new TableRows<>(
          Tables.ATTEMPTS,
          List.of("anon_key", "family", "version", "ci", "started_at", "ended_at", "outcome"),
          in ->
              new AttemptRow(
                  in.keyHighAt(0),
                  in.keyLowAt(0),
                  Tables.family(in.textAt(1)),
                  in.textAt(2),
                  in.isNull(3) ? Ci.UNKNOWN : in.flagAt(3) ? Ci.YES : Ci.NO,
                  in.isNull(4) ? AttemptRow.NONE : in.longAt(4),
                  in.isNull(5) ? AttemptRow.NONE : in.longAt(5),
                  in.textAt(6)));

  private static final TableRows<UserRow> USERS =
      new TableRows<>(Tables.USERS, UserMerge.COLUMNS, UserMerge::rowOf);

  /** Tells which rows go; asked row by row, in the order of the file. */
  @FunctionalInterface
  interface Going {
    boolean test(long keyHigh, long keyLow) throws IOException;
  }

  /** Of a table by its name. */
  static TableRows<?> of(String table) {
    return List.of(EVENTS, DAILY_USERS, ATTEMPTS, USERS).stream()
        .filter(rows -> rows.table().name().equals(table))
        .findFirst()
        .orElseThrow();
  }

  /** Writes a file of the rows that stay. */
  WrittenFile without(Going going, Storage storage, String from, String to) throws IOException {
    try (TableReader in = TableReader.open(table, storage, from, columns);
        TableWriter<R> out = TableWriter.create(table, storage, to)) {
      while (in.next()) {
        if (!going.test(in.keyHighAt(0), in.keyLowAt(0))) {
          out.write(row.apply(in));
        }
      }
      return out.finish();
    }
  }
}

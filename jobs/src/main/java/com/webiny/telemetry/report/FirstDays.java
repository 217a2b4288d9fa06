package com.webiny.telemetry.report;

import com.webiny.telemetry.storage.Storage;
import com.webiny.telemetry.table.KeyOrder;
import com.webiny.telemetry.table.TableReader;
import com.webiny.telemetry.table.Tables;
import com.webiny.telemetry.table.UserRow;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Looks up a first day of IDs in a file of {@code users}, for those who ask in order of key. The
 * file, which holds every ID ever seen, is not opened before the first question.
 */
final class FirstDays implements Closeable {
  private final Storage storage;
  private final String path;
  private final String column;
  private Optional<TableReader> opened = Optional.empty();
  private boolean onRow;
  private boolean atEnd;

  private FirstDays(Storage storage, String path, String column) {
    this.storage = storage;
    this.path = path;
    this.column = column;
  }

  /** The first days IDs were active. */
  static FirstDays active(Storage storage, String path) {
    return new FirstDays(storage, path, "first_active_day");
  }

  /** The first days IDs had a create event. */
  static FirstDays create(Storage storage, String path) {
    return new FirstDays(storage, path, "first_create_day");
  }

  /**
   * The day of an ID; {@link UserRow#NEVER} if there is none. Keys must not go down from call to
   * call.
   */
  int of(long keyHigh, long keyLow) throws IOException {
    if (opened.isEmpty()) {
      opened =
          Optional.of(TableReader.open(Tables.USERS, storage, path, List.of("anon_key", column)));
    }
    TableReader reader = opened.get();
    return find(reader, keyHigh, keyLow) && !reader.isNull(1) ? reader.dayAt(1) : UserRow.NEVER;
  }

  /** Moves to an ID, and tells whether it has a row. */
  private boolean find(TableReader reader, long keyHigh, long keyLow) throws IOException {
    while (!atEnd) {
      if (onRow) {
        int order = KeyOrder.compare(reader.keyHighAt(0), reader.keyLowAt(0), keyHigh, keyLow);
        if (order >= 0) {
          return order == 0;
        }
      }
      onRow = reader.next();
      atEnd = !onRow;
    }
    return false;
  }

  @Override
  public void close() throws IOException {
    if (opened.isPresent()) {
      opened.get().close();
    }
  }
}

package com.webiny.telemetry.night;

import com.webiny.telemetry.storage.Storage;
import com.webiny.telemetry.table.KeyOrder;
import com.webiny.telemetry.table.TableReader;
import com.webiny.telemetry.table.Tables;
import com.webiny.telemetry.table.UserRow;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Looks up the days of IDs in a file of {@code users}, for those who ask in order of key. */
public final class UserFile implements Closeable {
  private final TableReader reader;
  private boolean onRow;
  private boolean atEnd;

  private UserFile(TableReader reader) {
    this.reader = reader;
  }

  /** Opens a file. */
  public static UserFile open(Storage storage, String path) throws IOException {
    return new UserFile(
        TableReader.open(
            Tables.USERS,
            storage,
            path,
            List.of("anon_key", "first_active_day", "first_create_day")));
  }

  /**
   * Moves to an ID.
   *
   * @return whether it has a row
   */
  private boolean find(long keyHigh, long keyLow) throws IOException {
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

  /**
   * The first day the ID was active; {@link UserRow#NEVER} if none. Keys must not go down from call
   * to call.
   */
  public int firstActiveDay(long keyHigh, long keyLow) throws IOException {
    return find(keyHigh, keyLow) && !reader.isNull(1) ? reader.dayAt(1) : UserRow.NEVER;
  }

  /**
   * The first day the ID had a create event; {@link UserRow#NEVER} if none. Keys must not go down
   * from call to call.
   */
  public int firstCreateDay(long keyHigh, long keyLow) throws IOException {
    return find(keyHigh, keyLow) && !reader.isNull(2) ? reader.dayAt(2) : UserRow.NEVER;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}

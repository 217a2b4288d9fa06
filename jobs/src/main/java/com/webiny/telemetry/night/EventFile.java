package com.webiny.telemetry.night;

import com.webiny.telemetry.event.Ci;
import com.webiny.telemetry.event.EventName;
import com.webiny.telemetry.storage.Storage;
import com.webiny.telemetry.table.EventRow;
import com.webiny.telemetry.table.TableReader;
import com.webiny.telemetry.table.Tables;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The events of one published or staged file. */
final class EventFile implements EventCursor, Closeable {
  /** What {@link #rowOf} reads. */
  static final List<String> COLUMNS = List.of("anon_key", "received_at", "event", "version", "ci");

  private static final Map<String, EventName> NAMES = new HashMap<>();

  static {
    for (EventName name : EventName.values()) {
      NAMES.put(name.text(), name);
    }
  }

  private final Optional<TableReader> reader;
  private EventRow row;

  private EventFile(Optional<TableReader> reader) {
    this.reader = reader;
  }

  /** Opens a file; none has no events. */
  static EventFile open(Storage storage, Optional<LiveFile> file) throws IOException {
    return file.isEmpty()
        ? new EventFile(Optional.empty())
        : new EventFile(
            Optional.of(TableReader.open(Tables.EVENTS, storage, file.get().path(), COLUMNS)));
  }

  @Override
  public boolean advance() throws IOException {
    if (reader.isEmpty() || !reader.get().next()) {
      return false;
    }
    row = rowOf(reader.get());
    return true;
  }

  /** The row a reader of these columns is at. */
  static EventRow rowOf(TableReader in) {
    return new EventRow(
        in.longAt(1),
        in.keyHighAt(0),
        in.keyLowAt(0),
        NAMES.get(in.textAt(2)),
        in.textAt(3),
        in.isNull(4) ? Ci.UNKNOWN : in.flagAt(4) ? Ci.YES : Ci.NO);
  }

  @Override
  public EventRow row() {
    return row;
  }

  @Override
  public void close() throws IOException {
    if (reader.isPresent()) {
      reader.get().close();
    }
  }
}

package com.webiny.telemetry.night;

import com.webiny.telemetry.event.Ci;
import com.webiny.telemetry.event.EventName;
import com.webiny.telemetry.landing.ScanRow;
import com.webiny.telemetry.table.EventRow;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A bucket's arrived lines, day by day. Lines of voided files are passed over: what voids them
 * sorts before every event.
 */
final class ArrivedEvents {
  private static final Ci[] CI = Ci.values();
  private static final int MAX_TEXTS = 10_000;

  private final Iterator<InternalRow> rows;
  private final int scanFromDay;
  private final BitSet voided = new BitSet();
  private final Map<UTF8String, String> texts = new HashMap<>();
  private boolean any;
  private int day;
  private EventRow pending;

  ArrivedEvents(Iterator<InternalRow> rows, int scanFromDay) {
    this.rows = rows;
    this.scanFromDay = scanFromDay;
    step();
  }

  /** The next day that has lines not yet taken. */
  OptionalInt day() {
    return any ? OptionalInt.of(day) : OptionalInt.empty();
  }

  /** The lines of {@link #day}, duplicates included, in order. */
  EventCursor ofDay() {
    int wanted = day;
    return new EventCursor() {
      private EventRow row;

      @Override
      public boolean advance() {
        if (!any || day != wanted) {
          return false;
        }
        row = pending;
        step();
        return true;
      }

      @Override
      public EventRow row() {
        return row;
      }
    };
  }

  private void step() {
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      int file = row.getInt(ScanRow.FILE);
      long order = row.getLong(ScanRow.ORDER);
      if (order < 0) {
        voided.set(file);
        continue;
      }
      if (voided.get(file)) {
        continue;
      }
      any = true;
      day = scanFromDay + ScanRow.dayIndex(order);
      pending =
          new EventRow(
              row.getLong(ScanRow.RECEIVED_AT),
              ScanRow.turned(row.getLong(ScanRow.KEY_HIGH)),
              ScanRow.turned(row.getLong(ScanRow.KEY_LOW)),
              EventName.of(row.getInt(ScanRow.EVENT)),
              text(row),
              CI[row.getInt(ScanRow.CI)]);
      return;
    }
    any = false;
  }

  private String text(InternalRow row) {
    if (row.isNullAt(ScanRow.VERSION)) {
      return "";
    }
    UTF8String bytes = row.getUTF8String(ScanRow.VERSION);
    String text = texts.get(bytes);
    if (text == null) {
      text = bytes.toString();
      if (texts.size() < MAX_TEXTS) {
        texts.put(bytes.copy(), text);
      }
    }
    return text;
  }
}

package com.webiny.telemetry.night;

import com.webiny.telemetry.table.EventRow;
import com.webiny.telemetry.table.KeyOrder;
import java.io.IOException;

/**
 * Removes delivery duplicates (SPEC section 6.1). Two lines are the same event when anon_key, event
 * and received_at are equal. The survivor is the one with the smallest version text, then the
 * smallest ci (false before true), absent last in both: never by file, line or night. So merging is
 * a set union, and the order of nights leaves no trace.
 */
public final class EventMerge {

  /** Takes the surviving events in order. */
  @FunctionalInterface
  public interface Sink {
    void accept(EventRow event) throws IOException;
  }

  private long rowsBefore;
  private long linesAdded;
  private long linesKnown;
  private long rowsAfter;

  private EventMerge() {}

  /**
   * Merges the lines that arrived for a day into the rows published of it. Both must be in order;
   * the published rows have no duplicates. Constant memory.
   */
  static NightOutput.DayMerge merge(int day, EventCursor published, EventCursor arrived, Sink sink)
      throws IOException {
    EventMerge merge = new EventMerge();
    merge.run(published, arrived, sink);
    return new NightOutput.DayMerge(
        day, merge.rowsBefore, merge.linesAdded, merge.linesKnown, merge.rowsAfter);
  }

  private void run(EventCursor published, EventCursor arrived, Sink sink) throws IOException {
    boolean more = published.advance();
    boolean arrivedMore = arrived.advance();
    while (more || arrivedMore) {
      int order = !more ? 1 : !arrivedMore ? -1 : compareIdentity(published.row(), arrived.row());
      EventRow survivor;
      if (order <= 0) {
        survivor = published.row();
        rowsBefore++;
        more = published.advance();
      } else {
        survivor = arrived.row();
        linesAdded++;
        arrivedMore = arrived.advance();
      }
      while (arrivedMore && compareIdentity(survivor, arrived.row()) == 0) {
        linesKnown++;
        survivor = smaller(survivor, arrived.row());
        arrivedMore = arrived.advance();
      }
      sink.accept(survivor);
      rowsAfter++;
    }
  }

  /** Orders events as their table does; 0 means that they are the same event. */
  static int compareIdentity(EventRow a, EventRow b) {
    int order = KeyOrder.compare(a.keyHigh(), a.keyLow(), b.keyHigh(), b.keyLow());
    if (order == 0) {
      order = Long.compare(a.receivedAtMicros(), b.receivedAtMicros());
    }
    return order == 0 ? a.event().compareTo(b.event()) : order;
  }

  private static EventRow smaller(EventRow a, EventRow b) {
    if (!a.version().equals(b.version())) {
      if (a.version().isEmpty() || b.version().isEmpty()) {
        return a.version().isEmpty() ? b : a;
      }
      return a.version().compareTo(b.version()) < 0 ? a : b;
    }
    return a.ci().compareTo(b.ci()) <= 0 ? a : b;
  }
}

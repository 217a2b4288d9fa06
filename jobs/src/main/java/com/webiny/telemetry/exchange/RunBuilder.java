package com.webiny.telemetry.exchange;

import com.webiny.telemetry.event.TelemetryEvent;
import java.util.Arrays;

/** Gathers the events of one bucket and day, and hands them out in order. */
final class RunBuilder {
  private static final int FIRST_EVENTS = 16;

  private long[] events = new long[FIRST_EVENTS * PackedEvent.LONGS];
  private int count;

  /**
   * Adds an event.
   *
   * @param file its file, below {@link PackedEvent#MAX_FILES}
   */
  void add(TelemetryEvent event, int file) {
    int at = count * PackedEvent.LONGS;
    if (at == events.length) {
      events = Arrays.copyOf(events, 2 * events.length);
    }
    events[at] = event.anonKeyHigh();
    events[at + 1] = event.anonKeyLow();
    events[at + 2] = PackedEvent.tail(event);
    events[at + 3] = PackedEvent.origin(event, file);
    count++;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** All events in order, packed. */
  byte[] packed() {
    int[] places = EventSort.sortedPlaces(events, count);
    byte[] packed = new byte[count * PackedEvent.BYTES];
    int to = 0;
    for (int place : places) {
      int from = place * PackedEvent.LONGS;
      for (int i = 0; i < PackedEvent.LONGS; i++) {
        PackedEvent.putLong(packed, to, events[from + i]);
        to += Long.BYTES;
      }
    }
    return packed;
  }
}

package com.webiny.telemetry.exchange;

import java.io.IOException;
import java.util.BitSet;

/** Walks through the events of one run, but those of voided files. Holds some kilobytes of it. */
final class RunCursor {
  private static final int BUFFER_BYTES = 1024 * PackedEvent.BYTES;

  private final RunFile file;
  private final BitSet voided;
  private final byte[] buffer;
  private long next;
  private final long end;
  private int at;
  private int limit;

  long keyHigh;
  long keyLow;
  long tail;
  long origin;

  /**
   * Begins before the first event.
   *
   * @param voided the numbers of the files whose events are passed over
   */
  RunCursor(RunFile file, long start, long end, BitSet voided) {
    this.file = file;
    this.voided = voided;
    this.next = start;
    this.end = end;
    this.buffer = new byte[(int) Math.min(BUFFER_BYTES, end - start)];
  }

  /** Moves to the next event; {@code false} at the end. */
  boolean advance() throws IOException {
    do {
      if (at == limit && !fill()) {
        return false;
      }
      keyHigh = PackedEvent.longAt(buffer, at);
      keyLow = PackedEvent.longAt(buffer, at + Long.BYTES);
      tail = PackedEvent.longAt(buffer, at + 2 * Long.BYTES);
      origin = PackedEvent.longAt(buffer, at + 3 * Long.BYTES);
      at += PackedEvent.BYTES;
    } while (voided.get(PackedEvent.file(origin)));
    return true;
  }

  private boolean fill() throws IOException {
    if (next == end) {
      return false;
    }
    limit = (int) Math.min(buffer.length, end - next);
    at = 0;
    file.read(next, buffer, limit);
    next += limit;
    return true;
  }

  /** Whether this run's event comes before the other's. */
  boolean isBefore(RunCursor other) {
    return PackedEvent.compare(keyHigh, keyLow, tail, other.keyHigh, other.keyLow, other.tail) < 0;
  }
}

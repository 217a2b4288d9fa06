package com.webiny.telemetry.night;

import com.webiny.telemetry.event.Family;
import com.webiny.telemetry.table.AttemptRow;
import com.webiny.telemetry.table.EventRow;
import com.webiny.telemetry.table.KeyOrder;
import com.webiny.telemetry.table.TableWriter;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Carries the events of one bucket and day, with those of six hours before and after it, to {@link
 * AttemptPairing}, and the day's attempts to their file. Three files in order of key are walked
 * side by side. Constant memory but for what pairing holds of one ID.
 */
final class DayAttempts {
  private static final long MICROS_PER_DAY = 86_400_000_000L;

  /** The longest timeout of any family (SPEC section 8). */
  private static final long REACH_MICROS = AttemptPairing.timeoutMicros(Family.APP);

  private final long dayStartMicros;
  private final long dayEndMicros;
  private final TableWriter<AttemptRow> writer;
  private final AttemptPairing pairing;
  private long keyHigh;
  private long keyLow;

  DayAttempts(int day, int newestDay, TableWriter<AttemptRow> writer) {
    this.dayStartMicros = day * MICROS_PER_DAY;
    this.dayEndMicros = dayStartMicros + MICROS_PER_DAY;
    this.writer = writer;
    this.pairing = new AttemptPairing((newestDay + 1L) * MICROS_PER_DAY, this::write);
  }

  /** Writes the attempts and orphans whose time is in the day. */
  void run(EventCursor before, EventCursor day, EventCursor after) throws IOException {
    boolean moreBefore = before.advance();
    boolean moreDay = day.advance();
    boolean moreAfter = after.advance();
    while (moreDay) {
      keyHigh = day.row().keyHigh();
      keyLow = day.row().keyLow();
      while (moreBefore && compareKey(before.row()) <= 0) {
        if (compareKey(before.row()) == 0
            && before.row().receivedAtMicros() >= dayStartMicros - REACH_MICROS) {
          add(before.row());
        }
        moreBefore = before.advance();
      }
      while (moreDay && compareKey(day.row()) == 0) {
        add(day.row());
        moreDay = day.advance();
      }
      while (moreAfter && compareKey(after.row()) <= 0) {
        if (compareKey(after.row()) == 0
            && after.row().receivedAtMicros() < dayEndMicros + REACH_MICROS) {
          add(after.row());
        }
        moreAfter = after.advance();
      }
      finish();
    }
  }

  private void add(EventRow event) throws IOException {
    if (event.event().family() != Family.ADMIN) {
      try {
        pairing.add(event.receivedAtMicros(), event.event(), event.version(), event.ci());
      } catch (UncheckedIOException failed) {
        throw failed.getCause();
      }
    }
  }

  private void finish() throws IOException {
    try {
      pairing.finish();
    } catch (UncheckedIOException failed) {
      throw failed.getCause();
    }
  }

  private int compareKey(EventRow event) {
    return KeyOrder.compare(event.keyHigh(), event.keyLow(), keyHigh, keyLow);
  }

  private void write(
      Family family,
      long startedAtMicros,
      long endedAtMicros,
      String version,
      com.webiny.telemetry.event.Ci ci,
      Outcome outcome) {
    long atMicros = startedAtMicros == AttemptPairing.NONE ? endedAtMicros : startedAtMicros;
    if (atMicros < dayStartMicros || atMicros >= dayEndMicros) {
      return; // Belongs to the day before or after, which decides it with more of its own context.
    }
    try {
      writer.write(
          new AttemptRow(
              keyHigh,
              keyLow,
              family,
              version,
              ci,
              startedAtMicros,
              endedAtMicros,
              outcome.text()));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}

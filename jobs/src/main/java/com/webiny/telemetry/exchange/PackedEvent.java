package com.webiny.telemetry.exchange;

import com.webiny.telemetry.event.Ci;
import com.webiny.telemetry.event.EventName;
import com.webiny.telemetry.event.TelemetryEvent;
import com.webiny.telemetry.event.VersionBits;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * An event of a known day on its way from the task that parsed it to the task of its bucket: four
 * numbers of eight bytes.
 *
 * <pre>
 * key high   64
 * key low    64
 * tail       microsecond of the day 37, event 4, ci 2, nothing 4, prerelease 17
 * origin     file 13, major minor patch 51
 * </pre>
 *
 * Read as unsigned numbers, the first three order events as their table does: by key, time and
 * event. What stands behind the event tells only duplicates apart, whose order does not matter.
 */
final class PackedEvent {

  static final int LONGS = 4;
  static final int BYTES = LONGS * Long.BYTES;

  /** Most files that events packed together may come from. */
  static final int MAX_FILES = 1 << (Long.SIZE - VersionBits.NUMBERS_BITS);

  private static final long MICROS_PER_DAY = 86_400_000_000L;
  private static final int CI_SHIFT = 21;
  private static final int EVENT_SHIFT = 23;
  private static final int TIME_SHIFT = 27;
  private static final int CI_MASK = 0b11;
  private static final int EVENT_MASK = 0b1111;
  private static final int PRERELEASE_MASK = (1 << VersionBits.PRERELEASE_BITS) - 1;
  private static final long NUMBERS_MASK = (1L << VersionBits.NUMBERS_BITS) - 1;
  private static final Ci[] CI = Ci.values();
  private static final VarHandle LONG_AT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private PackedEvent() {}

  static long tail(TelemetryEvent event) {
    long micros = Math.floorMod(event.receivedAtMicros(), MICROS_PER_DAY);
    return (micros << TIME_SHIFT)
        | ((long) event.event().ordinal() << EVENT_SHIFT)
        | ((long) event.ci().ordinal() << CI_SHIFT)
        | VersionBits.prerelease(event.version());
  }

  static long origin(TelemetryEvent event, int file) {
    return ((long) file << VersionBits.NUMBERS_BITS) | VersionBits.numbers(event.version());
  }

  static long receivedAtMicros(int day, long tail) {
    return day * MICROS_PER_DAY + (tail >>> TIME_SHIFT);
  }

  static EventName event(long tail) {
    return EventName.of((int) (tail >>> EVENT_SHIFT) & EVENT_MASK);
  }

  static Ci ci(long tail) {
    return CI[(int) (tail >>> CI_SHIFT) & CI_MASK];
  }

  static int prerelease(long tail) {
    return (int) tail & PRERELEASE_MASK;
  }

  static long versionNumbers(long origin) {
    return origin & NUMBERS_MASK;
  }

  static int file(long origin) {
    return (int) (origin >>> VersionBits.NUMBERS_BITS);
  }

  /** The order of events. */
  static int compare(
      long keyHigh, long keyLow, long tail, long otherHigh, long otherLow, long otherTail) {
    if (keyHigh != otherHigh) {
      return Long.compareUnsigned(keyHigh, otherHigh);
    }
    return keyLow != otherLow
        ? Long.compareUnsigned(keyLow, otherLow)
        : Long.compareUnsigned(tail, otherTail);
  }

  static long longAt(byte[] bytes, int at) {
    return (long) LONG_AT.get(bytes, at);
  }

  static void putLong(byte[] bytes, int at, long value) {
    LONG_AT.set(bytes, at, value);
  }
}

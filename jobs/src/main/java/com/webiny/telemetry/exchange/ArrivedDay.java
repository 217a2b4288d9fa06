package com.webiny.telemetry.exchange;

import com.webiny.telemetry.event.Ci;
import com.webiny.telemetry.event.EventName;
import com.webiny.telemetry.event.ProductVersion;
import com.webiny.telemetry.event.VersionBits;
import java.io.IOException;

/** The events that arrived for a bucket and a day, in order, duplicates included. */
public final class ArrivedDay {

  // Some hundred versions are in use at a time; a clash only costs time.
  private static final int SLOT_BITS = 10;

  // Spreads numbers that differ in any bit over the slots (Knuth, multiplicative hashing).
  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  private record Version(long numbers, int prerelease, String text) {}

  private final int day;
  private final RunMerge merge;
  private final Version[] versions = new Version[1 << SLOT_BITS];
  private RunCursor event;

  ArrivedDay(int day, RunMerge merge) {
    this.day = day;
    this.merge = merge;
  }

  /** Moves to the next event; {@code false} at the end. */
  public boolean advance() throws IOException {
    if (!merge.advance()) {
      return false;
    }
    event = merge.current();
    return true;
  }

  /** The first eight bytes of the key. */
  public long keyHigh() {
    return event.keyHigh;
  }

  /** The last eight bytes of the key. */
  public long keyLow() {
    return event.keyLow;
  }

  /** Microseconds since 1970-01-01T00:00:00Z. */
  public long receivedAtMicros() {
    return PackedEvent.receivedAtMicros(day, event.tail);
  }

  public EventName event() {
    return PackedEvent.event(event.tail);
  }

  public Ci ci() {
    return PackedEvent.ci(event.tail);
  }

  /** The version's text, empty if there is none. */
  public String version() {
    long numbers = PackedEvent.versionNumbers(event.origin);
    int prerelease = PackedEvent.prerelease(event.tail);
    int slot = (int) (((numbers * 31 + prerelease) * GOLDEN_RATIO) >>> (Long.SIZE - SLOT_BITS));
    Version version = versions[slot];
    if (version == null || version.numbers != numbers || version.prerelease != prerelease) {
      String text = VersionBits.version(numbers, prerelease).map(ProductVersion::text).orElse("");
      version = new Version(numbers, prerelease, text);
      versions[slot] = version;
    }
    return version.text;
  }
}

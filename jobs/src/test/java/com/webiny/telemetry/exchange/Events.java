package com.webiny.telemetry.exchange;

import com.webiny.telemetry.event.Ci;
import com.webiny.telemetry.event.EventName;
import com.webiny.telemetry.event.ProductVersion;
import com.webiny.telemetry.event.TelemetryEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Seeded events for tests, and the order they must come out in, said another way. */
final class Events {
  static final int DAY = 20_414;
  static final long DAY_MICROS = 86_400_000_000L;

  static final Comparator<TelemetryEvent> ORDER =
      Comparator.comparing(
              (TelemetryEvent event) -> Long.toHexString(event.anonKeyHigh()), padded())
          .thenComparing(event -> Long.toHexString(event.anonKeyLow()), padded())
          .thenComparing(TelemetryEvent::receivedAtMicros)
          .thenComparing(TelemetryEvent::event);

  private static final List<Optional<ProductVersion>> VERSIONS =
      List.of(
          Optional.empty(),
          Optional.of(ProductVersion.ofStored("v5.41.0")),
          Optional.of(ProductVersion.ofStored("v5.41.0-beta.2")),
          Optional.of(ProductVersion.ofStored("v0.0.0-canary")),
          Optional.of(ProductVersion.ofStored("v99999.99999.99999-unstable.9999")));

  /** How the keys of a stream are made. */
  enum Keys {
    /** As real ones: all bits by chance. */
    SPREAD,
    /** Few IDs with many events each. */
    FEW,
    /** A single busy ID. */
    ONE,
    /** All alike in the leading bits, by which events are sorted first. */
    ALIKE_AT_FIRST,
    /** At the ends of the range, where a signed comparison would go wrong. */
    EXTREME
  }

  private Events() {}

  static List<TelemetryEvent> of(Random random, int count, int day, Keys keys) {
    List<TelemetryEvent> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long high =
          switch (keys) {
            case SPREAD -> random.nextLong();
            case FEW -> (random.nextInt(5) - 2) * 0x123456789abcdefL;
            case ONE -> -7;
            case ALIKE_AT_FIRST -> 0x7fffffff_00000000L | random.nextInt(3);
            case EXTREME -> new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE}[random.nextInt(4)];
          };
      long low = random.nextBoolean() ? random.nextInt(3) - 1 : high;
      long time = random.nextInt(4) == 0 ? DAY_MICROS - 1 - random.nextInt(2) : random.nextInt(9);
      events.add(
          new TelemetryEvent(
              day * DAY_MICROS + time,
              high,
              low,
              EventName.of(random.nextInt(EventName.values().length)),
              VERSIONS.get(random.nextInt(VERSIONS.size())),
              Ci.values()[random.nextInt(Ci.values().length)]));
    }
    return events;
  }

  private static Comparator<String> padded() {
    return Comparator.comparing((String hex) -> "0".repeat(16 - hex.length()) + hex);
  }
}

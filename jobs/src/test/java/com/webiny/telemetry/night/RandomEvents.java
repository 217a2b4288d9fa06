package com.webiny.telemetry.night;

import com.webiny.telemetry.event.Ci;
import com.webiny.telemetry.event.EventName;
import com.webiny.telemetry.night.PairingRun.Event;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Seeded streams of one ID that meet the edges of the rule often: instants lie on a grid of half
 * hours, so that exact timeouts, equal instants and midnights are common, and some lie one
 * microsecond off it.
 */
final class RandomEvents {

  static final long DAY_MICROS = 86_400_000_000L;
  static final long HALF_HOUR_MICROS = 1_800_000_000L;

  /**
   * Events in order, each (instant, name) once, from 00:00 of day 0 to before the end of day {@code
   * days - 1}.
   */
  static List<Event> of(Random random, int days) {
    // Few kinds of event in one stream, so that starts and ends of one family meet.
    EventName[] names = EventName.values();
    int from = random.nextInt(4) * 4 % 12;
    int kinds = random.nextBoolean() ? 4 : names.length;
    int count = random.nextInt(days * 60);
    Set<String> seen = new HashSet<>();
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long at = random.nextInt(days * 48) * HALF_HOUR_MICROS;
      if (random.nextInt(4) == 0) {
        at = Math.max(0, at + random.nextInt(3) - 1);
      }
      EventName name = names[kinds == 4 ? from + random.nextInt(4) : random.nextInt(kinds)];
      if (seen.add(at + " " + name)) {
        events.add(new Event(at, name, "v5." + i + ".0", Ci.values()[random.nextInt(3)]));
      }
    }
    events.sort(Event.ORDER);
    return events;
  }

  private RandomEvents() {}
}

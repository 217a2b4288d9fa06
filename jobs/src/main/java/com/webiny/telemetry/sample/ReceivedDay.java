package com.webiny.telemetry.sample;

/**
 * The events received on one day, in order of time: those of its own visits, and what visits of the
 * evening before still send after midnight. Any day can be made without the days before it.
 */
final class ReceivedDay {
  private static final long DAY_MILLIS = 86_400_000L;
  private static final int EVENING = 18;

  private final DayEvents before;
  private final DayEvents own;
  private final long fromMillis;
  private final long toMillis;
  private Event fromBefore;
  private Event fromOwn;

  ReceivedDay(Population population, int day, double intensity) {
    fromMillis = day * DAY_MILLIS;
    toMillis = fromMillis + DAY_MILLIS;
    before = new DayEvents(population, day - 1, intensity, EVENING);
    own = new DayEvents(population, day, intensity, 0);
    fromOwn = own.next();
    do {
      fromBefore = before.next();
    } while (fromBefore != null && fromBefore.atMillis() < fromMillis);
  }

  /** The next event, or null after the last of the day. */
  Event next() {
    Event event;
    if (fromBefore != null && (fromOwn == null || fromBefore.atMillis() <= fromOwn.atMillis())) {
      event = fromBefore;
      fromBefore = before.next();
    } else {
      event = fromOwn;
      fromOwn = event == null ? null : own.next();
    }
    return event == null || event.atMillis() >= toMillis ? null : event;
  }
}

package com.webiny.telemetry.sample;

import java.util.HashSet;
import java.util.Set;

/**
 * What one seat gives on average, measured by a dry run over a small population of the same seed
 * and days. It lets a run be asked for by its number of IDs, events or bytes, and it takes about a
 * second.
 *
 * @param activeIds IDs a day that count as active users: a page load, or a command that no pipeline
 *     ran
 * @param ids distinct IDs over the whole run
 * @param events lines over the whole run, duplicates and junk included
 * @param bytes their bytes, uncompressed
 */
record Calibration(double activeIds, double ids, double events, double bytes) {
  private static final int SEAT_DAYS = 150_000;
  private static final int MIN_SEATS = 2_000;

  static Calibration of(long seed, int fromDay, int days, double intensity) {
    long seats = Math.max(MIN_SEATS, SEAT_DAYS / days);
    Plan plan = new Plan(seed, fromDay, days, seats, intensity, Variation.NONE, false);
    LineBuffer line = new LineBuffer();
    Set<Long> ids = new HashSet<>();
    long active = 0;
    long events = 0;
    long bytes = 0;
    for (int day = fromDay; day <= plan.lastDay(); day++) {
      Set<Long> activeToday = new HashSet<>();
      ReceivedDay received = new ReceivedDay(plan.population(), day, intensity);
      for (Event event = received.next(); event != null; event = received.next()) {
        line.clear();
        LineShapes.add(line, event);
        events++;
        bytes += line.length() + 1;
        ids.add(event.machine().high);
        if (event.name() == Names.ADMIN || !event.ci()) {
          activeToday.add(event.machine().high);
        }
      }
      active += activeToday.size();
    }
    double lines = events * (1 + DayFolder.TWICE + DayFolder.JUNK);
    double allBytes = bytes * (1 + DayFolder.TWICE) + events * DayFolder.JUNK * Junk.meanBytes();
    double of = seats;
    return new Calibration(active / (of * days), ids.size() / of, lines / of, allBytes / of);
  }
}

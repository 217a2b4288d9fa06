package com.webiny.telemetry.sample;

import com.webiny.telemetry.sample.Machine.Kind;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * The events of the visits that begin on one day, in order of time; the last ones may lie on the
 * next day. The seats are walked in the order of their hours, so only the events of visits under
 * way are held, not those of the day.
 */
final class DayEvents {
  private static final long DAY_MILLIS = 86_400_000L;
  private static final int VISIT = 4;
  private static final int VISITS = 4;
  private static final double COMES_AGAIN = 0.2;
  private static final int MAX_DAWDLE_MILLIS = 20 * 60_000;

  /** How many visits begin in each hour; pipelines like the first minutes of the day. */
  private static final int[] HOURS = {
    30, 16, 14, 14, 16, 20, 28, 44, 62, 74, 78, 74, 64, 72, 78, 76, 70, 60, 50, 44, 40, 36, 32, 30
  };

  private static final double[] UP_TO_HOUR = sums();

  private final Population population;
  private final int day;
  private final PriorityQueue<Event> ahead =
      new PriorityQueue<>(Comparator.comparingLong(Event::atMillis));
  private final Activity activity;
  private final int dawdleMillis;
  private long step;
  private long reachedMillis;

  /**
   * @param firstHour visits before this hour are left out: 0 for a whole day
   */
  DayEvents(Population population, int day, double intensity, int firstHour) {
    this.population = population;
    this.day = day;
    this.activity = new Activity(ahead::add, intensity);
    this.step = (long) Math.ceil(UP_TO_HOUR[firstHour] * population.seats());
    this.dawdleMillis =
        (int) Math.min(MAX_DAWDLE_MILLIS, 4000 * DAY_MILLIS / Math.max(1, population.seats()) + 1);
  }

  /** The next event, or null after the last. */
  Event next() {
    while (step < population.seats()
        && (ahead.isEmpty() || ahead.peek().atMillis() >= reachedMillis)) {
      advance();
    }
    return ahead.poll();
  }

  private void advance() {
    long seats = population.seats();
    reachedMillis = day * DAY_MILLIS + timeOfDay((step + 0.5) / seats);
    for (int visit = 0; visit < VISITS; visit++) {
      long seat = (step + visit * seats / VISITS) % seats;
      Rng rng = Rng.of(population.seed(), VISIT, seat, day * (long) VISITS + visit);
      if (visit > 0 && !rng.chance(COMES_AGAIN)) {
        continue;
      }
      Machine machine = population.activeMachine(seat, day);
      if (machine != null) {
        if (machine.kind == Kind.PIPELINE) {
          population.refresh(machine, seat, day, visit);
        }
        activity.visit(machine, day, visit, reachedMillis + rng.below(dawdleMillis), rng);
      }
    }
    step++;
  }

  /** The time of day by which this share of the visits has begun. */
  private static long timeOfDay(double share) {
    int hour = 0;
    while (hour < 23 && UP_TO_HOUR[hour + 1] <= share) {
      hour++;
    }
    double within = (share - UP_TO_HOUR[hour]) / (UP_TO_HOUR[hour + 1] - UP_TO_HOUR[hour]);
    return (long) ((hour + within) * 3_600_000L);
  }

  private static double[] sums() {
    double[] sums = new double[25];
    for (int i = 0; i < 24; i++) {
      sums[i + 1] = sums[i] + HOURS[i];
    }
    double all = sums[24];
    for (int i = 0; i < 25; i++) {
      sums[i] /= all;
    }
    return sums;
  }
}

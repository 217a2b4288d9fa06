package com.webiny.telemetry.sample;

/**
 * Who is there. The population is a number of <em>seats</em>; a seat is held by one machine after
 * the other, each with its own anonymous ID and lifetime, so that the ID behind a seat on any day
 * follows from the seed, the seat and the day alone: nothing is remembered, whatever the size.
 * Seats fill up over the days of the run (growth).
 */
final class Population {
  private static final double GROWTH_A_DAY = 0.0025;
  private static final int SEAT = 1;
  private static final int LIFE = 2;
  private static final int ACTIVE = 3;

  private final long seed;
  private final long seats;
  private final int lastDay;

  /**
   * @param lastDay the day on which every seat is taken, as days since 1970
   */
  Population(long seed, long seats, int lastDay) {
    this.seed = seed;
    this.seats = seats;
    this.lastDay = lastDay;
  }

  long seed() {
    return seed;
  }

  long seats() {
    return seats;
  }

  /** The machine in this seat if it does anything on this day, else null. */
  Machine activeMachine(long seat, int day) {
    Rng habit = Rng.of(seed, SEAT, seat, 0);
    if (habit.unit() > 1.0 / (1.0 + GROWTH_A_DAY * Math.max(0, lastDay - day))) {
      return null;
    }
    Machine m = new Machine();
    double kind = habit.unit();
    int life;
    if (kind < 0.50) {
      life = developer(m, habit);
    } else if (kind < 0.93) {
      life = admin(m, habit);
    } else {
      life = pipeline(m);
    }
    habits(m, habit);
    m.birth = day - Math.floorMod(day + habit.below(life), life);
    m.origin = m.trial ? m.birth : m.birth - habit.below(260);
    if (!Rng.of(seed, ACTIVE, seat, day).chance(chanceToBeActive(m, day))) {
      return null;
    }
    m.identify(Rng.of(seed, LIFE, seat, m.birth));
    return m;
  }

  /** Gives a pipeline's run the fresh ID of its fresh machine. */
  void refresh(Machine m, long seat, int day, int run) {
    m.identify(Rng.of(seed, LIFE, seat, day * 64L + run));
  }

  private static double chanceToBeActive(Machine m, int day) {
    if (m.birth == day && m.kind == Machine.Kind.DEVELOPER) {
      return 1;
    }
    boolean weekend = Math.floorMod(day + 3, 7) >= 5; // 1970-01-01 was a Thursday
    return weekend ? m.weekend : m.weekday;
  }

  private static int developer(Machine m, Rng habit) {
    m.kind = Machine.Kind.DEVELOPER;
    m.trial = habit.chance(0.4);
    m.weekday = m.trial ? 0.4 : 0.5 + 0.45 * habit.unit();
    m.weekend = m.weekday * 0.42;
    m.hasAdmin = habit.chance(0.85);
    return m.trial ? 5 + habit.below(20) : 60 + habit.below(340);
  }

  private static int admin(Machine m, Rng habit) {
    m.kind = Machine.Kind.ADMIN;
    m.builtByPipeline = habit.chance(0.45);
    m.weekday = 0.5 + 0.45 * habit.unit();
    m.weekend = m.weekday * 0.85;
    m.hasAdmin = true;
    return 14 + habit.below(50);
  }

  private static int pipeline(Machine m) {
    m.kind = Machine.Kind.PIPELINE;
    m.builtByPipeline = true;
    m.weekday = 0.7;
    m.weekend = 0.25;
    return 1;
  }

  private static void habits(Machine m, Rng habit) {
    double pace = habit.unit();
    if (pace < 0.30) {
      m.delayDays = habit.below(5);
    } else if (pace < 0.74) {
      m.delayDays = 5 + habit.below(24);
    } else if (pace < 0.88) {
      m.delayDays = 29 + habit.below(80);
    } else {
      m.delayDays = Machine.NEVER;
    }
    double taste = habit.unit();
    m.tester = taste < 0.04;
    m.fromSource = taste >= 0.04 && taste < 0.06;
    m.rollsBack = habit.chance(0.12);
    m.adminLagDays = 1 + habit.below(12);
    double form = habit.unit();
    m.ciForm = form < 0.6 ? 0 : form < 0.9 ? 1 : 2;
    m.versionWithV = habit.chance(0.1);
    double edge = habit.unit();
    m.edge = edge < 0.5 ? Edge.EU_1 : edge < 0.86 ? Edge.US_2 : Edge.AP_3;
  }
}

package com.webiny.telemetry.sample;

import com.webiny.telemetry.sample.Machine.Kind;
import com.webiny.telemetry.sample.Releases.Version;
import java.util.function.Consumer;

/**
 * What a machine does when it is at work: creates a project, deploys one or some of its apps, loads
 * its admin app. Every event goes to the sink; events of one visit come roughly, not strictly, in
 * order of time.
 */
final class Activity {
  private static final int SECOND = 1000;
  private static final int MINUTE = 60 * SECOND;
  private static final int[] APP_SECONDS = {75, 160, 110, 90};
  private static final int LAST_MINOR_WITH_ERROR_AND_END = 39;

  private static final double CREATES_AGAIN = 0.02;
  private static final double CREATE_FAILS = 0.15;
  private static final double APP_FAILS = 0.04;
  private static final double SINGLE_APP_FAILS = 0.22;
  private static final double IS_ABANDONED = 0.02;

  private final Consumer<Event> sink;
  private final double intensity;

  private Machine machine;
  private Rng rng;
  private Version version;
  private boolean ci;

  /**
   * @param intensity how often a visit's work is done again: 1 in the committed sample
   */
  Activity(Consumer<Event> sink, double intensity) {
    this.sink = sink;
    this.intensity = intensity;
  }

  /** Does the work of one visit on {@code day}, beginning at {@code atMillis}. */
  void visit(Machine who, int day, int visit, long atMillis, Rng stream) {
    machine = who;
    rng = stream;
    version = Releases.of(who, day);
    ci = who.kind == Kind.PIPELINE;
    long at = atMillis;
    boolean idle = true;
    if (who.kind != Kind.ADMIN && visit == 0) {
      if ((!ci && day == who.birth) || rng.chance(CREATES_AGAIN)) {
        at = create(at) + rng.below(4 * MINUTE);
        idle = false;
      }
    }
    int rounds = Math.max(visit == 0 ? 1 : 0, rng.around(intensity));
    for (int i = 0; i < rounds; i++) {
      idle &= !round(day, at + i * 90L * SECOND);
    }
    if (idle && visit == 0) {
      load(at, version);
    }
  }

  private boolean round(int day, long at) {
    boolean busy = false;
    double work = rng.unit();
    if (machine.kind != Kind.ADMIN) {
      double all = ci ? 0.7 : 0.17;
      if (work < all) {
        deployProject(at, true);
        busy = true;
      } else if (ci || work < 0.36) {
        deployApp(at, SINGLE_APP_FAILS, rng.below(4));
        busy = true;
      }
    }
    if (machine.hasAdmin && (machine.kind == Kind.ADMIN || rng.chance(0.75))) {
      int built = machine.kind == Kind.ADMIN ? machine.birth : day - machine.adminLagDays;
      Version lagging = Releases.of(machine, Math.max(built, machine.birth));
      int loads = 1 + rng.below(2);
      for (int i = 0; i < loads; i++) {
        load(at + rng.below(20 * MINUTE), lagging);
      }
      busy = true;
    }
    return busy;
  }

  private long create(long at) {
    emit(at, Names.CREATE + Names.START);
    long end = at + 100 * SECOND + rng.below(5 * MINUTE);
    double outcome = rng.unit();
    if (outcome < CREATE_FAILS) {
      boolean graceful = outcome < CREATE_FAILS / 3;
      emit(end, Names.CREATE + (graceful ? Names.ERROR_GRACEFUL : Names.ERROR));
      if (version.minor() <= LAST_MINOR_WITH_ERROR_AND_END) {
        emit(end + 200 + rng.below(1500), Names.CREATE + Names.END);
      }
    } else if (outcome < 1 - 2 * IS_ABANDONED) {
      emit(end, Names.CREATE + Names.END);
    }
    return end;
  }

  /** A deploy of the whole project: its apps one after the other, until one fails. */
  private void deployProject(long start, boolean mayRetry) {
    emit(start, Names.PROJECT + Names.START);
    long at = start + SECOND + rng.below(4 * SECOND);
    int apps = 2 + rng.below(3);
    for (int app = 0; app < apps; app++) {
      long end = deployApp(at, APP_FAILS, app);
      if (end < 0) {
        fail(-end + 300 + rng.below(900), Names.PROJECT);
        if (mayRetry && rng.chance(0.6)) {
          deployProject(-end + MINUTE + rng.below(9 * MINUTE), false);
        }
        return;
      }
      if (end == 0) {
        return; // stopped by hand: neither the app nor the project sends another event
      }
      at = end + SECOND + rng.below(3 * SECOND);
    }
    emit(at, Names.PROJECT + Names.END);
  }

  /**
   * Deploys one app; gives the time it ended, negated if it failed, or 0 if it was stopped by hand.
   */
  private long deployApp(long start, double fails, int app) {
    emit(start, Names.APP + Names.START);
    double u = rng.unit();
    double slow = rng.unit();
    long end = start + (long) (APP_SECONDS[app] * SECOND * (0.5 + u + 2 * slow * slow * slow));
    double outcome = rng.unit();
    if (outcome < fails) {
      long failed = start + (end - start) / 2;
      fail(failed, Names.APP);
      return -failed;
    }
    if (outcome > 1 - IS_ABANDONED / 2) {
      return 0;
    }
    emit(end, Names.APP + Names.END);
    return end;
  }

  private void fail(long at, int family) {
    emit(at, family + (rng.chance(0.35) ? Names.ERROR_GRACEFUL : Names.ERROR));
  }

  private void load(long at, Version lagging) {
    sink.accept(new Event(at, machine, Names.ADMIN, lagging, machine.builtByPipeline));
  }

  private void emit(long at, int name) {
    sink.accept(new Event(at, machine, name, version, ci));
  }
}

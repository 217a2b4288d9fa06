package com.webiny.telemetry.bench;

import com.webiny.telemetry.event.Ci;
import com.webiny.telemetry.event.EventName;
import com.webiny.telemetry.night.AttemptPairing;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * How long the pairing of attempts takes for one event of a day. See the package's documentation
 * for how to run it.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class PairingBench {

  private static final int EVENTS = 60_000;
  private static final long DAY_MICROS = 86_400_000_000L;

  /** The events of a day, by ID and then by time. */
  @State(Scope.Thread)
  public static class Input {

    /** How many events an ID has: of a laptop, of a busy pipeline, of someone who means harm. */
    @Param({"6", "600", "60000"})
    public int eventsOfAnId;

    private final long[] micros = new long[EVENTS];
    private final EventName[] names = new EventName[EVENTS];

    /** Makes the events. */
    @Setup
    public void make() {
      SplittableRandom random = new SplittableRandom(20261122);
      EventName[] all = EventName.values();
      long step = DAY_MICROS / eventsOfAnId;
      for (int i = 0; i < EVENTS; i++) {
        micros[i] = i % eventsOfAnId * step + random.nextLong(step);
        names[i] = all[random.nextInt(all.length)];
      }
    }
  }

  /** Pairs all events. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void pair(Input input, Blackhole rows) {
    AttemptPairing pairing =
        new AttemptPairing(
            DAY_MICROS,
            (family, startedAt, endedAt, version, ci, outcome) -> rows.consume(outcome));
    for (int i = 0; i < EVENTS; i++) {
      pairing.add(input.micros[i], input.names[i], "v5.41.0", Ci.NO);
      if ((i + 1) % input.eventsOfAnId == 0) {
        pairing.finish();
      }
    }
  }
}

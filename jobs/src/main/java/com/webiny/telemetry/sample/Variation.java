package com.webiny.telemetry.sample;

import com.webiny.telemetry.sample.LogFile.Compression;
import java.util.Optional;

/**
 * In what a run differs from the committed sample beyond its size; benchmarks ask for it.
 *
 * @param stored how every file is stored; empty for each edge's own way
 * @param clean whether every line is an object in order: no junk, no torn rest, no mark, nothing
 *     too long
 * @param fileBytes an edge begins a new file after so many bytes of lines; 0 for none
 * @param busyShare this share of all lines carries one and the same ID
 * @param idsPerMachine the lines of one ID are dealt to so many IDs, by the hour
 */
record Variation(
    Optional<Compression> stored,
    boolean clean,
    long fileBytes,
    double busyShare,
    int idsPerMachine) {

  /** The sample as it is. */
  static final Variation NONE = new Variation(Optional.empty(), false, 0, 0, 1);

  private static final int BUSY = 6;
  private static final int DEALT = 7;
  private static final long HOUR_MILLIS = 3_600_000L;

  /** The event under the ID it is to have; {@code place} tells one event of a day from another. */
  Event withId(Event event, long seed, int day, long place) {
    if (busyShare > 0 && Rng.of(seed, BUSY, day, place).chance(busyShare)) {
      return event.as(event.machine().withId(Rng.of(seed, BUSY, -1, -1)));
    }
    if (idsPerMachine > 1) {
      Machine machine = event.machine();
      long turn = Math.floorMod(event.atMillis() / HOUR_MILLIS, (long) idsPerMachine);
      return event.as(machine.withId(Rng.of(seed ^ machine.low, DEALT, machine.high, turn)));
    }
    return event;
  }
}

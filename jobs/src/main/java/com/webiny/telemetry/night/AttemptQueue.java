package com.webiny.telemetry.night;

import com.webiny.telemetry.event.Ci;
import com.webiny.telemetry.event.Family;
import java.util.Arrays;

/**
 * The rows of one anonymous ID that wait to be handed out, in the order in which they were opened.
 * A row is known by its ticket, a number that counts up from 0; an open row blocks those behind it.
 *
 * <p>A ring of parallel arrays that doubles when full: nothing is allocated for a row. All
 * operations take constant time, amortized.
 */
final class AttemptQueue {

  /** 64 ki rows are 1.5 MB: enough for any real ID, little enough to keep for the next one. */
  private static final int LARGEST_KEPT = 1 << 16;

  private static final int SMALLEST = 1 << 8;

  private static final byte OPEN = -1;
  private static final Family[] FAMILIES = Family.values();
  private static final Ci[] CIS = Ci.values();
  private static final Outcome[] OUTCOMES = Outcome.values();

  private long[] startedAtMicros;
  private long[] endedAtMicros;
  private String[] versions;
  private byte[] families;
  private byte[] cis;
  private byte[] outcomes;

  /** Ticket of the first row that waits, and of the next one to come. */
  private long head;

  private long tail;

  AttemptQueue() {
    allocate(SMALLEST);
  }

  /** Adds an open row and gives its ticket. */
  long open(Family family, long atMicros, String version, Ci ci) {
    int slot = append(family, version, ci);
    startedAtMicros[slot] = atMicros;
    outcomes[slot] = OPEN;
    return tail - 1;
  }

  /** Adds a terminal event that closed nothing: settled from the first. */
  void orphan(Family family, long atMicros, String version, Ci ci) {
    int slot = append(family, version, ci);
    startedAtMicros[slot] = AttemptPairing.NONE;
    endedAtMicros[slot] = atMicros;
    outcomes[slot] = (byte) Outcome.ORPHANED.ordinal();
  }

  /** When an open row was opened. */
  long startedAtMicros(long ticket) {
    return startedAtMicros[slot(ticket)];
  }

  /** Settles an open row; {@code atMicros} is {@link AttemptPairing#NONE} if no event closed it. */
  void settle(long ticket, long atMicros, Outcome outcome) {
    int slot = slot(ticket);
    endedAtMicros[slot] = atMicros;
    outcomes[slot] = (byte) outcome.ordinal();
  }

  /** Hands out the settled rows at the head, up to the first open one. */
  void handOut(AttemptPairing.Sink sink) {
    while (head < tail && outcomes[slot(head)] != OPEN) {
      int slot = slot(head++);
      String version = versions[slot];
      versions[slot] = "";
      sink.accept(
          FAMILIES[families[slot]],
          startedAtMicros[slot],
          endedAtMicros[slot],
          version,
          CIS[cis[slot]],
          OUTCOMES[outcomes[slot]]);
    }
  }

  /** Lets go of a ring that only a very busy ID needed; only while no row waits. */
  void shrink() {
    if (outcomes.length > LARGEST_KEPT) {
      allocate(SMALLEST);
    }
  }

  private int append(Family family, String version, Ci ci) {
    if (tail - head == outcomes.length) {
      grow();
    }
    int slot = slot(tail++);
    versions[slot] = version;
    families[slot] = (byte) family.ordinal();
    cis[slot] = (byte) ci.ordinal();
    return slot;
  }

  /** The length is a power of two, so the low bits of the ticket are the place in the ring. */
  private int slot(long ticket) {
    return (int) ticket & (outcomes.length - 1);
  }

  private void allocate(int length) {
    startedAtMicros = new long[length];
    endedAtMicros = new long[length];
    versions = new String[length];
    families = new byte[length];
    cis = new byte[length];
    outcomes = new byte[length];
  }

  /**
   * Doubling keeps each ticket's low bits, so a row stays in the half it was in or moves to the
   * same place in the new one: the old ring is laid down twice, and the copy that no ticket points
   * at is overwritten in time.
   */
  private void grow() {
    int length = Math.multiplyExact(outcomes.length, 2);
    startedAtMicros = twice(startedAtMicros, length);
    endedAtMicros = twice(endedAtMicros, length);
    String[] oldVersions = versions;
    versions = Arrays.copyOf(oldVersions, length);
    System.arraycopy(oldVersions, 0, versions, oldVersions.length, oldVersions.length);
    families = twice(families, length);
    cis = twice(cis, length);
    outcomes = twice(outcomes, length);
  }

  private static long[] twice(long[] ring, int length) {
    long[] copy = Arrays.copyOf(ring, length);
    System.arraycopy(ring, 0, copy, ring.length, ring.length);
    return copy;
  }

  private static byte[] twice(byte[] ring, int length) {
    byte[] copy = Arrays.copyOf(ring, length);
    System.arraycopy(ring, 0, copy, ring.length, ring.length);
    return copy;
  }
}

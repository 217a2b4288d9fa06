package com.webiny.telemetry.night;

import com.webiny.telemetry.event.Ci;
import com.webiny.telemetry.event.EventName;
import com.webiny.telemetry.event.Family;
import com.webiny.telemetry.event.Stage;

/**
 * Pairs the starts of one anonymous ID with the events that end them (SPEC sections 8 and 12,
 * "Attempts").
 *
 * <p>Within each of the families create, project and app:
 *
 * <ul>
 *   <li>a start opens an attempt and closes none;
 *   <li>any other event closes the latest open attempt that is not older than the family's {@link
 *       #timeoutMicros timeout} (exactly as old is in time), or is an orphan, a row of its own;
 *   <li>in create, an end right after an error not older than the timeout is absorbed and counts
 *       nowhere, because old clients send both when they fail; it still is what stands right before
 *       the next event;
 *   <li>at most {@link #MAX_OPEN} attempts are open: one more start, and the oldest is abandoned;
 *   <li>what is still open at the end of the newest published day is abandoned if older than the
 *       timeout, else pending.
 * </ul>
 *
 * <p>Rows are handed to the sink in order of their time (the start's; an orphan's own), at one
 * instant in order of {@link EventName}. A row leaves as soon as it and all before it are settled,
 * at the latest when the next event comes after its timeout. So memory holds at most {@link
 * #MAX_OPEN} open attempts a family plus the rows of the last six hours that wait behind one of
 * them (23 bytes each).
 *
 * <p><b>Six hours before and after a day decide its rows.</b> Let a day be [a, b). Claim: feeding
 * only the events in [a − 6 h, b + 6 h) gives the same rows with a time in [a, b) as feeding every
 * event.
 *
 * <ol>
 *   <li>The attempts open in the windowed run are always the newest of those open in the full run.
 *       A start joins both. A terminal event closes the newest of either: the same one, unless the
 *       windowed run has none open, and then it keeps none. The first end of the window may be
 *       absorbed in only one run, but then the windowed run has none open. The cap removes the
 *       oldest: in the full run one from before the window if any is open, and then the windowed
 *       run holds fewer than the cap and removes none; else both hold the same attempts and remove
 *       the same.
 *   <li>From a on, the further ones open in the full run began before a − 6 h, so they are older
 *       than any timeout and no event can close them; and an error that stands before the window is
 *       too old to absorb. So every event of the day and after it does the same in both runs.
 *   <li>An attempt that began at s &lt; b is settled by an event not later than s + 6 h &lt; b + 6
 *       h, by the cap too: what the cap would push out later is abandoned by age already.
 *   <li>Open at the end of the window, it is judged by its age at the end of the newest published
 *       day. If that day ends before b + 6 h, the window ends with it and nothing is missing. If
 *       not, s + 6 h &lt; b + 6 h ≤ that end, so it is abandoned by age, which is right, since the
 *       window has shown every event that might have closed it.
 * </ol>
 *
 * <p>The same holds for the windows of several UTC days fed in one pass: they join up, or a gap of
 * at least twelve hours lies between them, after which nothing fed before is young enough to
 * matter.
 *
 * <p>Nothing is allocated for an event. Instances are reused from ID to ID; not safe for use by
 * several threads.
 */
public final class AttemptPairing {

  /** Stands for an instant that is absent. */
  public static final long NONE = Long.MIN_VALUE;

  /**
   * How many attempts of one family and ID are open at most: a bound on what a hostile ID can hold
   * in memory.
   */
  public static final int MAX_OPEN = 1_000;

  private static final long HOUR_MICROS = 3_600_000_000L;
  private static final int FAMILIES = 3;

  /** Takes the rows. Primitive on purpose: it is called for every attempt of every night. */
  @FunctionalInterface
  public interface Sink {
    /**
     * Takes one row.
     *
     * @param family create, project or app
     * @param startedAtMicros microseconds since 1970 UTC; {@link #NONE} for an orphan
     * @param endedAtMicros the event that closed the attempt, or the orphan itself; else {@link
     *     #NONE}
     * @param version the start's (the orphan's own), as it was fed; empty if there was none
     * @param ci the start's (the orphan's own)
     */
    void accept(
        Family family,
        long startedAtMicros,
        long endedAtMicros,
        String version,
        Ci ci,
        Outcome outcome);
  }

  private final long newestDayEndMicros;
  private final Sink sink;
  private final AttemptQueue waiting = new AttemptQueue();
  private final OpenAttempts[] open = new OpenAttempts[FAMILIES];

  /**
   * When the event of create that came last was received, if it was an error of either kind; else
   * NONE.
   */
  private long precedingErrorAtMicros = NONE;

  private long lastAtMicros = NONE;
  private int lastOrdinal;

  /**
   * A pairing that has seen no event.
   *
   * @param newestDayEndMicros 24:00 of the newest published day, in microseconds since 1970 UTC
   * @param sink takes the rows during {@link #add} and {@link #finish}
   */
  public AttemptPairing(long newestDayEndMicros, Sink sink) {
    this(newestDayEndMicros, sink, MAX_OPEN);
  }

  /** With another cap, so that tests reach it with short streams. */
  AttemptPairing(long newestDayEndMicros, Sink sink, int maxOpen) {
    this.newestDayEndMicros = newestDayEndMicros;
    this.sink = sink;
    for (int i = 0; i < FAMILIES; i++) {
      open[i] = new OpenAttempts(maxOpen);
    }
  }

  /**
   * How old an attempt may be when it is closed: 2 h for create, 6 h for project and app.
   *
   * @throws IllegalArgumentException for admin, which has no attempts
   */
  public static long timeoutMicros(Family family) {
    return switch (family) {
      case CREATE -> 2 * HOUR_MICROS;
      case PROJECT, APP -> 6 * HOUR_MICROS;
      case ADMIN -> throw new IllegalArgumentException("the family admin has no attempts");
    };
  }

  /**
   * Takes the next event of the ID. An admin event pairs with nothing; it only shows that time has
   * passed. Constant time, amortized.
   *
   * @param versionOrEmpty the version as stored, empty if there is none
   * @throws IllegalArgumentException if the event does not come after the one before it by
   *     (receivedAtMicros, ordinal of the event), or not before the end of the newest day
   */
  public void add(long receivedAtMicros, EventName event, String versionOrEmpty, Ci ci) {
    checkOrder(receivedAtMicros, event);
    abandonOlder(receivedAtMicros);
    Family family = event.family();
    if (family != Family.ADMIN) {
      Stage stage = event.stage().orElseThrow();
      if (stage == Stage.START) {
        start(family, receivedAtMicros, versionOrEmpty, ci);
      } else if (!isAbsorbed(event, receivedAtMicros)) {
        end(family, receivedAtMicros, outcome(stage), versionOrEmpty, ci);
      }
      if (family == Family.CREATE) {
        boolean error = stage == Stage.ERROR || stage == Stage.ERROR_GRACEFUL;
        precedingErrorAtMicros = error ? receivedAtMicros : NONE;
      }
    }
    waiting.handOut(sink);
  }

  /**
   * Says that the ID has no more events: settles what is open as abandoned or pending, hands out
   * the rest, and forgets the ID. The next event may be of another one.
   */
  public void finish() {
    // Exactly as old as the timeout at 24:00 is still pending, as an event at that instant would
    // still close it.
    abandonOlder(newestDayEndMicros);
    for (OpenAttempts attempts : open) {
      while (!attempts.isEmpty()) {
        waiting.settle(attempts.takeOldest(), NONE, Outcome.PENDING);
      }
    }
    waiting.handOut(sink);
    waiting.shrink();
    precedingErrorAtMicros = NONE;
    lastAtMicros = NONE;
  }

  private void checkOrder(long atMicros, EventName event) {
    if (atMicros < lastAtMicros || (atMicros == lastAtMicros && event.ordinal() <= lastOrdinal)) {
      throw new IllegalArgumentException(
          "the events of an ID must be fed once each, by time and then by name");
    }
    if (atMicros >= newestDayEndMicros) {
      throw new IllegalArgumentException("an event after the newest published day must not be fed");
    }
    lastAtMicros = atMicros;
    lastOrdinal = event.ordinal();
  }

  private void abandonOlder(long nowMicros) {
    abandonOlder(nowMicros, Family.CREATE);
    abandonOlder(nowMicros, Family.PROJECT);
    abandonOlder(nowMicros, Family.APP);
  }

  private void abandonOlder(long nowMicros, Family family) {
    OpenAttempts attempts = open[family.ordinal()];
    long oldestInTime = nowMicros - timeoutMicros(family);
    while (!attempts.isEmpty() && waiting.startedAtMicros(attempts.oldest()) < oldestInTime) {
      waiting.settle(attempts.takeOldest(), NONE, Outcome.ABANDONED);
    }
  }

  private void start(Family family, long atMicros, String version, Ci ci) {
    OpenAttempts attempts = open[family.ordinal()];
    if (attempts.isFull()) {
      waiting.settle(attempts.takeOldest(), NONE, Outcome.ABANDONED);
    }
    attempts.push(waiting.open(family, atMicros, version, ci));
  }

  private void end(Family family, long atMicros, Outcome outcome, String version, Ci ci) {
    OpenAttempts attempts = open[family.ordinal()];
    if (attempts.isEmpty()) {
      waiting.orphan(family, atMicros, version, ci);
    } else {
      waiting.settle(attempts.takeNewest(), atMicros, outcome);
    }
  }

  private boolean isAbsorbed(EventName event, long atMicros) {
    return event == EventName.CREATE_END
        && precedingErrorAtMicros != NONE
        && atMicros - precedingErrorAtMicros <= timeoutMicros(Family.CREATE);
  }

  private static Outcome outcome(Stage stage) {
    return switch (stage) {
      case END -> Outcome.SUCCEEDED;
      case ERROR -> Outcome.FAILED;
      case ERROR_GRACEFUL -> Outcome.FAILED_GRACEFUL;
      case START -> throw new IllegalArgumentException("a start ends nothing");
    };
  }
}

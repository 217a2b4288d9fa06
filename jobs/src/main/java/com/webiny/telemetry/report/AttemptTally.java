package com.webiny.telemetry.report;

import com.webiny.telemetry.event.Family;
import com.webiny.telemetry.night.Outcome;
import com.webiny.telemetry.report.TallyKey.Kind;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Counts the attempts of one ID after another into {@code project_creation}, {@code deploy_success}
 * and {@code deploy_success_by_version}: their definitions in code, without an engine. Looks at one
 * day.
 */
final class AttemptTally {

  /**
   * The counts of one day and family, in the order in which they travel. Orphans are counted
   * nowhere else.
   */
  enum Measure {
    ATTEMPTS,
    SUCCEEDED,
    FAILED,
    FAILED_GRACEFUL,
    ABANDONED,
    PENDING,
    ORPHANED,
    /** Attempts with ci true. */
    CI_ATTEMPTS,
    /** IDs with an attempt, ci not true. */
    DEPLOYERS,
    /** IDs whose first such attempt of the day succeeded. */
    FIRST_TRY_SUCCESS,
    /** IDs with a succeeded attempt, ci not true. */
    CREATORS,
    /** Of these, those whose first day with any create event is this day. */
    FIRST_TIME_CREATORS
  }

  /** The counts of one day, family and version line. */
  enum LineMeasure {
    ATTEMPTS,
    SUCCEEDED,
    FAILED,
    FAILED_GRACEFUL,
    ABANDONED,
    PENDING,
    DEPLOYERS
  }

  private static final int LINE_MEASURES = LineMeasure.values().length;

  /**
   * Of how many lines a day an ID is remembered to have deployed. No person reaches it; a forger
   * who does costs rows in the exchange, not memory.
   */
  static final int MAX_LINES_REMEMBERED = 64;

  /** What is known of the current ID in a family. */
  private static final class OfId {
    private final FamilyCounts counts;
    private boolean deployer;
    private boolean creator;
    private final Set<String> lines = new HashSet<>();

    private OfId(FamilyCounts counts) {
      this.counts = counts;
    }

    private void clear() {
      deployer = false;
      creator = false;
      lines.clear();
    }
  }

  private final int day;
  private final TallyMap tallies;
  private final Map<Family, OfId> current = new EnumMap<>(Family.class);
  private String idName = "";

  AttemptTally(int day, TallyMap tallies) {
    this.day = day;
    this.tallies = tallies;
    for (Family family : Family.values()) {
      current.put(family, new OfId(new FamilyCounts(day, family, tallies)));
    }
  }

  /** Begins an ID, whose pseudonym tells it from others. */
  void beginId(long keyHigh, long keyLow) {
    idName = Long.toHexString(keyHigh) + "-" + Long.toHexString(keyLow);
  }

  /**
   * Takes an attempt or orphan of the current ID, in order of time.
   *
   * @param line of its version; empty if it has none
   * @param durationTenths tenths of a second; read only if it succeeded
   */
  void add(Family family, String line, boolean ci, Outcome outcome, long durationTenths) {
    OfId id = current.get(family);
    Sums counts = id.counts.all();
    if (outcome == Outcome.ORPHANED) {
      counts.addOne(Measure.ORPHANED);
      return;
    }
    counts.addOne(Measure.ATTEMPTS);
    counts.addOne(measure(outcome));
    if (ci) {
      counts.addOne(Measure.CI_ATTEMPTS);
    } else {
      if (!id.deployer && outcome == Outcome.SUCCEEDED) {
        counts.addOne(Measure.FIRST_TRY_SUCCESS);
      }
      id.deployer = true;
      id.creator |= outcome == Outcome.SUCCEEDED;
    }
    if (family == Family.CREATE) {
      return;
    }
    if (outcome == Outcome.SUCCEEDED) {
      id.counts.ofDuration(Math.toIntExact(durationTenths)).addOne();
    }
    String shown = line.isEmpty() ? VersionOrder.UNKNOWN : line;
    Sums ofLine = id.counts.ofLine(shown);
    ofLine.addOne(LineMeasure.ATTEMPTS);
    ofLine.addOne(lineMeasure(outcome));
    if (!ci) {
      countDeployer(family, shown, id, ofLine);
    }
  }

  /** What a pair of an ID and a line adds to the line: one deployer. */
  static Sums oneDeployer() {
    Sums deployer = new Sums(LINE_MEASURES);
    deployer.addOne(LineMeasure.DEPLOYERS);
    return deployer;
  }

  private void countDeployer(Family family, String line, OfId id, Sums ofLine) {
    if (id.lines.contains(line)) {
      return;
    }
    if (id.lines.size() < MAX_LINES_REMEMBERED) {
      id.lines.add(line);
      ofLine.addOne(LineMeasure.DEPLOYERS);
    } else {
      tallies.of(new TallyKey(Kind.LINE_OF_ID, day, family.text(), line, idName), 1);
    }
  }

  /**
   * Whether the current ID created a project, so that {@link #endId} needs to know when it first
   * did.
   */
  boolean isCreator() {
    return current.get(Family.CREATE).creator;
  }

  /**
   * Counts the current ID; ready for the next.
   *
   * @param firstCreateDay of its row in {@code users}; read only if {@link #isCreator}
   */
  void endId(int firstCreateDay) {
    current.forEach(
        (family, id) -> {
          if (id.deployer) {
            Sums counts = id.counts.all();
            counts.addOne(Measure.DEPLOYERS);
            counts.addOneIf(id.creator, Measure.CREATORS);
            counts.addOneIf(id.creator && firstCreateDay == day, Measure.FIRST_TIME_CREATORS);
          }
          id.clear();
        });
  }

  private static Measure measure(Outcome outcome) {
    return switch (outcome) {
      case SUCCEEDED -> Measure.SUCCEEDED;
      case FAILED -> Measure.FAILED;
      case FAILED_GRACEFUL -> Measure.FAILED_GRACEFUL;
      case ABANDONED -> Measure.ABANDONED;
      case PENDING -> Measure.PENDING;
      case ORPHANED -> Measure.ORPHANED;
    };
  }

  private static LineMeasure lineMeasure(Outcome outcome) {
    return switch (outcome) {
      case SUCCEEDED -> LineMeasure.SUCCEEDED;
      case FAILED -> LineMeasure.FAILED;
      case FAILED_GRACEFUL -> LineMeasure.FAILED_GRACEFUL;
      case ABANDONED -> LineMeasure.ABANDONED;
      case PENDING -> LineMeasure.PENDING;
      case ORPHANED -> throw new IllegalArgumentException("an orphan has no line");
    };
  }
}

package com.webiny.telemetry.opinion;

import java.util.ArrayList;
import java.util.List;

/**
 * The pairing of attempts as the contract tells it (SPEC 8 and 12), sentence by sentence, looking
 * at all attempts for every event. It exists to be compared with the windows of 04_attempts.sql.
 */
final class NaivePairing {

  /** An event of one (anon_key, family), in microseconds. */
  record Step(String stage, long atMicros) {}

  /** A row of the table; a time that it does not have is null. */
  record Attempt(Long startedMicros, Long endedMicros, String outcome) {}

  private static final class Open {
    final long started;
    Long ended;
    String outcome;

    Open(long started) {
      this.started = started;
    }
  }

  private NaivePairing() {}

  /**
   * The attempts of one partition.
   *
   * @param steps in order
   * @param timeout of the family
   * @param end 24:00 of the newest published day
   * @param mostOpen how many may be open at once
   */
  static List<Attempt> pair(
      List<Step> steps, boolean create, long timeout, long end, int mostOpen) {
    List<Open> attempts = new ArrayList<>();
    List<Attempt> rows = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (step.stage().equals("start")) {
        attempts.add(new Open(step.atMicros()));
        List<Open> open = attempts.stream().filter(a -> a.outcome == null).toList();
        if (open.size() > mostOpen) {
          open.get(0).outcome = "abandoned";
        }
      } else if (!create || !isAbsorbed(steps, i, timeout)) {
        Open latest = null;
        for (Open attempt : attempts) {
          if (attempt.outcome == null && step.atMicros() - attempt.started <= timeout) {
            latest = attempt;
          }
        }
        if (latest == null) {
          rows.add(new Attempt(null, step.atMicros(), "orphaned"));
        } else {
          latest.ended = step.atMicros();
          latest.outcome = closedBy(step.stage());
        }
      }
    }
    for (Open attempt : attempts) {
      if (attempt.outcome == null) {
        attempt.outcome = end - attempt.started > timeout ? "abandoned" : "pending";
      }
      rows.add(new Attempt(attempt.started, attempt.ended, attempt.outcome));
    }
    return rows;
  }

  private static boolean isAbsorbed(List<Step> steps, int at, long timeout) {
    if (at == 0 || !steps.get(at).stage().equals("end")) {
      return false;
    }
    Step before = steps.get(at - 1);
    return before.stage().startsWith("error")
        && steps.get(at).atMicros() - before.atMicros() <= timeout;
  }

  private static String closedBy(String stage) {
    return switch (stage) {
      case "end" -> "succeeded";
      case "error" -> "failed";
      default -> "failed_graceful";
    };
  }
}

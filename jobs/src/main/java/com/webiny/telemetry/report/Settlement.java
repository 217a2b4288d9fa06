package com.webiny.telemetry.report;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells whether attempts that were pending, and now have ended, are all that changed in a row (SPEC
 * section 9: "settled pendings aside"). Every night settles those of the day before, so it is no
 * restatement.
 *
 * <p>A row is settled if {@code pending} fell, the outcomes grew by just as many and none of them
 * fell, what counts successes grew by no more than they did, and nothing else changed. A row in
 * which anything else changed too is a restatement with all its changed columns: which share of a
 * rate is due to what cannot be told.
 *
 * @param success the outcome that is a success
 * @param outcomes the other outcomes an attempt can settle to
 * @param ofSuccess counts of IDs with a success: at most one more for each success more
 * @param free columns that follow from the outcomes, and may change as they like
 * @param freeWithSuccess columns that follow from the successes alone
 */
record Settlement(
    String success,
    List<String> outcomes,
    Set<String> ofSuccess,
    Set<String> free,
    Set<String> freeWithSuccess) {

  private static final String PENDING = "pending";

  private static final List<String> NO_SUCCESS = List.of("failed", "failed_graceful", "abandoned");

  private static final Map<Report, Settlement> RULES =
      Map.of(
          ProjectCreation.REPORT,
          new Settlement(
              "created",
              NO_SUCCESS,
              Set.of("creators", "first_time_creators"),
              Set.of("success_rate"),
              Set.of()),
          DeploySuccess.REPORT,
          new Settlement(
              "succeeded",
              NO_SUCCESS,
              Set.of("first_try_success_users"),
              Set.of("success_rate", "strict_success_rate"),
              Set.of("duration_p50_s", "duration_p90_s")));

  /**
   * Whether attempts that settled explain every change between two rows of one key.
   *
   * @return {@code false} for a report without attempts
   */
  static boolean explains(Report report, ReportRow before, ReportRow now) {
    Settlement rule = RULES.get(report);
    return rule != null && rule.holds(report, before, now);
  }

  private boolean holds(Report report, ReportRow before, ReportRow now) {
    long settled = 0;
    long outcomesMore = 0;
    long successMore = 0;
    for (int i = report.keyFields(); i < report.fields().size(); i++) {
      String name = report.fields().get(i).name();
      if (name.equals(PENDING)) {
        settled = -growth(before.cells().get(i), now.cells().get(i));
      } else if (name.equals(success) || outcomes.contains(name)) {
        long more = growth(before.cells().get(i), now.cells().get(i));
        if (more < 0) {
          return false;
        }
        outcomesMore += more;
        successMore += name.equals(success) ? more : 0;
      }
    }
    return settled > 0 && outcomesMore == settled && othersFollow(report, before, now, successMore);
  }

  private boolean othersFollow(Report report, ReportRow before, ReportRow now, long successMore) {
    for (int i = report.keyFields(); i < report.fields().size(); i++) {
      String name = report.fields().get(i).name();
      Cell was = before.cells().get(i);
      Cell is = now.cells().get(i);
      boolean outcome = name.equals(PENDING) || name.equals(success) || outcomes.contains(name);
      if (outcome || free.contains(name) || was.equals(is)) {
        continue;
      }
      boolean follows =
          freeWithSuccess.contains(name)
              ? successMore > 0
              : ofSuccess.contains(name) && growsByAtMost(successMore, was, is);
      if (!follows) {
        return false;
      }
    }
    return true;
  }

  private static boolean growsByAtMost(long most, Cell was, Cell is) {
    // From or to not defined: the days of history changed, which no attempt does.
    return was instanceof Cell.Count
        && is instanceof Cell.Count
        && growth(was, is) >= 0
        && growth(was, is) <= most;
  }

  private static long growth(Cell was, Cell is) {
    return ((Cell.Count) is).count() - ((Cell.Count) was).count();
  }
}

package com.webiny.telemetry.job;

import com.webiny.telemetry.exit.ExitCode;
import com.webiny.telemetry.exit.StopException;
import com.webiny.telemetry.landing.RunRange;
import com.webiny.telemetry.publish.WarehouseState;
import com.webiny.telemetry.report.ReportPlan;

/** Which days a run can still change, once the tables of older ones are pruned. */
final class KeptDays {
  /**
   * Days the tables must hold before a day that changes: the rows of the day before it are rebuilt,
   * and look back so far. This covers its attempts, which need two.
   */
  private static final int DAYS_BEFORE = ReportPlan.LOOK_BACK_DAYS + 1;

  private KeptDays() {}

  /** The fewest days to keep, so that every night can go on as if nothing had been pruned. */
  static int atLeast(int lookbackDays) {
    return DAYS_BEFORE + 1 + lookbackDays;
  }

  /** The first day whose lines a run can merge: lines of earlier days stay deferred. */
  static int firstOpenDay(WarehouseState state, RunRange range) {
    return isPruned(state) ? state.tablesFromDay().getAsInt() + DAYS_BEFORE : range.firstDay();
  }

  /** The first day whose rows in the reports a run can rebuild. */
  static int firstReportDay(WarehouseState state, RunRange range) {
    return isPruned(state) ? firstOpenDay(state, range) - 1 : range.firstDay();
  }

  /** The first day the tables hold after a run, ISO. */
  static String tablesFrom(WarehouseState state, RunRange range) {
    return Publication.iso(isPruned(state) ? state.tablesFromDay().getAsInt() : range.firstDay());
  }

  /**
   * Refuses a backfill that needs days which were pruned.
   *
   * @throws StopException with {@link ExitCode#USAGE} if it does
   */
  static void requireOpen(WarehouseState state, int from) throws StopException {
    if (isPruned(state) && from < state.tablesFromDay().getAsInt() + DAYS_BEFORE) {
      throw new StopException(
          ExitCode.USAGE,
          "--from needs days that prune has dropped from the tables; give "
              + Publication.iso(state.tablesFromDay().getAsInt() + DAYS_BEFORE)
              + " or a later day.");
    }
  }

  private static boolean isPruned(WarehouseState state) {
    return !state.tablesFromDay().equals(state.firstDay());
  }
}

package com.webiny.telemetry.job;

import com.webiny.telemetry.landing.RunRange;
import com.webiny.telemetry.privacy.IdKey;
import java.time.Clock;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedSet;

/**
 * What the operator asked of a run that publishes.
 *
 * @param work the night or the backfill
 * @param raw where the raw logs are
 * @param warehouse where to publish
 * @param idKey the key of the pseudonyms
 * @param allowEmpty whether the folder of the night's day may hold no file
 * @param skipDamaged whether to publish without damaged files
 * @param maxRejectRatio the greatest share of non-blank lines neither accepted nor deferred
 * @param buckets at creation; later it must be what is stored
 * @param lookbackDays at creation; later it must be what is stored
 * @param minCellSize at creation; later it must be what is stored
 * @param given the options as given, for the commit: without the ID key
 * @param clock tells when the commit was made; no number depends on it
 */
record RunOptions(
    Work work,
    String raw,
    String warehouse,
    IdKey idKey,
    boolean allowEmpty,
    boolean skipDamaged,
    OptionalDouble maxRejectRatio,
    OptionalInt buckets,
    OptionalInt lookbackDays,
    OptionalInt minCellSize,
    Map<String, String> given,
    Clock clock) {

  /** What to publish. Days count from 1970. */
  sealed interface Work {

    /** The name of the command. */
    String command();

    /** The published days of a range whose rows are forgotten first, raw being the whole truth. */
    default SortedSet<Integer> rebuiltDays(RunRange range) {
      return Collections.emptySortedSet();
    }

    /** Every day up to {@code date}. */
    record Nightly(int date) implements Work {
      @Override
      public String command() {
        return "nightly";
      }
    }

    /**
     * A range of days, whatever the lookback.
     *
     * @param rebuild whether to forget the published rows of these days first
     * @param acceptLoss whether days may lose many rows by that
     */
    record Backfill(int from, int to, boolean rebuild, boolean acceptLoss) implements Work {
      @Override
      public String command() {
        return "backfill";
      }

      @Override
      public SortedSet<Integer> rebuiltDays(RunRange range) {
        return rebuild ? range.publishedBefore() : Collections.emptySortedSet();
      }
    }
  }
}

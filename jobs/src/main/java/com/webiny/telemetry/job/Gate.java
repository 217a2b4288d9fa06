package com.webiny.telemetry.job;

import com.webiny.telemetry.audit.DayBalance;
import com.webiny.telemetry.audit.FileCounts.OfPassed;
import com.webiny.telemetry.audit.RunSummary;
import com.webiny.telemetry.event.Bucket;
import com.webiny.telemetry.exit.ExitCode;
import com.webiny.telemetry.exit.StopException;
import com.webiny.telemetry.landing.LedgerEntry;
import com.webiny.telemetry.landing.RunRange;
import com.webiny.telemetry.night.DayBucket;
import com.webiny.telemetry.night.NightOutput.BucketDone;
import com.webiny.telemetry.night.NightOutput.DayMerge;
import com.webiny.telemetry.publish.PublishedFile;
import com.webiny.telemetry.publish.PublishedFiles;
import com.webiny.telemetry.table.Tables;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What must hold before a run may publish (SPEC section 5). If it does not, nothing is published:
 * exit 4.
 */
final class Gate {

  private Gate() {}

  /** All of it. */
  static void requireAll(
      RunOptions options,
      RunRange range,
      List<LedgerEntry> used,
      List<BucketDone> buckets,
      PublishedFiles published)
      throws StopException, IOException {
    Set<Integer> rebuilt = options.work().rebuiltDays(range);
    requireEveryLineCounted(used);
    requireBalance(balances(range, rebuilt, used, buckets, published));
    requireFewRejects(options.maxRejectRatio(), used);
    if (options.work() instanceof RunOptions.Work.Backfill backfill && !backfill.acceptLoss()) {
      Losses.requireFew(rebuilt, buckets, published);
    }
  }

  /** Every line of every file used is in exactly one bucket. */
  static void requireEveryLineCounted(List<LedgerEntry> entries) throws StopException {
    List<String> wrong =
        entries.stream()
            .filter(entry -> !entry.counts().balanced())
            .map(LedgerEntry::name)
            .toList();
    if (!wrong.isEmpty()) {
      throw failed(
          "the buckets do not add up to the lines of "
              + RunSummary.Names.of(wrong).text()
              + "; report this as a bug.");
    }
  }

  /** Accepted lines and rows add up for each received day. */
  static void requireBalance(SortedMap<Integer, DayBalance> days) throws StopException {
    List<String> wrong =
        days.values().stream().filter(day -> !day.holds()).map(DayBalance::text).toList();
    if (!wrong.isEmpty()) {
      throw failed(
          "lines and rows do not add up for "
              + RunSummary.Names.of(wrong).text()
              + "; check that no one else wrote into the warehouse.");
    }
  }

  /**
   * Collects the terms of each day.
   *
   * @param rebuilt days whose published rows are forgotten: there were none before
   */
  static SortedMap<Integer, DayBalance> balances(
      RunRange range,
      Set<Integer> rebuilt,
      List<LedgerEntry> used,
      List<BucketDone> buckets,
      PublishedFiles published)
      throws IOException {
    SortedMap<Integer, DayBalance> days = new TreeMap<>();
    for (LedgerEntry entry : used) {
      for (int slot = 0; slot < 3; slot++) {
        int day = entry.dayOf(slot);
        if (day >= range.mergeFromDay() && day <= range.mergeToDay()) {
          add(days, day, entry.counts().passed(slot, OfPassed.LINES), null, 0);
        }
      }
    }
    for (BucketDone bucket : buckets) {
      for (DayMerge merge : bucket.merges()) {
        String path = new DayBucket(Tables.EVENTS.name(), merge.day(), bucket.bucket()).path();
        long rowsBefore =
            rebuilt.contains(merge.day())
                ? 0
                : published.get(path).map(PublishedFile::rows).orElse(0L);
        add(days, merge.day(), 0, merge, rowsBefore);
      }
    }
    return days;
  }

  private static void add(
      SortedMap<Integer, DayBalance> days,
      int day,
      long acceptedLines,
      DayMerge merge,
      long rowsBefore) {
    DayBalance sum =
        days.getOrDefault(
            day, new DayBalance(LocalDate.ofEpochDay(day).toString(), 0, 0, 0, 0, 0, 0));
    days.put(
        day,
        new DayBalance(
            sum.day(),
            sum.acceptedLines() + acceptedLines,
            sum.linesAdded() + (merge == null ? 0 : merge.linesAdded()),
            sum.linesKnown() + (merge == null ? 0 : merge.linesKnown()),
            sum.rowsBefore() + rowsBefore,
            sum.rowsReadBefore() + (merge == null ? 0 : merge.rowsBefore()),
            sum.rowsAfter() + (merge == null ? 0 : merge.rowsAfter())));
  }

  /** Not too many lines are junk, if the operator set a bound. */
  static void requireFewRejects(OptionalDouble maxRejectRatio, List<LedgerEntry> used)
      throws StopException {
    if (maxRejectRatio.isEmpty()) {
      return;
    }
    long nonBlank = 0;
    long good = 0;
    for (LedgerEntry entry : used) {
      nonBlank += entry.counts().lines() - entry.of(Bucket.BLANK);
      good += entry.of(Bucket.ACCEPTED) + entry.of(Bucket.DEFERRED);
    }
    if (nonBlank - good > maxRejectRatio.getAsDouble() * nonBlank) {
      throw failed(
          (nonBlank - good)
              + " of "
              + nonBlank
              + " non-blank lines were refused, more than --max-reject-ratio allows; look at the edge servers, or give a"
              + " greater ratio.");
    }
  }

  /** The end of a run of which a check failed. */
  static StopException failed(String sentence) {
    return new StopException(ExitCode.CHECK_FAILED, "Nothing was published: " + sentence);
  }
}

package com.webiny.telemetry.job;

import com.webiny.telemetry.audit.FileCounts;
import com.webiny.telemetry.audit.RunSummary;
import com.webiny.telemetry.audit.RunSummary.Names;
import com.webiny.telemetry.event.Bucket;
import com.webiny.telemetry.landing.LandingZone;
import com.webiny.telemetry.landing.LedgerEntry;
import com.webiny.telemetry.landing.RunRange;
import com.webiny.telemetry.night.NightOutput.BucketDone;
import com.webiny.telemetry.night.NightOutput.DayMerge;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sums up a run from what its steps handed back. */
record Summary(
    Run run, LandingZone landing, RunRange range, InputVerdict verdict, List<BucketDone> buckets) {

  /**
   * The summary.
   *
   * @param filesPublished tables' and reports' files that changed
   * @param unreadLateFiles late files that no night reads
   */
  RunSummary of(long filesPublished, Names unreadLateFiles) {
    Map<String, Long> lines = new LinkedHashMap<>();
    long bytes = 0;
    for (Bucket bucket : Bucket.values()) {
      lines.put(bucket.text(), 0L);
    }
    for (LedgerEntry entry : verdict.used()) {
      bytes += entry.length();
      for (Bucket bucket : Bucket.values()) {
        lines.merge(bucket.text(), inThisRun(entry, bucket), Long::sum);
      }
    }
    long added = 0;
    long known = 0;
    for (BucketDone bucket : buckets) {
      for (DayMerge merge : bucket.merges()) {
        added += merge.linesAdded();
        known += merge.linesKnown();
      }
    }
    return new RunSummary(
        run.options().work().command(),
        Publication.iso(range.firstDay()),
        Publication.iso(range.newestDay()),
        range.newDays().size(),
        verdict.used().size(),
        bytes,
        lines,
        added,
        known,
        filesPublished,
        Names.of(missingFolders()),
        Names.of(names(LedgerEntry.Use.GROWING)),
        Names.of(names(LedgerEntry.Use.DAMAGED)),
        unreadLateFiles,
        landing.outside(),
        Map.of());
  }

  /**
   * A file's lines in a bucket, as this run dealt with them: it accepts lines of the days it
   * merges, whatever was before.
   */
  private long inThisRun(LedgerEntry entry, Bucket bucket) {
    if (bucket.ordinal() <= Bucket.MISPLACED.ordinal()) {
      return entry.of(bucket);
    }
    long lines = 0;
    for (int slot = 0; slot < FileCounts.SLOTS; slot++) {
      int day = entry.dayOf(slot);
      boolean merged = day >= range.mergeFromDay() && day <= range.mergeToDay();
      if (merged != (bucket == Bucket.DEFERRED)) {
        lines +=
            bucket == Bucket.FORGOTTEN ? 0 : entry.counts().passed(slot, FileCounts.OfPassed.LINES);
        lines += bucket == Bucket.ACCEPTED ? 0 : entry.counts().forgotten(slot);
      }
    }
    return lines;
  }

  private List<String> missingFolders() {
    return range.newDays().stream()
        .filter(day -> !landing.byDay().containsKey(day))
        .map(day -> "dt=" + Publication.iso(day))
        .toList();
  }

  private List<String> names(LedgerEntry.Use use) {
    return verdict.entries().stream()
        .filter(entry -> entry.use() == use)
        .map(LedgerEntry::name)
        .toList();
  }
}

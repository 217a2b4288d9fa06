package com.webiny.telemetry.landing;

import com.webiny.telemetry.audit.FileCounts;
import com.webiny.telemetry.event.Bucket;
import java.util.Set;

/**
 * What is known of a raw log file that a run has read (SPEC sections 2 and 9).
 *
 * @param name its path below the raw folder
 * @param folderDay the day of its folder, as days since 1970
 * @param length its listed length when it was read
 * @param modifiedMillis its time of modification then
 * @param use what came of it
 * @param counts what became of its lines; all zero unless it was used
 * @param mergedSlots for each of the days its lines may be received on, one bit (the lowest for the
 *     day before the folder's): whether the day's lines are in the tables. The lines of other days
 *     are deferred
 * @param everMergedSlots the days of which rows may stem from any version of the file up to {@code
 *     usedLength}, this or an earlier one
 * @param usedLength the greatest length at which it was ever used: more than {@code length} after
 *     it was cut
 */
public record LedgerEntry(
    String name,
    int folderDay,
    long length,
    long modifiedMillis,
    Use use,
    FileCounts counts,
    int mergedSlots,
    int everMergedSlots,
    long usedLength) {

  /** What came of reading a file. */
  public enum Use {
    /** Its lines are counted, and those of published days are in the tables. */
    USED,
    /** Compressed and still being written: no line used, read again next night. */
    GROWING,
    /** Damaged, and skipped at the operator's word: no line used, read again when it changes. */
    DAMAGED
  }

  /** Whether it is the file that was listed: same length and time. */
  public boolean isOf(LandingFile file) {
    return length == file.length() && modifiedMillis == file.modifiedMillis();
  }

  /** Whether lines of this day are in the tables. */
  public boolean merged(int slot) {
    return (mergedSlots & 1 << slot) != 0;
  }

  /** The day of a slot. */
  public int dayOf(int slot) {
    return folderDay - 1 + slot;
  }

  /** Whether it holds lines, not yet in the tables, of a day in this range. */
  public boolean hasDeferred(int fromDay, int toDay) {
    for (int slot = 0; slot < FileCounts.SLOTS; slot++) {
      if (!merged(slot)
          && counts.passed(slot, FileCounts.OfPassed.LINES) + counts.forgotten(slot) > 0
          && dayOf(slot) >= fromDay
          && dayOf(slot) <= toDay) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether rows of a day may stem from lines that this entry does not count: of an earlier version
   * of the file that was longer, or whose lines of that day this version's have not replaced yet.
   */
  public boolean lossy(int slot) {
    boolean everMerged = (everMergedSlots & (1 << slot)) != 0;
    return everMerged && (!merged(slot) || length < usedLength);
  }

  /** The same once another version of the file is read: all rows are those of an earlier one. */
  LedgerEntry replaced() {
    return withSlots(
        mergedSlots, everMergedSlots | (mergedSlots & counts.slotsWithLines()), usedLength);
  }

  /** The same without the rows of some days. */
  LedgerEntry withoutDays(Set<Integer> days) {
    int kept = 0;
    for (int slot = 0; slot < FileCounts.SLOTS; slot++) {
      kept |= days.contains(dayOf(slot)) ? 0 : 1 << slot;
    }
    int ever = everMergedSlots & kept;
    return withSlots(mergedSlots & kept, ever, ever == 0 ? 0 : usedLength);
  }

  /** Whether any row stems, or may stem, from it. */
  boolean hasRows() {
    boolean rows = (mergedSlots & counts.slotsWithLines()) != 0;
    for (int slot = 0; slot < FileCounts.SLOTS; slot++) {
      rows |= lossy(slot);
    }
    return rows;
  }

  private LedgerEntry withSlots(int merged, int ever, long greatestLength) {
    return new LedgerEntry(
        name, folderDay, length, modifiedMillis, use, counts, merged, ever, greatestLength);
  }

  /** A count of its accepted lines. */
  public long accepted(FileCounts.OfPassed what) {
    return sum(what, true);
  }

  /** Lines whose day is not in the tables, whoever sent them. */
  public long deferred() {
    return sum(FileCounts.OfPassed.LINES, false) + forgotten(false);
  }

  /** Lines in any bucket. */
  public long of(Bucket bucket) {
    return switch (bucket) {
      case ACCEPTED -> accepted(FileCounts.OfPassed.LINES);
      case DEFERRED -> deferred();
      case FORGOTTEN -> forgotten(true);
      default -> counts.of(bucket);
    };
  }

  private long forgotten(boolean merged) {
    long sum = 0;
    for (int slot = 0; slot < FileCounts.SLOTS; slot++) {
      sum += merged(slot) == merged ? counts.forgotten(slot) : 0;
    }
    return sum;
  }

  private long sum(FileCounts.OfPassed what, boolean merged) {
    long sum = 0;
    for (int slot = 0; slot < FileCounts.SLOTS; slot++) {
      sum += merged(slot) == merged ? counts.passed(slot, what) : 0;
    }
    return sum;
  }
}

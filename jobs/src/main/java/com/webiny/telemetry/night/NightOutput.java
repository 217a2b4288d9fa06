package com.webiny.telemetry.night;

import com.webiny.telemetry.audit.FileCounts;
import com.webiny.telemetry.landing.FileCondition;
import com.webiny.telemetry.table.WrittenFile;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * What a task of the night hands to the driver: sizes grow with days, buckets and files, never with
 * events or IDs.
 */
public sealed interface NightOutput extends Serializable {

  /**
   * The work of one bucket.
   *
   * @param files staged files that differ from the published ones
   * @param merges for each day with arrived lines, what became of them
   */
  record BucketDone(int bucket, List<Staged> files, List<DayMerge> merges) implements NightOutput {}

  /** The tallies of all files read, by their place in the scan's plan. */
  record Tallies(Map<Integer, Tally> byFile) implements NightOutput {}

  /** A file that waits for its commit. */
  record Staged(DayBucket file, WrittenFile written) implements Serializable {}

  /** How reading a file went, and its counts, all parts together. */
  record Tally(FileCondition condition, FileCounts counts) implements Serializable {}

  /**
   * One day and bucket of the sum {@code accepted lines read = rows added + lines already known},
   * and of {@code rows after = rows before + added}, each term counted where it arises.
   *
   * @param rowsBefore rows read from the published file
   * @param linesAdded arrived lines that became a new row
   * @param linesKnown arrived lines whose event was there, published or earlier in the run
   * @param rowsAfter rows written
   */
  record DayMerge(int day, long rowsBefore, long linesAdded, long linesKnown, long rowsAfter)
      implements Serializable {}
}

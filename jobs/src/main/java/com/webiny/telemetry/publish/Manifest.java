package com.webiny.telemetry.publish;

import java.util.List;

/**
 * A list of control data that commits name by content, so that what a night does not change is not
 * written again.
 */
final class Manifest {

  /** Of IDs that asked to be forgotten, and of the days whose events were fewer by them. */
  record Forgotten(List<String> tombstones, List<String> days) {}

  /** Of published files. */
  record Files(List<PublishedFile> files) {}

  /** Of raw log files read. */
  record Inputs(List<Input> inputs) {}

  /** A {@code LedgerEntry} as it is stored. */
  record Input(
      String name,
      String folder,
      long length,
      long modifiedMillis,
      String use,
      List<Long> counts,
      int mergedSlots,
      int everMergedSlots,
      long usedLength) {}

  private Manifest() {}
}

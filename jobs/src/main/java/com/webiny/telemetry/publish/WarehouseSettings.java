package com.webiny.telemetry.publish;

/**
 * What is fixed when a warehouse is created (SPEC section 9): another value later would make its
 * files disagree.
 *
 * @param formatVersion of the control data and tables; {@link #FORMAT}
 * @param buckets into how many parts each table's day is cut
 * @param lookbackDays how many days back a night reads late files
 * @param minCellSize fewer users than this fold into {@code (other)}
 * @param keyFingerprint a keyed fingerprint of the ID key
 */
public record WarehouseSettings(
    int formatVersion, int buckets, int lookbackDays, int minCellSize, String keyFingerprint) {

  /** The format this job writes, and the only one it reads: since 2, commits have a checksum. */
  public static final int FORMAT = 2;
}

package com.webiny.telemetry.landing;

import com.webiny.telemetry.privacy.IdKey;
import com.webiny.telemetry.privacy.Tombstones;
import com.webiny.telemetry.storage.Storage;
import java.io.Serializable;

/**
 * What every task of a scan of raw logs must be told, whichever part it reads.
 *
 * @param storage of the raw logs
 * @param fromDay the first day whose lines are handed on, as days since 1970
 * @param toDay the last one
 * @param buckets into how many buckets anonymous keys fall
 * @param idKey the key of the pseudonym; travels to the readers and is never printed
 * @param tombstones of the IDs whose lines are passed over
 */
public record Scan(
    Storage storage, int fromDay, int toDay, int buckets, IdKey idKey, Tombstones tombstones)
    implements Serializable {

  /** The bucket of a key: the same in every table, fixed when the warehouse is created. */
  public int bucketOf(long keyHigh) {
    return bucketOf(keyHigh, buckets);
  }

  /** The bucket of a key, of so many. */
  public static int bucketOf(long keyHigh, int buckets) {
    return (int) ((keyHigh >>> 33) % buckets);
  }

  /** Where the tallies of files go: the route after the last bucket's. */
  public int tallyRoute() {
    return buckets;
  }

  @Override
  public String toString() {
    return "scan of raw logs";
  }
}

package com.webiny.telemetry.report;

import java.util.OptionalLong;

/**
 * Exact percentiles of durations: linear interpolation at rank (n − 1) · p of the sorted values,
 * rounded half up to a tenth of a second (SPEC sections 8 and 12). All in whole numbers. The values
 * come as a histogram (value, count), since a succeeded attempt takes at most 216,000 tenths,
 * however many there are.
 */
public enum Percentile {
  P50(5),
  P90(9);

  private final int tenthsOfRank;

  Percentile(int tenthsOfRank) {
    this.tenthsOfRank = tenthsOfRank;
  }

  /**
   * Reads a histogram in one pass, for those whose total is known before: from a first pass over
   * the same values.
   *
   * @param total how many values there are, at least 1
   */
  public Cursor over(long total) {
    if (total < 1) {
      throw new IllegalArgumentException("No values have no percentile.");
    }
    return new Cursor(Math.multiplyExact(total - 1, (long) tenthsOfRank));
  }

  /**
   * The percentile of a histogram; linear time.
   *
   * @param values in tenths of a second, ascending
   * @param counts how often each value occurs, at least once; as long as {@code values}
   * @return tenths of a second; empty if there are no values
   */
  public OptionalLong of(long[] values, long[] counts) {
    if (values.length != counts.length) {
      throw new IllegalArgumentException("Every value needs its count.");
    }
    long total = 0;
    for (long count : counts) {
      total = Math.addExact(total, count);
    }
    if (total == 0 && values.length == 0) {
      return OptionalLong.empty();
    }
    Cursor cursor = over(total);
    for (int i = 0; i < values.length; i++) {
      cursor.accept(values[i], counts[i]);
    }
    return OptionalLong.of(cursor.tenths());
  }

  /** Finds the two values next to the rank while they pass by. Constant memory. */
  public static final class Cursor {

    private static final int WEIGHTS = 10;

    private final long rank;
    private final int weightOfUpper;
    private long seen;
    private long last = Long.MIN_VALUE;
    private long lower;
    private long upper;

    private Cursor(long tenthsOfRank) {
      rank = tenthsOfRank / WEIGHTS;
      weightOfUpper = (int) (tenthsOfRank % WEIGHTS);
    }

    /**
     * Takes the next value.
     *
     * @throws IllegalArgumentException if it is below the one before it, or its count below 1
     */
    public void accept(long tenths, long count) {
      if (tenths < last || count < 1) {
        throw new IllegalArgumentException("A histogram is ascending and counts from 1.");
      }
      last = tenths;
      long next = seen + count;
      if (seen <= rank && rank < next) {
        lower = tenths;
      }
      // At a rank that is whole there may be no value after it, and none is needed.
      if (seen <= rank + 1 && rank + 1 < next) {
        upper = tenths;
      }
      seen = next;
    }

    /**
     * The percentile, once all values have passed.
     *
     * @throws IllegalStateException if fewer values than announced have passed
     */
    public long tenths() {
      if (seen <= rank + (weightOfUpper > 0 ? 1 : 0)) {
        throw new IllegalStateException("The histogram ended before the rank.");
      }
      long weighted = Math.multiplyExact(upper - lower, (long) weightOfUpper);
      return lower + (weighted + WEIGHTS / 2) / WEIGHTS;
    }
  }
}

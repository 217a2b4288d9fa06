package com.webiny.telemetry.report;

import java.io.Serializable;

/**
 * Some counts, one for each constant of an enum of measures, in its order. Mutable while counting.
 */
final class Sums implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Of nothing: zero, whatever is asked. */
  static final Sums NONE = new Sums(0);

  private final long[] counts;

  /** All zero. */
  Sums(int measures) {
    counts = new long[measures];
  }

  /** The only count there is. */
  long only() {
    return counts.length == 0 ? 0 : counts[0];
  }

  long of(Enum<?> measure) {
    return measure.ordinal() < counts.length ? counts[measure.ordinal()] : 0;
  }

  /** Counts one of the only kind there is. */
  void addOne() {
    counts[0]++;
  }

  void addOne(Enum<?> measure) {
    counts[measure.ordinal()]++;
  }

  void addOneIf(boolean counted, Enum<?> measure) {
    counts[measure.ordinal()] += counted ? 1 : 0;
  }

  void add(long count, Enum<?> measure) {
    counts[measure.ordinal()] += count;
  }

  /** Adds the counts of the same measures. */
  Sums plus(Sums other) {
    Sums sum = new Sums(Math.max(counts.length, other.counts.length));
    for (int i = 0; i < counts.length; i++) {
      sum.counts[i] += counts[i];
    }
    for (int i = 0; i < other.counts.length; i++) {
      sum.counts[i] += other.counts[i];
    }
    return sum;
  }

  /** These counts with one of them replaced. */
  Sums with(Enum<?> measure, long count) {
    Sums changed = plus(NONE);
    changed.counts[measure.ordinal()] = count;
    return changed;
  }
}

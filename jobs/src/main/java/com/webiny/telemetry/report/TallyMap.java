package com.webiny.telemetry.report;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import scala.Tuple2;

/**
 * Adds up partial counts until they are handed on; handed on early when they grow many, so memory
 * stays bounded.
 */
final class TallyMap {
  private static final int MAX_KEYS = 50_000;

  private Map<TallyKey, Sums> counts = new HashMap<>();
  private long drains;

  /** The counts of a key, to be added to in place. */
  Sums of(TallyKey key, int measures) {
    return counts.computeIfAbsent(key, unused -> new Sums(measures));
  }

  /**
   * How often counts were handed on: what {@link #of} gave before is not to be added to any more.
   */
  long drains() {
    return drains;
  }

  boolean isFull() {
    return counts.size() >= MAX_KEYS;
  }

  /** Hands on what there is, and begins anew. */
  Iterator<Tuple2<TallyKey, Sums>> drain() {
    Iterator<Map.Entry<TallyKey, Sums>> entries = counts.entrySet().iterator();
    counts = new HashMap<>();
    drains++;
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return entries.hasNext();
      }

      @Override
      public Tuple2<TallyKey, Sums> next() {
        Map.Entry<TallyKey, Sums> entry = entries.next();
        return new Tuple2<>(entry.getKey(), entry.getValue());
      }
    };
  }
}

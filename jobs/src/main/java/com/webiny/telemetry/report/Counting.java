package com.webiny.telemetry.report;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import scala.Tuple2;

/**
 * Work that counts into a {@link TallyMap} step by step, as the iterator Spark wants: what is
 * counted is handed on as it fills.
 */
final class Counting implements Iterator<Tuple2<TallyKey, Sums>> {

  /** A walk through sorted files. */
  interface Walk extends Closeable {
    /** Counts a little more; {@code false} if there was nothing more to count. */
    boolean step() throws IOException;
  }

  private final TallyMap tallies;
  private final Walk walk;
  private Iterator<Tuple2<TallyKey, Sums>> ready = Collections.emptyIterator();
  private boolean done;

  Counting(TallyMap tallies, Walk walk) {
    this.tallies = tallies;
    this.walk = walk;
  }

  @Override
  public boolean hasNext() {
    try {
      while (!ready.hasNext() && !done) {
        done = !walk.step();
        if (done) {
          walk.close();
        }
        if (done || tallies.isFull()) {
          ready = tallies.drain();
        }
      }
      return ready.hasNext();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public Tuple2<TallyKey, Sums> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.next();
  }
}

package com.webiny.telemetry.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** One walk a day, each opened only when the one before it is done. */
final class LazyWalks implements Iterator<Counting.Walk> {

  /** Opens the walk of a day. */
  @FunctionalInterface
  interface OfDay {
    Counting.Walk open(int day) throws IOException;
  }

  private final OfDay ofDay;
  private final int toDay;
  private int nextDay;

  LazyWalks(int fromDay, int toDay, OfDay ofDay) {
    this.nextDay = fromDay;
    this.toDay = toDay;
    this.ofDay = ofDay;
  }

  @Override
  public boolean hasNext() {
    return nextDay <= toDay;
  }

  @Override
  public Counting.Walk next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    try {
      return ofDay.open(nextDay++);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}

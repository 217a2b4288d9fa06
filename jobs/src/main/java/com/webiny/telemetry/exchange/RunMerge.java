package com.webiny.telemetry.exchange;

import java.io.IOException;
import java.util.List;

/**
 * Puts runs together into one order: a heap of the runs with the first event on top, two
 * comparisons for each of its levels and event.
 */
final class RunMerge {
  private final RunCursor[] heap;
  private int size;
  private boolean begun;

  /** Begins before the first event. */
  RunMerge(List<RunCursor> runs) throws IOException {
    heap = new RunCursor[runs.size()];
    for (RunCursor run : runs) {
      if (run.advance()) {
        heap[size++] = run;
      }
    }
    for (int i = size / 2 - 1; i >= 0; i--) {
      sift(i);
    }
  }

  /** Moves to the next event; {@code false} at the end. */
  boolean advance() throws IOException {
    if (begun && size > 0) {
      if (!heap[0].advance()) {
        heap[0] = heap[--size];
      }
      sift(0);
    }
    begun = true;
    return size > 0;
  }

  /** The run that stands on the event moved to. */
  RunCursor current() {
    return heap[0];
  }

  private void sift(int from) {
    RunCursor run = heap[from];
    int at = from;
    for (int child = 2 * at + 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && heap[child + 1].isBefore(heap[child])) {
        child++;
      }
      if (!heap[child].isBefore(run)) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = run;
  }
}

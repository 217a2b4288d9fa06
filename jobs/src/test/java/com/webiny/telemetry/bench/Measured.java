package com.webiny.telemetry.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a contestant used in all its runs of a case.
 *
 * @param bytes of the input, as stored
 */
record Measured(String caseName, Contestant contestant, long bytes, List<Usage> runs) {

  /** Median, smallest and largest. */
  record Spread(double median, double min, double max) {}

  Spread wall() {
    return spread(Usage::wallSeconds);
  }

  Spread cpu() {
    return spread(Usage::cpuSeconds);
  }

  Spread peak() {
    return spread(Usage::peakMegabytes);
  }

  /** Megabytes of input, as stored, a second. */
  double megabytesPerSecond() {
    return bytes / 1e6 / wall().median();
  }

  private Spread spread(ToDoubleFunction<Usage> of) {
    double[] sorted = runs.stream().mapToDouble(of).sorted().toArray();
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1]);
  }
}

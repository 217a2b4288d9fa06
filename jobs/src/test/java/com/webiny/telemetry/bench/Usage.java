package com.webiny.telemetry.bench;

/**
 * What a process used. Negative where it is not known, as without GNU time.
 *
 * @param wallSeconds from start to end
 * @param cpuSeconds user and system, of all its threads and children
 * @param peakMegabytes the largest resident set
 */
record Usage(double wallSeconds, double cpuSeconds, double peakMegabytes) {

  /** This and what other processes used meanwhile. */
  Usage and(Usage beside) {
    boolean known = cpuSeconds >= 0 && beside.cpuSeconds >= 0;
    return new Usage(
        wallSeconds,
        known ? cpuSeconds + beside.cpuSeconds : -1,
        known ? peakMegabytes + beside.peakMegabytes : -1);
  }
}

package com.webiny.telemetry.sample;

/**
 * One thing that happened: when (milliseconds since 1970), to which machine, the position of its
 * name in {@link Names}, the version sent, and whether the machine calls itself a pipeline.
 */
record Event(long atMillis, Machine machine, int name, Releases.Version version, boolean ci) {

  /** The same by another machine. */
  Event as(Machine other) {
    return new Event(atMillis, other, name, version, ci);
  }
}

package com.webiny.telemetry.event;

import java.util.Arrays;

/**
 * The refused results, one for each bucket: the only place that makes them, since they differ in
 * nothing else.
 */
final class Refusals {

  private static final LineResult[] BY_BUCKET =
      Arrays.stream(Bucket.values()).map(LineResult.Refused::new).toArray(LineResult[]::new);

  private Refusals() {}

  static LineResult of(Bucket bucket) {
    return BY_BUCKET[bucket.ordinal()];
  }
}

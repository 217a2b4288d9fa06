package com.webiny.telemetry.event;

/**
 * What one line turned out to be: an event, or the bucket it is counted in. Never holds a byte of
 * the line.
 */
public sealed interface LineResult {

  /**
   * A line that passed every rule of the line itself.
   *
   * @param droppedFields how many fields outside the allowlist it carried (a dropped object or
   *     array counts as one)
   * @param invalidVersion whether a version was present and wrong
   * @param invalidCi whether a ci flag was present and wrong
   */
  record Accepted(
      TelemetryEvent event, int droppedFields, boolean invalidVersion, boolean invalidCi)
      implements LineResult {}

  /** A line that is only counted. */
  record Refused(Bucket bucket) implements LineResult {}
}

package com.webiny.telemetry.event;

/**
 * Whether a machine said it was a build robot. The order of the constants is the order of
 * survivors: false, true, absent.
 */
public enum Ci {
  NO,
  YES,
  UNKNOWN
}

package com.webiny.telemetry.event;

import java.util.Optional;

/**
 * One accepted line: all that is ever kept of it.
 *
 * @param receivedAtMicros microseconds since 1970-01-01T00:00:00Z
 * @param anonKeyHigh the first eight bytes of the keyed pseudonym, big-endian
 * @param anonKeyLow the last eight bytes of it, big-endian
 * @param version empty if the line had none, or a wrong one
 */
public record TelemetryEvent(
    long receivedAtMicros,
    long anonKeyHigh,
    long anonKeyLow,
    EventName event,
    Optional<ProductVersion> version,
    Ci ci) {}

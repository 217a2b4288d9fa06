package com.webiny.telemetry.table;

import com.webiny.telemetry.event.Ci;
import com.webiny.telemetry.event.EventName;

/**
 * One event, as its table holds it.
 *
 * @param version the stored text of the version, empty if there is none
 */
public record EventRow(
    long receivedAtMicros, long keyHigh, long keyLow, EventName event, String version, Ci ci) {}

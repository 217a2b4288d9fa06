package com.webiny.telemetry.table;

/**
 * A row of {@code daily_users}: one anonymous ID on one day.
 *
 * @param adminVersion empty if there is none
 * @param deployVersion empty if there is none
 */
public record DailyUserRow(
    long keyHigh,
    long keyLow,
    boolean activeAdmin,
    boolean adminCiBuilt,
    boolean activeCli,
    long adminLoads,
    long cliEvents,
    long firstAtMicros,
    long lastAtMicros,
    String adminVersion,
    String deployVersion) {}

package com.webiny.telemetry.page;

import com.webiny.telemetry.table.Column;
import java.util.Map;
import java.util.Optional;

/**
 * What the data dictionary says of a column besides its description: its unit, which follows from
 * its type and name, and of tables a made-up example, as their values are not for publication.
 */
final class Dictionary {
  private static final Map<String, String> UNITS =
      Map.of(
          "DATE", "day, UTC",
          "TIMESTAMP_MICROS", "instant, UTC, to the microsecond",
          "BIGINT", "count",
          "DOUBLE", "ratio of 0 to 1, 4 decimals",
          "BOOLEAN", "true or false",
          "STRING", "text",
          "BINARY(16)", "16 bytes");

  /** Made up: no one's values. */
  private static final Map<String, String> EXAMPLES =
      Map.ofEntries(
          Map.entry("received_at", "2026-11-22 16:03:20.881"),
          Map.entry("anon_key", "5f1c…9a07 (made up)"),
          Map.entry("event", "cli-project-deploy-end"),
          Map.entry("family", "project"),
          Map.entry("stage", "end"),
          Map.entry("version", "v5.41.0"),
          Map.entry("version_line", "v5.41.x"),
          Map.entry("channel", "stable"),
          Map.entry("ci", "false"),
          Map.entry("active_admin", "true"),
          Map.entry("admin_ci_built", "false"),
          Map.entry("active_cli", "true"),
          Map.entry("admin_loads", "12"),
          Map.entry("cli_events", "4"),
          Map.entry("first_at", "2026-11-22 08:15:00.000"),
          Map.entry("last_at", "2026-11-22 16:03:20.881"),
          Map.entry("admin_version", "v5.40.2"),
          Map.entry("deploy_version", "v5.41.0-beta.2"),
          Map.entry("started_at", "2026-11-22 15:58:01.250"),
          Map.entry("ended_at", "2026-11-22 16:03:20.881"),
          Map.entry("duration_s", "319.6"),
          Map.entry("outcome", "succeeded"),
          Map.entry("first_active_day", "2026-03-01"),
          Map.entry("first_create_day", "2026-03-01"),
          Map.entry("last_active_day", "2026-11-22"),
          Map.entry("night", "2026-11-22"),
          Map.entry("report", "daily_active_users"),
          Map.entry("date", "2026-11-20"),
          Map.entry("column", "dau"),
          Map.entry("old", "547"),
          Map.entry("new", "548"));

  private Dictionary() {}

  /** The unit of a column. */
  static String unit(Column<?> column) {
    if (column.name().endsWith("_s")) {
      return "seconds, 1 decimal";
    }
    if (column.name().equals("bytes")) {
      return "bytes";
    }
    return Optional.ofNullable(UNITS.get(column.type()))
        .orElseThrow(
            () -> new IllegalArgumentException("Dictionary knows no unit of " + column.type()));
  }

  /**
   * A made-up example of a table's column.
   *
   * @throws IllegalArgumentException if there is none: write one
   */
  static String example(Column<?> column) {
    return Optional.ofNullable(EXAMPLES.get(column.name()))
        .orElseThrow(
            () -> new IllegalArgumentException("Dictionary has no example of " + column.name()));
  }
}

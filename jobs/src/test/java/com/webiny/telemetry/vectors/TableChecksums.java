package com.webiny.telemetry.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rows and checksum of each table and {@code dt} ({@code users}: {@code all}), anon_key left out,
 * as defined in the README of the vectors. A {@code dt} without rows does not occur.
 */
public record TableChecksums(Map<String, Map<String, Part>> tables) {

  /** What the rows of one table and {@code dt} add up to. */
  public record Part(long rows, String checksum) {}

  /** The fields of each table that enter its checksum, in order, with their units. */
  private static final Map<String, List<String>> FIELDS =
      Map.of(
          "events",
          List.of(
              "received_at(micros)",
              "event",
              "family",
              "stage",
              "version",
              "version_line",
              "channel",
              "ci"),
          "daily_users",
          List.of(
              "active_admin",
              "admin_ci_built",
              "active_cli",
              "admin_loads",
              "cli_events",
              "first_at(micros)",
              "last_at(micros)",
              "admin_version",
              "deploy_version"),
          "attempts",
          List.of(
              "family",
              "version",
              "version_line",
              "channel",
              "ci",
              "started_at(micros)",
              "ended_at(micros)",
              "duration_s(tenths)",
              "outcome"),
          "users",
          List.of("first_active_day", "first_create_day", "last_active_day"));

  /** Names of the tables, sorted. */
  public static List<String> tableNames() {
    return FIELDS.keySet().stream().sorted().toList();
  }

  /** Reads a {@code tables.json}; its field lists must be the ones known here. */
  public static TableChecksums read(Path json) {
    try {
      JsonNode root = new ObjectMapper().readTree(Files.readAllBytes(json));
      Map<String, Map<String, Part>> tables = new TreeMap<>();
      for (Map.Entry<String, JsonNode> table : root.properties()) {
        List<String> fields = new ArrayList<>();
        table.getValue().get("fields").forEach(field -> fields.add(field.textValue()));
        if (!fields.equals(FIELDS.get(table.getKey()))) {
          throw new IllegalArgumentException("unknown fields of " + table.getKey());
        }
        Map<String, Part> parts = new TreeMap<>();
        for (Map.Entry<String, JsonNode> dt : table.getValue().get("dt").properties()) {
          JsonNode part = dt.getValue();
          parts.put(
              dt.getKey(), new Part(part.get("rows").longValue(), part.get("checksum").asText()));
        }
        tables.put(table.getKey(), parts);
      }
      return new TableChecksums(tables);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the published Parquet tables of a warehouse on the local file system. */
  public static TableChecksums ofWarehouse(Path warehouse) {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
      return of(duckdb, table -> publishedRows(warehouse, table));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A relation of DuckDB's SQL for each table: its columns and {@code dt}. */
  @FunctionalInterface
  public interface Relations {
    /** A FROM item with the columns of {@code table}, and {@code dt} (not for users), if any. */
    Optional<String> of(String table);
  }

  /** Computes the checksums of tables that the connection can select. */
  public static TableChecksums of(Connection duckdb, Relations relations) throws SQLException {
    Map<String, Map<String, Part>> tables = new TreeMap<>();
    for (String table : tableNames()) {
      Optional<String> relation = relations.of(table);
      tables.put(
          table, relation.isEmpty() ? Map.of() : parts(duckdb, table, relation.orElseThrow()));
    }
    return new TableChecksums(tables);
  }

  /**
   * A FROM item that reads one published table: the glob that SPEC gives analysts, {@code dt} from
   * the path; empty if no file of the table is published.
   */
  public static Optional<String> publishedRows(Path warehouse, String table) {
    Path folder = warehouse.resolve("tables").resolve(table);
    boolean perDay = !table.equals("users");
    if (!holdsParquet(folder)) {
      return Optional.empty();
    }
    String glob = literal(folder + (perDay ? "/dt=*" : "") + "/part-*.parquet");
    String dt = perDay ? ", regexp_extract(filename, 'dt=([0-9-]+)/[^/]*$', 1)::DATE AS dt" : "";
    return Optional.of(
        ("(SELECT * EXCLUDE (filename)%s FROM"
                + " read_parquet(%s, hive_partitioning=false, filename=true))")
            .formatted(dt, glob));
  }

  private static boolean holdsParquet(Path folder) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.anyMatch(file -> file.getFileName().toString().matches("part-.*\\.parquet"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Part> parts(Connection duckdb, String table, String relation)
      throws SQLException {
    String line =
        FIELDS.get(table).stream()
            .map(TableChecksums::textOf)
            .collect(Collectors.joining(", ", "concat_ws(chr(9), ", ") || chr(10)"));
    String sql =
        """
        SELECT dt, count(*), sha256(string_agg(line, '' ORDER BY line))
        FROM (SELECT %s AS dt, %s AS line FROM %s)
        GROUP BY dt
        """
            .formatted(table.equals("users") ? "'all'" : "dt::VARCHAR", line, relation);
    Map<String, Part> parts = new TreeMap<>();
    try (Statement statement = duckdb.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        parts.put(rows.getString(1), new Part(rows.getLong(2), rows.getString(3)));
      }
    }
    return parts;
  }

  private static String textOf(String field) {
    String column = columnOf(field);
    String text =
        switch (field.substring(column.length())) {
          case "(micros)" -> "epoch_us(" + column + ")";
          case "(tenths)" -> "round(" + column + " * 10)::BIGINT";
          default -> column;
        };
    return "coalesce((" + text + ")::VARCHAR, '\\N')";
  }

  private static String columnOf(String field) {
    return field.replaceFirst("\\(.*", "");
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}

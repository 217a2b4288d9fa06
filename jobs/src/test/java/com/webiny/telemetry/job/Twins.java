package com.webiny.telemetry.job;

import com.webiny.telemetry.vectors.CsvCompare;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** Holds each published CSV against its Parquet twin, as DuckDB reads it. */
final class Twins {
  private static final Set<String> TYPES = Set.of("DATE", "BIGINT", "DOUBLE", "BOOLEAN", "VARCHAR");

  private Twins() {}

  /** What differs in any report, rows in their order and all columns; empty if nothing does. */
  static List<String> differences(Path warehouse) throws IOException, SQLException {
    List<String> found = new ArrayList<>();
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
      for (Path csv : Site.files(warehouse.resolve("reports"))) {
        String name = csv.getFileName().toString();
        if (name.endsWith(".csv") && !name.equals("restatements.csv")) { // A log, without a twin.
          Path twin = csv.resolveSibling(name.replaceFirst("\\.csv$", ".parquet"));
          CsvCompare.differences(Files.readString(csv), text(duckdb, twin), Set.of())
              .forEach(difference -> found.add(name + ": " + difference));
        }
      }
    }
    return found;
  }

  /** The rows of a twin, in their order, as the CSV would write them. */
  private static String text(Connection duckdb, Path parquet) throws SQLException {
    String path = "read_parquet('" + parquet.toString().replace("'", "''") + "'";
    String file = path + ")";
    List<String> names = new ArrayList<>();
    List<String> cells = new ArrayList<>();
    StringJoiner csv = new StringJoiner("\n", "", "\n");
    try (Statement statement = duckdb.createStatement();
        ResultSet columns = statement.executeQuery("DESCRIBE SELECT * FROM " + file)) {
      while (columns.next()) {
        String name = columns.getString(1);
        String type = columns.getString(2);
        if (!TYPES.contains(type)) {
          throw new AssertionError(parquet.getFileName() + " " + name + " is a " + type);
        }
        names.add(name);
        String quoted = '"' + name + '"';
        String text =
            type.equals("DOUBLE")
                ? "printf('%." + (name.endsWith("_s") ? 1 : 4) + "f', " + quoted + ")"
                : quoted + "::VARCHAR";
        cells.add("coalesce(" + text + ", '')");
      }
    }
    csv.add(String.join(",", names));
    String line = cells.stream().collect(Collectors.joining(", ", "concat_ws(',', ", ")"));
    String sql =
        "SELECT " + line + " FROM " + path + ", file_row_number = true) ORDER BY file_row_number";
    try (Statement statement = duckdb.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        csv.add(rows.getString(1));
      }
    }
    return csv.toString();
  }
}

package com.webiny.telemetry.opinion;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Runs SQL: whole scripts from the test resources, or a statement. */
public final class Scripts {

  private Scripts() {}

  /** Runs {@code opinion/<name>.sql} from the test resources. */
  static void run(Connection duckdb, String name) throws SQLException, IOException {
    runFile(duckdb, "opinion/" + name);
  }

  /** Runs {@code <path>.sql} from the test resources. */
  public static void runFile(Connection duckdb, String path) throws SQLException, IOException {
    try (InputStream sql = Scripts.class.getResourceAsStream("/" + path + ".sql")) {
      execute(duckdb, new String(sql.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** Runs statements. */
  public static void execute(Connection duckdb, String sql) throws SQLException {
    try (Statement statement = duckdb.createStatement()) {
      statement.execute(sql);
    }
  }
}

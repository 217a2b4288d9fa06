package com.webiny.telemetry.opinion;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Runs the SQL of this package: whole scripts, or a statement. */
final class Scripts {

  private Scripts() {}

  /** Runs {@code opinion/<name>.sql} from the test resources. */
  static void run(Connection duckdb, String name) throws SQLException, IOException {
    try (InputStream sql = Scripts.class.getResourceAsStream("/opinion/" + name + ".sql")) {
      execute(duckdb, new String(sql.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  static void execute(Connection duckdb, String sql) throws SQLException {
    try (Statement statement = duckdb.createStatement()) {
      statement.execute(sql);
    }
  }
}

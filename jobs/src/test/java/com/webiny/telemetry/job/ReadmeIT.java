package com.webiny.telemetry.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the README shows of the sample's warehouse is what a run gives; its shell commands are run
 * by {@code .ci/run}.
 */
final class ReadmeIT {
  private static final Path README = Path.of("..", "README.md");

  @TempDir private Path folder;

  @Test
  void theExcerptAndTheQueriesAreOfTheSample() throws Exception {
    Path key = folder.resolve("id.key");
    Files.write(key, new byte[64]);
    key.toFile().setReadable(false, false);
    key.toFile().setReadable(true, true);
    Path warehouse = folder.resolve("warehouse");
    JobRun.Result run =
        JobRun.embedded()
            .run(
                "nightly",
                "--raw",
                Path.of("..", "sample-data", "raw").toString(),
                "--warehouse",
                warehouse.toString(),
                "--id-key-file",
                key.toString(),
                "--date",
                "2026-11-22");
    assertThat(run.code()).as(run.err()).isZero();

    JobRun.Result verified = JobRun.embedded().run("verify", "--warehouse", warehouse.toString());
    assertThat(verified.code()).as(verified.err()).isZero();

    List<String> excerpt = block("csv");
    assertThat(Files.readAllLines(warehouse.resolve("reports/daily_active_users.csv")))
        .containsAll(excerpt)
        .startsWith(excerpt.get(0))
        .endsWith(excerpt.subList(1, excerpt.size()).toArray(String[]::new));

    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      List<String> queries = block("sql");
      assertThat(queries).isNotEmpty();
      for (String query : queries) {
        try (ResultSet rows =
            statement.executeQuery(query.replace("'warehouse/", "'" + warehouse + "/"))) {
          assertThat(rows.next()).as(query).isTrue();
        }
      }
    }
  }

  private static List<String> block(String language) throws Exception {
    List<String> lines = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(README)) {
      if (line.equals("```")) {
        inside = false;
      }
      if (inside) {
        lines.add(line);
      }
      if (line.equals("```" + language)) {
        inside = true;
      }
    }
    return lines;
  }
}

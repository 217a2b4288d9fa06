package com.webiny.telemetry.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.report.Reports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every query of RECIPES.md gives, on a fresh run of the sample, the table that stands below it.
 * After a change, write the tables anew with {@code mvn verify -Dit.test=RecipesIT -Dtest=NoSuch
 * -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.write=true}.
 */
final class RecipesIT {
  private static final Path RECIPES = Path.of("RECIPES.md");
  private static final Path SAMPLE = Path.of("..", "sample-data", "raw");
  private static final String LATE = "dt=2026-11-18/edge-us-2.late.ndjson.gz";

  @TempDir private static Path project;

  /** The folder of a reader after run-local.sh and the commands of the recipe on restatements. */
  @BeforeAll
  static void runTheSample() throws IOException {
    Site.in(project, SAMPLE).publish("2026-11-22");
    Site late = Site.in(project.resolve(".local/recipes"));
    copyLastDaysWithoutLateFile(late.raw());
    late.publish("2026-11-19");
    Files.copy(SAMPLE.resolve(LATE), late.raw().resolve(LATE), StandardCopyOption.COPY_ATTRIBUTES);
    late.publish("2026-11-20");
  }

  @Test
  void everyQueryGivesTheTableBelowIt() throws Exception {
    RecipeBook recipes = RecipeBook.read(RECIPES);
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
      try (Statement statement = duckdb.createStatement()) {
        statement.execute("SET file_search_path = '" + project + "'");
      }
      if (Boolean.getBoolean("docs.write")) {
        RecipeBook written = recipes.with(sql -> ask(duckdb, sql));
        Files.writeString(RECIPES, String.join("\n", written.lines()) + "\n");
        return;
      }
      assertThat(recipes.queries()).hasSizeGreaterThan(20);
      for (RecipeBook.Query query : recipes.queries()) {
        assertThat(query.result()).as(query.sql()).isEqualTo(ask(duckdb, query.sql()));
      }
    }
  }

  /** So that no sentence keeps a number that its recipe no longer gives. */
  @Test
  void everyAnswerIsACellOfItsRecipe() throws IOException {
    RecipeBook recipes = RecipeBook.read(RECIPES);
    assertThat(recipes.answers()).isGreaterThan(20);
    assertThat(recipes.answersWithoutCell()).isEmpty();
  }

  /** RECIPES.md says so: then no choice of an encoding can spoil a cell. */
  @Test
  void theReportsAreAscii() throws IOException {
    List<Path> reports =
        Site.files(project.resolve("warehouse/reports")).stream()
            .filter(file -> file.toString().endsWith(".csv"))
            .toList();
    assertThat(reports).hasSize(Reports.all().size() + 1);
    for (Path report : reports) {
      assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(Files.readString(report)))
          .as(report.getFileName().toString())
          .isTrue();
    }
  }

  private static List<String> ask(Connection duckdb, String sql) throws SQLException {
    try (Statement statement = duckdb.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return MarkdownTable.of(rows);
    } catch (SQLException e) {
      throw new SQLException("A query of RECIPES.md does not run: " + sql, e);
    }
  }

  private static void copyLastDaysWithoutLateFile(Path raw) throws IOException {
    try (Stream<Path> all = Files.walk(SAMPLE)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Path name = SAMPLE.relativize(file);
        if (name.toString().matches("dt=2026-11-[12].*") && !name.equals(Path.of(LATE))) {
          Path copy = raw.resolve(name);
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }
}

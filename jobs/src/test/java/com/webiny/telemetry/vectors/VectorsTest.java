package com.webiny.telemetry.vectors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorsTest {

  @TempDir Path temp;

  @Test
  void everyCaseUnpacksWithItsCommandAndSevenExpectedReports() {
    for (String name : Vectors.names()) {
      VectorCase vectors = Vectors.unpack(name, temp);
      assertThat(vectors.args()).as(name).startsWith("nightly", "--date");
      assertThat(vectors.reports()).as(name).hasSize(7);
      assertThat(vectors.expectedTables().tables()).as(name).hasSize(4);
    }
  }

  @Test
  void optionsComeFromTheCommandOfTheCase() {
    VectorCase first = Vectors.unpack("case-01", temp);
    assertThat(first.date()).isEqualTo(LocalDate.of(2026, 7, 1));
    assertThat(first.minCellSize()).isEqualTo(1);
    assertThat(Vectors.unpack("week", temp).minCellSize()).isEqualTo(5);
  }

  @Test
  void oddNamesSurviveUnpackingAndLateFilesReplaceTheirForerunners() throws Exception {
    VectorCase vectors = Vectors.unpack("late-week", temp);
    Path day = vectors.raw().resolve("dt=2024-02-29");
    Path odd = day.resolve("edge [eu] {4} 100% #1.ndjson");
    assertThat(day.resolve("edge-ü-5.ndjson.gz")).exists();
    assertThat(odd).doesNotExist();
    vectors.copyLate();
    assertThat(odd).exists();
    assertThat(Files.getLastModifiedTime(odd)).isGreaterThan(Vectors.UNPACKED_AT);
    assertThat(vectors.hasLate()).isTrue();
  }

  @Test
  void differencesNameRowAndColumnAndSpareTheIgnoredOnes() {
    String expected = "date,users,revision\n2026-07-01,5,1\n";
    String actual = "date,users,revision\n2026-07-01,6,2\n";
    assertThat(CsvCompare.differences(expected, actual, Set.of("revision")))
        .containsExactly("row 1 (2026-07-01) users: expected '5' but was '6'");
    assertThat(CsvCompare.differences(expected, expected + "x,1,1\n", Set.of()))
        .containsExactly("rows: expected 1 but was 2");
    assertThat(CsvCompare.differences(expected, "date\n", Set.of()))
        .containsExactly("header: expected [date, users, revision] but was [date]");
  }

  @Test
  void csvIsReadStrictly() {
    assertThat(CsvCompare.parse("a,b\n\"x,\"\"y\"\"\",\n"))
        .containsExactly(List.of("a", "b"), List.of("x,\"y\"", ""));
    for (String wrong : List.of("a", "a\r\n", "\uFEFFa\n", "a\"b\n", "\"a\"b\n", "a,\n,")) {
      assertThatThrownBy(() -> CsvCompare.parse(wrong))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aChecksumCoversSortedRowsWithUnitsAndNulls() throws Exception {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute(
          "COPY (SELECT * FROM (VALUES (DATE '2026-07-02', NULL::DATE, DATE '2026-07-03'),"
              + " (DATE '2026-07-01', NULL, DATE '2026-07-01'))"
              + " t(first_active_day, first_create_day, last_active_day)) TO '"
              + Files.createDirectories(temp.resolve("tables/users")).resolve("part-00000.parquet")
              + "' (FORMAT parquet)");
    }
    String text = "2026-07-01\t\\N\t2026-07-01\n2026-07-02\t\\N\t2026-07-03\n";
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    TableChecksums found = TableChecksums.ofWarehouse(temp);
    assertThat(found.tables().get("users"))
        .containsOnlyKeys("all")
        .containsValue(new TableChecksums.Part(2, HexFormat.of().formatHex(hash)));
    assertThat(found.tables().get("events")).isEmpty();
  }
}

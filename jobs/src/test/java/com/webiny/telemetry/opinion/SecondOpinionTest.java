package com.webiny.telemetry.opinion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.webiny.telemetry.opinion.SecondOpinion.Question;
import com.webiny.telemetry.vectors.CsvCompare;
import com.webiny.telemetry.vectors.TableChecksums;
import com.webiny.telemetry.vectors.VectorCase;
import com.webiny.telemetry.vectors.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecondOpinionTest {

  private static final LocalDate DAY = LocalDate.of(2026, 7, 1);
  private static final String ID = "00000000-0000-4000-8000-00000000000A";

  private static final byte[] KEY = new byte[32];

  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(ints = {32, 64, 65, 200})
  void anonKeyIsTheFirstHalfOfTheHmacOfTheLowerCasedId(int keyBytes) throws Exception {
    byte[] key = new byte[keyBytes];
    Arrays.fill(key, (byte) 0xa7);
    write(DAY, "a.ndjson", line(DAY + "T10:00:00Z"));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    byte[] expected = Arrays.copyOf(mac.doFinal(ID.toLowerCase(Locale.ROOT).getBytes(UTF_8)), 16);
    try (SecondOpinion opinion = SecondOpinion.on(Question.nightly(temp, DAY, 5, 7), key);
        Statement statement = opinion.connection().createStatement();
        ResultSet rows = statement.executeQuery("SELECT lower(hex(anon_key)) FROM users")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).isEqualTo(HexFormat.of().formatHex(expected));
    }
  }

  @Test
  void aPublishedTableIsComparedRowByRow() throws Exception {
    VectorCase vectors = Vectors.unpack("late-week", temp);
    Path warehouse = temp.resolve("warehouse");
    Question question = Question.nightly(vectors.raw(), vectors.date(), 5, 7);
    try (SecondOpinion opinion = SecondOpinion.on(question, KEY)) {
      for (String table : TableChecksums.tableNames()) {
        assertThat(opinion.tableDifferences(table, warehouse)).as(table).hasSize(21);
        publish(opinion.connection(), table, warehouse);
        assertThat(opinion.tableDifferences(table, warehouse)).as(table).isEmpty();
      }
      assertThat(TableChecksums.ofWarehouse(warehouse)).isEqualTo(opinion.tableChecksums());
      Scripts.execute(
          opinion.connection(),
          "UPDATE users SET anon_key = unhex('00') WHERE anon_key = (SELECT min(anon_key) FROM"
              + " users)");
      assertThat(opinion.tableDifferences("users", warehouse))
          .hasSize(2)
          .anyMatch(row -> row.startsWith("missing"))
          .anyMatch(row -> row.startsWith("surplus"));
    }
  }

  @Test
  void aBackfillReadsTheFoldersAroundItsDaysAndPublishesOnlyThese() throws Exception {
    LocalDate next = DAY.plusDays(1);
    write(DAY.minusDays(1), "a", line(DAY + "T00:00:01Z"));
    write(DAY, "a", line(DAY + "T10:00:00Z") + line(next + "T10:00:00Z"));
    write(next, "a", line(DAY + "T23:59:59Z"));
    write(next.plusDays(1), "a", line(DAY + "T23:59:58Z"));
    try (SecondOpinion opinion = SecondOpinion.on(Question.backfill(temp, DAY, DAY, 5, 7), KEY)) {
      assertThat(opinion.csv("daily_active_users").lines().skip(1))
          .containsExactly("2026-07-01,1,1,0,0,,,,,,,3,false,1");
    }
  }

  @Test
  void aFileThatEndsEarlyIsDamagedInAnOlderFolder() throws Exception {
    write(DAY.minusDays(1), "a.zst", new String(new byte[] {0x28}, UTF_8));
    Files.write(folder(DAY.minusDays(1)).resolve("b.gz"), new byte[] {0x1f, (byte) 0x8b, 8});
    write(DAY, "a", line(DAY + "T10:00:00Z"));
    assertThatThrownBy(() -> SecondOpinion.on(Question.nightly(temp, DAY, 5, 7), KEY))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("b.gz")
        .hasMessageContaining("ends early");
  }

  @ParameterizedTest
  @ValueSource(strings = {"case-16", "case-21", "case-23", "case-28", "case-30"})
  void cleanLogsReadByTheDatabaseGiveTheSame(String name) throws Exception {
    VectorCase vectors = Vectors.unpack(name, temp);
    Question question = Question.nightly(vectors.raw(), vectors.date(), vectors.minCellSize(), 7);
    try (SecondOpinion strict = SecondOpinion.on(question, KEY);
        SecondOpinion clean = SecondOpinion.onClean(question, KEY)) {
      for (String report : SecondOpinion.ALL_REPORTS) {
        assertThat(
                CsvCompare.differences(
                    strict.csv(report), clean.csv(report), Set.of("dropped_fields")))
            .as(report)
            .isEmpty();
      }
      assertThat(clean.tableChecksums()).isEqualTo(strict.tableChecksums());
    }
  }

  @Test
  void versionsRankByPrecedence() throws Exception {
    List<String> rising =
        List.of(
            "0.0.0-unstable",
            "5.9.9",
            "5.10.0-alpha",
            "5.10.0-beta",
            "5.10.0-beta.0",
            "5.10.0-beta.9",
            "5.10.0-beta.10",
            "5.10.0-beta.1000",
            "5.10.0-canary",
            "5.10.0-dev",
            "5.10.0-next",
            "5.10.0-pre",
            "5.10.0-pre.1",
            "5.10.0-preview",
            "5.10.0-rc",
            "5.10.0-unstable",
            "5.10.0",
            "5.10.2",
            "5.10.10",
            "10.0.0",
            "99999.0.0");
    StringBuilder lines = new StringBuilder();
    for (int i = rising.size() - 1; i >= 0; i--) {
      lines.append(
          line(DAY + "T10:00:%02dZ".formatted(i))
              .replace("}", ",\"properties\":{\"version\":\"" + rising.get(i) + "\"}}"));
    }
    write(DAY, "a", lines.toString());
    try (SecondOpinion opinion = SecondOpinion.on(Question.nightly(temp, DAY, 1, 7), KEY);
        Statement statement = opinion.connection().createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT string_agg(version[2:], ' ' ORDER BY rank) FROM versions")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).isEqualTo(String.join(" ", rising));
    }
  }

  @Test
  void beyondTwoHundredRowsTheLowestAmongEqualLinesFoldFirst() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int minor = 0; minor < 203; minor++) {
      lines.append(deploy(DAY, minor, "5." + minor + ".0"));
    }
    write(DAY, "a", lines.toString());
    try (SecondOpinion opinion = SecondOpinion.on(Question.nightly(temp, DAY, 1, 7), KEY)) {
      List<String> rows = opinion.csv("deploy_success_by_version").lines().skip(1).toList();
      assertThat(rows).hasSize(201);
      assertThat(rows.get(0)).startsWith("2026-07-01,project,v5.202.x,1,");
      assertThat(rows.get(199)).startsWith("2026-07-01,project,v5.3.x,1,");
      assertThat(rows.get(200)).isEqualTo("2026-07-01,project,(other),3,0,0,0,3,0,,3,false,1");
    }
  }

  @Test
  void beyondTwoHundredRowsTheTransitionsFromTheLowestVersionsFoldFirst() throws Exception {
    LocalDate later = DAY.plusDays(7);
    StringBuilder before = new StringBuilder();
    StringBuilder after = new StringBuilder();
    for (int minor = 0; minor < 203; minor++) {
      before.append(deploy(DAY, minor, "5." + minor + ".0"));
      after.append(deploy(later, minor, "6." + (202 - minor) + ".0"));
    }
    write(DAY, "a", before.toString());
    write(later, "a", after.toString());
    try (SecondOpinion opinion = SecondOpinion.on(Question.nightly(temp, later, 1, 7), KEY)) {
      List<String> rows = opinion.csv("version_transitions").lines().skip(1).toList();
      assertThat(rows).hasSize(201);
      assertThat(rows.get(0)).startsWith("2026-07-08,v5.202.0,v6.0.0,upgrade_major,1,");
      assertThat(rows.get(199)).startsWith("2026-07-08,v5.3.0,v6.199.0,upgrade_major,1,");
      assertThat(rows.get(200)).isEqualTo("2026-07-08,(other),(other),other,3,false,1");
    }
  }

  private static String deploy(LocalDate day, int id, String version) {
    return """
    {"received_at":"%sT10:00:00Z","event":"project-deploy-start",\
    "anonymous_id":"00000000-0000-4000-8000-%012d","properties":{"version":"%s"}}
    """
        .formatted(day, id + 1, version);
  }

  private Path folder(LocalDate day) throws IOException {
    return Files.createDirectories(temp.resolve("dt=" + day));
  }

  private void write(LocalDate day, String name, String content) throws IOException {
    Files.writeString(folder(day).resolve(name), content);
  }

  private static String line(String receivedAt) {
    return "{\"received_at\":\"%s\",\"event\":\"app-start\",\"anonymous_id\":\"%s\"}\n"
        .formatted(receivedAt, ID);
  }

  /** Writes a table as the job would lay it out. */
  private static void publish(Connection duckdb, String table, Path warehouse) throws Exception {
    Path folder = Files.createDirectories(warehouse.resolve("tables").resolve(table));
    if (table.equals("users")) {
      Scripts.execute(
          duckdb, "COPY users TO '" + folder.resolve("part-00000.parquet") + "' (FORMAT parquet)");
      return;
    }
    for (String dt :
        List.of(
            "2024-02-26",
            "2024-02-27",
            "2024-02-28",
            "2024-02-29",
            "2024-03-01",
            "2024-03-02",
            "2024-03-03")) {
      Path part = Files.createDirectories(folder.resolve("dt=" + dt)).resolve("part-00000.parquet");
      Scripts.execute(
          duckdb,
          "COPY (SELECT * EXCLUDE (dt) FROM %s WHERE dt = DATE '%s') TO '%s' (FORMAT parquet)"
              .formatted(table, dt, part));
    }
  }
}

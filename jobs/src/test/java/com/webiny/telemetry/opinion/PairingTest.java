package com.webiny.telemetry.opinion;

import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.opinion.NaivePairing.Attempt;
import com.webiny.telemetry.opinion.NaivePairing.Step;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows against a stack: the pairing in SQL and the pairing as told give the same attempts. */
class PairingTest {

  private static final int MOST_OPEN = 3;
  private static final int PARTITIONS = 3_000;
  private static final long HOUR_MICROS = 3_600_000_000L;
  private static final LocalDate NEWEST = LocalDate.of(2026, 7, 2);
  private static final long END_MICROS =
      NEWEST.plusDays(1).atStartOfDay().toEpochSecond(ZoneOffset.UTC) * 1_000_000;
  private static final List<String> STAGES = List.of("start", "error", "error-graceful", "end");
  private static final Comparator<Step> ORDER =
      Comparator.comparingLong(Step::atMicros).thenComparing(s -> STAGES.indexOf(s.stage()));

  @ParameterizedTest
  @ValueSource(strings = {"create", "project", "app"})
  void windowsPairWhatAStackPairs(String family) throws Exception {
    long timeout = (family.equals("create") ? 2 : 6) * HOUR_MICROS;
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
      Scripts.execute(duckdb, "SET VARIABLE first_day = DATE '2026-07-01'");
      Scripts.execute(duckdb, "SET VARIABLE newest_day = DATE '" + NEWEST + "'");
      Scripts.execute(duckdb, "SET VARIABLE most_open = " + MOST_OPEN + "::BIGINT");
      for (String script : List.of("01_raw", "02_lines", "03_tables")) {
        Scripts.run(duckdb, script);
      }
      Map<String, List<Attempt>> told = insertRandomEvents(duckdb, family, timeout);
      Scripts.run(duckdb, "04_attempts");
      Map<String, List<Attempt>> paired = attempts(duckdb);
      told.values().forEach(list -> list.sort(Comparator.comparing(Attempt::toString)));
      paired.values().forEach(list -> list.sort(Comparator.comparing(Attempt::toString)));
      told.values().removeIf(List::isEmpty);
      assertThat(paired).isEqualTo(told);
    }
  }

  /** Fills the table events; returns what the stack makes of each ID. */
  private static Map<String, List<Attempt>> insertRandomEvents(
      Connection duckdb, String family, long timeout) throws SQLException {
    Random random = new Random(family.hashCode());
    Map<String, List<Attempt>> told = new HashMap<>();
    Scripts.execute(
        duckdb, "CREATE TABLE steps (key VARCHAR, event VARCHAR, stage VARCHAR, micros BIGINT)");
    try (DuckDBAppender rows =
        duckdb.unwrap(DuckDBConnection.class).createAppender("main", "steps")) {
      for (int i = 0; i < PARTITIONS; i++) {
        List<Step> steps = randomSteps(random, timeout);
        String key = "%032x".formatted(i);
        told.put(
            key, NaivePairing.pair(steps, family.equals("create"), timeout, END_MICROS, MOST_OPEN));
        for (Step step : steps) {
          rows.beginRow().append(key).append(prefix(family) + step.stage());
          rows.append(step.stage()).append(step.atMicros()).endRow();
        }
      }
    }
    Scripts.execute(
        duckdb,
        "INSERT INTO events (dt, received_at, anon_key, event, family, stage, version, version_line, channel, ci)"
            + " SELECT make_timestamp(micros)::DATE, make_timestamp(micros),"
            + " unhex(key), event, '"
            + family
            + "', stage, NULL, NULL, 'unknown', NULL FROM steps");
    return told;
  }

  private static String prefix(String family) {
    return switch (family) {
      case "create" -> "cli-create-webiny-project-";
      case "project" -> "cli-project-deploy-";
      default -> "cli-pulumi-command-deploy-";
    };
  }

  /** Up to 14 steps on a coarse clock, so that exact timeouts and equal instants are common. */
  private static List<Step> randomSteps(Random random, long timeout) {
    TreeSet<Step> steps = new TreeSet<>(ORDER);
    int count = 1 + random.nextInt(14);
    long at = END_MICROS - (4 + random.nextInt(30)) * timeout / 4;
    for (int i = 0; i < count && at < END_MICROS; i++) {
      String stage = STAGES.get(Math.max(0, random.nextInt(6) - 2));
      steps.add(new Step(stage, at));
      long[] pauses = {0, 1, timeout / 4, timeout / 4, timeout / 2, timeout, timeout + 1};
      at += pauses[random.nextInt(pauses.length)];
    }
    return new ArrayList<>(steps);
  }

  private static Map<String, List<Attempt>> attempts(Connection duckdb) throws Exception {
    Map<String, List<Attempt>> attempts = new HashMap<>();
    try (Statement statement = duckdb.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT lower(hex(anon_key)), epoch_us(started_at), epoch_us(ended_at), outcome"
                    + " FROM attempts")) {
      while (rows.next()) {
        attempts
            .computeIfAbsent(rows.getString(1), key -> new ArrayList<>())
            .add(new Attempt(micros(rows, 2), micros(rows, 3), rows.getString(4)));
      }
    }
    return attempts;
  }

  private static Long micros(ResultSet rows, int column) throws Exception {
    long micros = rows.getLong(column);
    return rows.wasNull() ? null : Long.valueOf(micros);
  }
}

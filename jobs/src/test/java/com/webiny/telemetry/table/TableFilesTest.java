package com.webiny.telemetry.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.event.Ci;
import com.webiny.telemetry.event.EventName;
import com.webiny.telemetry.event.Family;
import com.webiny.telemetry.storage.Storage;
import com.webiny.telemetry.storage.Storages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link TableWriter} writes, {@link TableReader} and an engine of its own read. */
class TableFilesTest {
  private static final int ROWS = 3_000;
  private static final List<String> VERSIONS =
      List.of("", "v5.41.0", "v5.42.0-beta.2", "v0.0.0-unstable", "v5.39.10");

  @TempDir Path temp;

  private Storage storage;

  @BeforeEach
  void prepare() throws Exception {
    storage = Storages.reading("--raw", temp.toString(), () -> new Configuration(false)).storage();
  }

  /** A table and made-up rows of it. */
  record Sample<R>(Table<R> table, List<R> rows) {
    @Override
    public String toString() {
      return table.name();
    }
  }

  static Stream<Sample<?>> samples() {
    return Stream.of(
        new Sample<>(Tables.EVENTS, events(ROWS)),
        new Sample<>(Tables.DAILY_USERS, dailyUsers()),
        new Sample<>(Tables.ATTEMPTS, attempts()),
        new Sample<>(Tables.USERS, users()));
  }

  @ParameterizedTest
  @MethodSource("samples")
  <R> void allColumnsComeBackAsAnotherEngineReadsThem(Sample<R> sample) throws Exception {
    Path file = temp.resolve("a.parquet");
    write(sample, file);
    List<String> names = sample.table().columns().stream().map(Column::name).toList();
    assertThat(read(sample.table(), file, names, new Random(1), 1.0))
        .isEqualTo(duckdb(file, names, sample.table()));
  }

  @Test
  void eventsComeBackAsTheyWereWritten() throws Exception {
    List<EventRow> rows = events(ROWS);
    Path file = temp.resolve("a.parquet");
    write(new Sample<>(Tables.EVENTS, rows), file);
    List<String> expected = new ArrayList<>();
    for (EventRow row : rows) {
      expected.add(
          row.receivedAtMicros()
              + "|"
              + key(row.keyHigh(), row.keyLow())
              + "|"
              + row.event().text()
              + "|"
              + (row.version().isEmpty() ? null : row.version())
              + "|"
              + (row.ci() == Ci.UNKNOWN ? null : row.ci() == Ci.YES));
    }
    List<String> names = List.of("received_at", "anon_key", "event", "version", "ci");
    assertThat(read(Tables.EVENTS, file, names, new Random(1), 1.0)).isEqualTo(expected);
  }

  /** A value nobody asked for must be passed over, or the next rows would get it. */
  @ParameterizedTest
  @MethodSource("samples")
  <R> void anyColumnsInAnyOrderReadOrNotReadDoNotShiftOthers(Sample<R> sample) throws Exception {
    Path file = temp.resolve("a.parquet");
    write(sample, file);
    Random random = new Random(11);
    for (int round = 0; round < 20; round++) {
      List<String> names =
          new ArrayList<>(sample.table().columns().stream().map(Column::name).toList());
      Collections.shuffle(names, random);
      names = names.subList(0, 1 + random.nextInt(names.size()));
      List<String> expected = duckdb(file, names, sample.table());
      List<String> found = read(sample.table(), file, names, random, 0.5);
      assertThat(found).hasSameSizeAs(expected);
      for (int i = 0; i < expected.size(); i++) {
        List<String> want = List.of(expected.get(i).split("\\|", -1));
        List<String> got = List.of(found.get(i).split("\\|", -1));
        for (int column = 0; column < names.size(); column++) {
          if (!got.get(column).equals("-")) {
            assertThat(got.get(column)).as("row %s of %s", i, names).isEqualTo(want.get(column));
          }
        }
      }
    }
  }

  @Test
  void severalRowGroupsAreReadOneAfterAnother() throws Exception {
    int rows = 2 * 131_072 + 5;
    Path file = temp.resolve("a.parquet");
    WrittenFile written = write(new Sample<>(Tables.EVENTS, events(rows)), file);
    assertThat(written.rows()).isEqualTo(rows);
    assertThat(query("SELECT count(DISTINCT row_group_id) FROM parquet_metadata('" + file + "')"))
        .containsExactly("3");
    List<String> names = List.of("version", "anon_key");
    assertThat(read(Tables.EVENTS, file, names, new Random(1), 1.0))
        .isEqualTo(duckdb(file, names, Tables.EVENTS));
  }

  @Test
  void aFileWithoutRowsHasTheSchemaAndNoRow() throws Exception {
    Path file = temp.resolve("a.parquet");
    assertThat(write(new Sample<>(Tables.USERS, List.of()), file).rows()).isZero();
    assertThat(read(Tables.USERS, file, List.of("anon_key"), new Random(1), 1.0)).isEmpty();
    assertThat(query("SELECT * FROM read_parquet('" + file + "')")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("samples")
  <R> void theSameRowsAreTheSameBytesAndAreNamedByThem(Sample<R> sample) throws Exception {
    Path first = temp.resolve("a.parquet");
    Path second = temp.resolve("deeper/b.parquet");
    WrittenFile written = write(sample, first);
    WrittenFile again = write(sample, second);
    byte[] bytes = Files.readAllBytes(first);
    assertThat(Files.readAllBytes(second)).isEqualTo(bytes);
    assertThat(written.bytes()).isEqualTo(bytes.length);
    assertThat(written.sha256())
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)))
        .isEqualTo(again.sha256());
    assertThat(written.rows()).isEqualTo(sample.rows().size());
  }

  @Test
  void typesAreThoseOfTheContract() throws Exception {
    assertThat(types(Tables.EVENTS))
        .isEqualTo(
            "received_at TIMESTAMP WITH TIME ZONE, anon_key BLOB, event VARCHAR, family VARCHAR, stage VARCHAR,"
                + " version VARCHAR, version_line VARCHAR, channel VARCHAR, ci BOOLEAN");
    assertThat(types(Tables.DAILY_USERS))
        .isEqualTo(
            "anon_key BLOB, active_admin BOOLEAN, admin_ci_built BOOLEAN, active_cli BOOLEAN, admin_loads BIGINT,"
                + " cli_events BIGINT, first_at TIMESTAMP WITH TIME ZONE, last_at TIMESTAMP WITH TIME ZONE,"
                + " admin_version VARCHAR, deploy_version VARCHAR");
    assertThat(types(Tables.ATTEMPTS))
        .isEqualTo(
            "anon_key BLOB, family VARCHAR, version VARCHAR, version_line VARCHAR, channel VARCHAR, ci BOOLEAN,"
                + " started_at TIMESTAMP WITH TIME ZONE, ended_at TIMESTAMP WITH TIME ZONE, duration_s DOUBLE,"
                + " outcome VARCHAR");
    assertThat(types(Tables.USERS))
        .isEqualTo(
            "anon_key BLOB, first_active_day DATE, first_create_day DATE, last_active_day DATE");
  }

  @ParameterizedTest
  @MethodSource("samples")
  <R> void storageIsAsTheContractSays(Sample<R> sample) throws Exception {
    Path file = temp.resolve("a.parquet");
    write(sample, file);
    assertThat(query("SELECT DISTINCT compression FROM parquet_metadata('" + file + "')"))
        .containsExactly("ZSTD");
    assertThat(
            query(
                "SELECT name, type_length FROM parquet_schema('"
                    + file
                    + "') WHERE type = 'FIXED_LEN_BYTE_ARRAY'"))
        .containsExactly("anon_key|16");
    assertThat(query("SELECT name FROM parquet_schema('" + file + "') WHERE type = 'INT96'"))
        .isEmpty();
    assertThat(
            query(
                "SELECT DISTINCT logical_type FROM parquet_schema('"
                    + file
                    + "') WHERE logical_type LIKE '%Timestamp%'"))
        .allMatch(type -> type.contains("isAdjustedToUTC=1") && type.contains("MICROS"));
    List<String> nullable =
        query("SELECT name FROM parquet_schema('" + file + "') WHERE repetition_type = 'OPTIONAL'");
    assertThat(nullable)
        .isEqualTo(
            sample.table().columns().stream().filter(Column::nullable).map(Column::name).toList());
  }

  private String types(Table<?> table) throws Exception {
    Path file = temp.resolve("types.parquet");
    write(new Sample<>(table, List.of()), file);
    return query(
            "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet('"
                + file
                + "'))")
        .stream()
        .map(line -> line.replace('|', ' '))
        .collect(Collectors.joining(", "));
  }

  private <R> WrittenFile write(Sample<R> sample, Path file) throws Exception {
    try (TableWriter<R> writer = TableWriter.create(sample.table(), storage, file.toString())) {
      for (R row : sample.rows()) {
        writer.write(row);
      }
      return writer.finish();
    }
  }

  /** Reads some columns, and of each row only a share of the values: the others are {@code -}. */
  private List<String> read(
      Table<?> table, Path file, List<String> names, Random random, double share) throws Exception {
    List<String> types = names.stream().map(name -> column(table, name).type()).toList();
    List<String> rows = new ArrayList<>();
    try (TableReader reader = TableReader.open(table, storage, file.toString(), names)) {
      while (reader.next()) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
          values.add(random.nextDouble() < share ? value(reader, i, types.get(i)) : "-");
        }
        rows.add(String.join("|", values));
      }
      assertThat(reader.next()).isFalse();
    }
    return rows;
  }

  private static String value(TableReader reader, int column, String type) {
    if (reader.isNull(column)) {
      return "null";
    }
    return switch (type) {
      case "BIGINT", "TIMESTAMP_MICROS" -> Long.toString(reader.longAt(column));
      case "DATE" -> Integer.toString(reader.dayAt(column));
      case "BOOLEAN" -> Boolean.toString(reader.flagAt(column));
      case "DOUBLE" -> Double.toString(reader.doubleAt(column));
      case "STRING" -> reader.textAt(column);
      case "BINARY(16)" -> key(reader.keyHighAt(column), reader.keyLowAt(column));
      default -> throw new IllegalArgumentException(type);
    };
  }

  private static List<String> duckdb(Path file, List<String> names, Table<?> table)
      throws SQLException {
    String columns =
        names.stream()
            .map(
                name ->
                    switch (column(table, name).type()) {
                      case "TIMESTAMP_MICROS" -> "epoch_us(" + name + ")";
                      case "DATE" -> name + " - DATE '1970-01-01'";
                      case "BINARY(16)" -> "lower(hex(" + name + "))";
                      default -> name;
                    })
            .collect(Collectors.joining(", "));
    return query("SELECT " + columns + " FROM read_parquet('" + file + "')");
  }

  private static List<String> query(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      int columns = found.getMetaData().getColumnCount();
      while (found.next()) {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          values.add(String.valueOf(found.getObject(i)));
        }
        rows.add(String.join("|", values));
      }
    }
    return rows;
  }

  private static Column<?> column(Table<?> table, String name) {
    return table.columns().stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String key(long high, long low) {
    return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
  }

  private static List<EventRow> events(int count) {
    Random random = new Random(3);
    List<EventRow> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(
          new EventRow(
              random.nextLong() >> 10,
              random.nextLong(),
              random.nextLong(),
              pick(random, List.of(EventName.values())),
              pick(random, VERSIONS),
              pick(random, List.of(Ci.values()))));
    }
    return rows;
  }

  private static List<DailyUserRow> dailyUsers() {
    Random random = new Random(4);
    List<DailyUserRow> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      rows.add(
          new DailyUserRow(
              random.nextLong(),
              random.nextLong(),
              random.nextBoolean(),
              random.nextBoolean(),
              random.nextBoolean(),
              random.nextInt(),
              random.nextLong(),
              random.nextLong() >> 10,
              random.nextLong() >> 10,
              pick(random, VERSIONS),
              pick(random, VERSIONS)));
    }
    return rows;
  }

  private static List<AttemptRow> attempts() {
    Random random = new Random(5);
    List<AttemptRow> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      long start = random.nextLong() >> 12;
      rows.add(
          new AttemptRow(
              random.nextLong(),
              random.nextLong(),
              pick(random, List.of(Family.CREATE, Family.PROJECT, Family.APP)),
              pick(random, VERSIONS),
              pick(random, List.of(Ci.values())),
              random.nextInt(3) == 0 ? AttemptRow.NONE : start,
              random.nextInt(3) == 0 ? AttemptRow.NONE : start + random.nextInt(1_000_000_000),
              pick(random, List.of("succeeded", "failed", "pending"))));
    }
    return rows;
  }

  private static List<UserRow> users() {
    Random random = new Random(6);
    List<UserRow> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      rows.add(
          new UserRow(random.nextLong(), random.nextLong(), day(random), day(random), day(random)));
    }
    return rows;
  }

  private static int day(Random random) {
    return random.nextInt(3) == 0 ? UserRow.NEVER : random.nextInt(40_000) - 10_000;
  }

  private static <T> T pick(Random random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}

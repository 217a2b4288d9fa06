package com.webiny.telemetry.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.webiny.telemetry.storage.Storage;
import com.webiny.telemetry.storage.Storages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files at the edges of what a page, a row group and a dictionary hold, with nulls in every place:
 * what was written is what {@link TableReader}, DuckDB and Parquet's own reader find.
 */
class TableEdgesTest {
  private static final int PAGE = 20_000;
  private static final int GROUP = 131_072;

  /** A row with a value of every type; all but the key are null if it is hollow. */
  record Row(
      long high,
      long low,
      boolean hollow,
      long at,
      int day,
      long count,
      double share,
      String word) {}

  private static final Table<Row> TABLE =
      Table.of(
          "edges",
          List.of(
              Column.key("id", "a key", Row::high, Row::low),
              Column.instant("at", "an instant", row -> !row.hollow(), Row::at),
              Column.day("day", "a day", row -> !row.hollow(), Row::day),
              Column.count("amount", "a count", row -> !row.hollow(), Row::count),
              Column.decimal("share", "a decimal", row -> !row.hollow(), Row::share),
              Column.flag("odd", "a flag", row -> !row.hollow(), row -> row.count() % 2 != 0),
              Column.text("word", "a text", row -> !row.hollow(), Row::word),
              Column.text("sure", "a text that is never null", null, Row::word)));

  private static final List<String> NAMES = TABLE.columns().stream().map(Column::name).toList();

  @TempDir Path temp;

  private Storage storage;
  private Path file;

  @BeforeEach
  void prepare() throws Exception {
    storage = Storages.reading("--raw", temp.toString(), () -> new Configuration(false)).storage();
    file = temp.resolve("a.parquet");
  }

  private static Row row(int i, boolean hollow, String word) {
    long mixed = i * 0x9E3779B97F4A7C15L;
    return new Row(
        mixed, ~mixed, hollow, mixed >> 12, i % 1_000 - 500, mixed >> (i % 60), i / 8.0, word);
  }

  private static List<Row> rows(int count, IntPredicate hollow, IntFunction<String> word) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(row(i, hollow.test(i), word.apply(i)));
    }
    return rows;
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0, 1, 63, 64, 65, 1_023, 1_024, 1_025, PAGE - 1, PAGE, PAGE + 1, GROUP - 1, GROUP, GROUP + 1
      })
  void anyNumberOfRowsWithNullsHereAndThere(int count) throws Exception {
    Random random = new Random(count);
    assertComesBack(rows(count, i -> random.nextInt(3) == 0, i -> "w" + i % 7));
  }

  @Test
  void nullsEverywhere() throws Exception {
    assertComesBack(rows(GROUP + 1, i -> true, i -> ""));
  }

  @Test
  void wholePagesAndRowGroupsOfNullsBetweenOthers() throws Exception {
    assertComesBack(rows(3 * GROUP + 5, i -> i / GROUP == 1 || i / PAGE % 2 == 1, i -> "v" + i));
  }

  @Test
  void moreDifferentTextsThanADictionaryHolds() throws Exception {
    assertComesBack(
        rows(GROUP + PAGE, i -> i % 5 == 0, i -> i < GROUP ? "v5.41.0-beta." + i : "v5.41.0"));
    assertThat(
            query(
                "SELECT DISTINCT encodings FROM parquet_metadata('%s') WHERE path_in_schema = 'sure'"))
        .hasSize(2);
  }

  @Test
  void textsOfAllAlphabetsAndTheEmptyOne() throws Exception {
    List<String> words = List.of("", "Ż", "日本", "😀", "a\u0000b", "\n|\"", "é".repeat(1_000));
    assertComesBack(rows(5_000, i -> i % 4 == 0, i -> words.get(i % words.size())));
  }

  @Test
  void decimalsThatAreNoNumbers() throws Exception {
    List<Double> odd =
        List.of(
            0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, -1e300, Double.MIN_VALUE, 0.1, -7.0);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 40_000; i++) {
      Row row = row(i, i % 9 == 0, "w");
      rows.add(
          new Row(
              row.high(),
              row.low(),
              row.hollow(),
              row.at(),
              row.day(),
              row.count(),
              i < 20_000 ? odd.get(i % odd.size()) : i * 0.7,
              row.word()));
    }
    assertComesBack(rows);
  }

  @Test
  void aTextThatIsMissingWhereNoneMayBeStopsTheFile() throws Exception {
    try (TableWriter<Row> writer = TableWriter.create(TABLE, storage, file.toString())) {
      assertThatThrownBy(() -> writer.write(row(1, false, null)))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  /**
   * Tasks of one executor write files of the same table at the same time, and share its columns.
   */
  @Test
  void severalThreadsWriteTheSameBytes() throws Exception {
    List<Row> rows = rows(GROUP + 7, i -> i % 6 == 0, i -> "v" + i % 300);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<String>> writers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Path target = temp.resolve(i + ".parquet");
        writers.add(() -> write(rows, target).sha256());
      }
      List<String> hashes = new ArrayList<>();
      for (Future<String> hash : threads.invokeAll(writers)) {
        hashes.add(hash.get());
      }
      assertThat(hashes).containsOnly(write(rows, file).sha256());
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aFileGivenUpIsNoParquetFile() throws Exception {
    try (TableWriter<Row> writer = TableWriter.create(TABLE, storage, file.toString())) {
      writer.write(row(1, false, "w"));
    }
    assertThatThrownBy(() -> TableReader.open(TABLE, storage, file.toString(), NAMES).close())
        .isInstanceOf(IOException.class)
        .hasMessage("not a Parquet file");
  }

  @Test
  void aDamagedPageIsNoticed() throws Exception {
    write(rows(GROUP, i -> false, i -> "w" + i), file);
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 1_000; i < 400_000; i++) {
      bytes[i] = (byte) ~bytes[i];
    }
    Files.write(file, bytes);
    assertThatThrownBy(() -> read(file)).isInstanceOfAny(RuntimeException.class, IOException.class);
  }

  private void assertComesBack(List<Row> rows) throws Exception {
    WrittenFile written = write(rows, file);
    assertThat(written.rows()).isEqualTo(rows.size());
    List<String> expected = rows.stream().map(TableEdgesTest::text).toList();
    assertThat(read(file)).isEqualTo(expected);
    assertThat(readByParquetItself()).isEqualTo(expected);
    assertThat(
            query(
                "SELECT lower(hex(id)), epoch_us(t.at), t.day - DATE '1970-01-01', amount, share, odd,"
                    + " word, sure FROM read_parquet('%s') t"))
        .isEqualTo(expected);
    if (!rows.isEmpty()) {
      assertStatisticsDoNotHide(rows.get(rows.size() - 1), rows);
    }
  }

  /** Who asks for a value skips the pages whose least and greatest say that it is not there. */
  private void assertStatisticsDoNotHide(Row wanted, List<Row> rows) throws Exception {
    assertThat(
            query("SELECT count(*) FROM read_parquet('%s') WHERE sure = '" + wanted.word() + "'"))
        .containsExactly(
            Long.toString(rows.stream().filter(row -> row.word().equals(wanted.word())).count()));
    assertThat(
            query(
                String.format(
                    "SELECT count(*) FROM read_parquet('%%s') t WHERE id = unhex('%016x%016x')"
                        + " AND amount IS NOT DISTINCT FROM %s",
                    wanted.high(), wanted.low(), wanted.hollow() ? "NULL" : wanted.count())))
        .containsExactly("1");
  }

  private static String text(Row row) {
    String id = String.format("%016x%016x", row.high(), row.low());
    return row.hollow()
        ? id + "|null|null|null|null|null|null|" + row.word()
        : String.join(
            "|",
            id,
            Long.toString(row.at()),
            Integer.toString(row.day()),
            Long.toString(row.count()),
            Double.toString(row.share()),
            Boolean.toString(row.count() % 2 != 0),
            row.word(),
            row.word());
  }

  private WrittenFile write(List<Row> rows, Path target) throws Exception {
    try (TableWriter<Row> writer = TableWriter.create(TABLE, storage, target.toString())) {
      for (Row row : rows) {
        writer.write(row);
      }
      return writer.finish();
    }
  }

  private List<String> read(Path from) throws Exception {
    List<String> rows = new ArrayList<>();
    try (TableReader in = TableReader.open(TABLE, storage, from.toString(), NAMES)) {
      while (in.next()) {
        rows.add(
            String.join(
                "|",
                String.format("%016x%016x", in.keyHighAt(0), in.keyLowAt(0)),
                in.isNull(1) ? "null" : Long.toString(in.longAt(1)),
                in.isNull(2) ? "null" : Integer.toString(in.dayAt(2)),
                in.isNull(3) ? "null" : Long.toString(in.longAt(3)),
                in.isNull(4) ? "null" : Double.toString(in.doubleAt(4)),
                in.isNull(5) ? "null" : Boolean.toString(in.flagAt(5)),
                in.isNull(6) ? "null" : in.textAt(6),
                in.textAt(7)));
      }
    }
    return rows;
  }

  /** Its reader checks the checksums of pages too. */
  private List<String> readByParquetItself() throws Exception {
    Configuration checking = new Configuration(false);
    checking.setBoolean("parquet.page.verify-checksum.enabled", true);
    List<String> rows = new ArrayList<>();
    try (ParquetReader<Group> in =
        ParquetReader.builder(new GroupReadSupport(), new org.apache.hadoop.fs.Path(file.toUri()))
            .withConf(checking)
            .build()) {
      for (Group row = in.read(); row != null; row = in.read()) {
        List<String> cells = new ArrayList<>();
        cells.add(HexFormat.of().formatHex(row.getBinary(0, 0).getBytes()));
        for (int i = 1; i < NAMES.size(); i++) {
          cells.add(row.getFieldRepetitionCount(i) == 0 ? "null" : row.getValueToString(i, 0));
        }
        rows.add(String.join("|", cells));
      }
    }
    return rows;
  }

  private List<String> query(String sql) throws Exception {
    List<String> rows = new ArrayList<>();
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement();
        ResultSet found = statement.executeQuery(sql.replace("%s", file.toString()))) {
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
}

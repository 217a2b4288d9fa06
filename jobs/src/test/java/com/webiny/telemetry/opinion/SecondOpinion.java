package com.webiny.telemetry.opinion;

import com.webiny.telemetry.vectors.TableChecksums;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Everything the job publishes, computed from raw logs on the local file system by DuckDB: the four
 * tables and the reports of one run into an empty warehouse. Later nights that read what arrived
 * late end in the same numbers, {@code revision} aside, which is always 1 here.
 *
 * <p>The rules stand in {@code opinion/*.sql} among the test resources, in the order they are run.
 */
public final class SecondOpinion implements AutoCloseable {

  /** The seven reports of the contract, in its order. */
  public static final List<String> REPORTS =
      List.of(
          "daily_active_users",
          "project_creation",
          "deploy_success",
          "deploy_success_by_version",
          "version_adoption",
          "version_transitions",
          "data_quality");

  /** The reports beyond the contract, in the order of the README. */
  public static final List<String> MORE_REPORTS =
      List.of(
          "support_lines", "retention", "version_time_to_adopt", "deploy_success_after_upgrade");

  /** All of them. */
  public static final List<String> ALL_REPORTS =
      Stream.concat(REPORTS.stream(), MORE_REPORTS.stream()).toList();

  private static final List<String> RULES =
      List.of(
          "02_lines",
          "03_tables",
          "04_attempts",
          "05_days",
          "06_daily_active_users",
          "07_attempt_reports",
          "08_version_reports",
          "09_data_quality",
          "10_support_lines",
          "11_retention",
          "12_version_time_to_adopt",
          "13_deploy_success_after_upgrade");

  private static final int MOST_DIFFERENCES = 20;
  private static final int MOST_OPEN_ATTEMPTS = 1_000;
  private static final int HMAC_BLOCK_BYTES = 64;

  /**
   * What to compute.
   *
   * @param raw the raw folder
   * @param firstFolder the first landing folder to read; the last is the one after {@code newest}
   * @param first the first published day
   * @param newest the newest published day
   * @param minCellSize rows of fewer users fold
   * @param lookbackDays how late files may come; bears on {@code final} only
   */
  public record Question(
      Path raw,
      LocalDate firstFolder,
      LocalDate first,
      LocalDate newest,
      int minCellSize,
      int lookbackDays) {

    /**
     * A nightly into an empty warehouse: from the oldest folder that holds a file.
     *
     * @throws IllegalArgumentException if no folder up to {@code newest} holds one
     */
    public static Question nightly(Path raw, LocalDate newest, int minCellSize, int lookbackDays) {
      LocalDate first = oldestFolder(raw, newest);
      return new Question(raw, first, first, newest, minCellSize, lookbackDays);
    }

    /** A backfill of {@code from … to} into an empty warehouse: folders from − 1 … to + 1. */
    public static Question backfill(
        Path raw, LocalDate from, LocalDate to, int minCellSize, int lookbackDays) {
      return new Question(raw, from.minusDays(1), from, to, minCellSize, lookbackDays);
    }

    private List<RawFile> files() throws IOException {
      LocalDate lastFolder = newest.plusDays(1);
      return RawFolder.list(raw).stream()
          .filter(file -> !file.folderDay().isBefore(firstFolder))
          .filter(file -> !file.folderDay().isAfter(lastFolder))
          .toList();
    }

    private static LocalDate oldestFolder(Path raw, LocalDate newest) {
      try {
        return RawFolder.list(raw).stream()
            .map(RawFile::folderDay)
            .min(LocalDate::compareTo)
            .filter(day -> !day.isAfter(newest))
            .orElseThrow(() -> new IllegalArgumentException("no file up to " + newest));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private final Connection duckdb;

  private SecondOpinion(Connection duckdb) {
    this.duckdb = duckdb;
  }

  /**
   * Reads the raw files line by line, however hostile, and computes everything.
   *
   * @param key the bytes of the ID key
   * @throws IllegalStateException if a file is damaged; the message names it
   */
  public static SecondOpinion on(Question question, byte[] key) {
    return on(question, key, opinion -> opinion.insertLines(question));
  }

  /**
   * The same of large logs that are known to be clean and not compressed, read by DuckDB itself;
   * see 01_raw_clean.sql for what clean means. Dropped fields are not counted.
   */
  public static SecondOpinion onClean(Question question, byte[] key) {
    return on(question, key, opinion -> opinion.insertCleanLines(question));
  }

  @FunctionalInterface
  private interface Reading {
    void into(SecondOpinion opinion) throws SQLException, IOException;
  }

  private static SecondOpinion on(Question question, byte[] key, Reading reading) {
    try {
      Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
      try {
        SecondOpinion opinion = new SecondOpinion(duckdb);
        opinion.set(question);
        Scripts.run(duckdb, "01_raw");
        opinion.insertKey(key);
        reading.into(opinion);
        for (String rules : RULES) {
          Scripts.run(duckdb, rules);
        }
        return opinion;
      } catch (SQLException | IOException | RuntimeException e) {
        duckdb.close();
        throw e;
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The database: tables and reports can be selected by their names. */
  public Connection connection() {
    return duckdb;
  }

  /** One report as the contract writes it. */
  public String csv(String report) {
    try {
      List<String> header = new ArrayList<>();
      List<String> cells = new ArrayList<>();
      for (Column column : columns(report)) {
        header.add(column.name());
        cells.add(column.asText());
      }
      String rows = "SELECT concat_ws(',', " + String.join(", ", cells) + ") FROM " + report;
      StringJoiner csv = new StringJoiner("\n", "", "\n").add(String.join(",", header));
      strings(rows).forEach(csv::add);
      return csv.toString();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Rows and checksums of the four tables. */
  public TableChecksums tableChecksums() {
    try {
      return TableChecksums.of(duckdb, Optional::of);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * What differs between this opinion and a published table, row by row, anon_key included: at most
   * twenty rows and how many there are; empty if nothing differs.
   *
   * @param table one of {@link TableChecksums#tableNames}
   */
  public List<String> tableDifferences(String table, Path warehouse) {
    try {
      StringJoiner columns = new StringJoiner(", ");
      for (Column column : columns(table)) {
        columns.add(column.comparable());
      }
      String mine = "SELECT " + columns + " FROM " + table;
      String theirs =
          TableChecksums.publishedRows(warehouse, table)
              .map(relation -> "SELECT " + columns + " FROM " + relation)
              .orElse(mine + " WHERE false");
      String sql =
          """
          WITH mine AS (%s), theirs AS (%s)
          SELECT 'missing ' || row::VARCHAR FROM (FROM mine EXCEPT ALL FROM theirs) row
          UNION ALL
          SELECT 'surplus ' || row::VARCHAR FROM (FROM theirs EXCEPT ALL FROM mine) row
          ORDER BY 1
          """
              .formatted(mine, theirs);
      List<String> found = strings(sql);
      if (found.size() <= MOST_DIFFERENCES) {
        return found;
      }
      List<String> shown = new ArrayList<>(found.subList(0, MOST_DIFFERENCES));
      shown.add("and " + (found.size() - MOST_DIFFERENCES) + " more");
      return shown;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      duckdb.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void set(Question question) throws SQLException {
    Scripts.execute(duckdb, "SET VARIABLE first_day = DATE '" + question.first() + "'");
    Scripts.execute(duckdb, "SET VARIABLE newest_day = DATE '" + question.newest() + "'");
    Scripts.execute(duckdb, "SET VARIABLE min_cell = " + question.minCellSize() + "::BIGINT");
    Scripts.execute(duckdb, "SET VARIABLE lookback = " + question.lookbackDays() + "::BIGINT");
    Scripts.execute(duckdb, "SET VARIABLE most_open = " + MOST_OPEN_ATTEMPTS + "::BIGINT");
  }

  /** The two pads of RFC 2104; the hashing itself is SQL. */
  private void insertKey(byte[] key) throws SQLException {
    byte[] block =
        Arrays.copyOf(key.length > HMAC_BLOCK_BYTES ? sha256(key) : key, HMAC_BLOCK_BYTES);
    byte[] inner = block.clone();
    byte[] outer = block.clone();
    for (int i = 0; i < HMAC_BLOCK_BYTES; i++) {
      inner[i] ^= 0x36;
      outer[i] ^= 0x5c;
    }
    try (PreparedStatement insert = duckdb.prepareStatement("INSERT INTO id_key VALUES (?, ?)")) {
      insert.setBytes(1, inner);
      insert.setBytes(2, outer);
      insert.execute();
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void insertLines(Question question) throws SQLException, IOException {
    DuckDBConnection connection = duckdb.unwrap(DuckDBConnection.class);
    try (DuckDBAppender files = connection.createAppender("main", "raw_files");
        DuckDBAppender lines = connection.createAppender("main", "raw_lines")) {
      for (RawFile file : question.files()) {
        LocalDate day = file.folderDay();
        Optional<byte[]> content = content(file, question.newest());
        if (content.isPresent()) {
          String name = question.raw().relativize(file.path()).toString();
          files.beginRow().append(name).append(day).append(file.bytes()).endRow();
          for (NaiveLines.Line line : NaiveLines.of(NaiveBytes.withoutMark(content.get()))) {
            lines.beginRow().append(name).append(day).append(line.bucket());
            lines.append(line.droppedFields());
            for (String value : line.values()) {
              lines.append(value);
            }
            lines.endRow();
          }
        }
      }
    }
  }

  private void insertCleanLines(Question question) throws SQLException, IOException {
    StringJoiner files = new StringJoiner(", ", "[", "]");
    for (RawFile file : question.files()) {
      files.add(literal(file.path().toString()));
    }
    Scripts.execute(duckdb, "SET VARIABLE raw_folder = " + literal(question.raw().toString()));
    Scripts.execute(duckdb, "SET VARIABLE raw_files = " + files);
    Scripts.run(duckdb, "01_raw_clean");
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** Empty for a file still growing: one that ends early in the folder of the night or later. */
  private static Optional<byte[]> content(RawFile file, LocalDate newest) throws IOException {
    try {
      Optional<byte[]> content = NaiveBytes.decompress(Files.readAllBytes(file.path()));
      if (content.isEmpty() && file.folderDay().isBefore(newest)) {
        throw new NaiveBytes.Damaged("it ends early");
      }
      return content;
    } catch (NaiveBytes.Damaged e) {
      throw new IllegalStateException(file.path() + " is damaged: " + e.getMessage());
    }
  }

  private record Column(String name, String type) {

    /** The cell of a CSV: seconds to one decimal, ratios to four, empty for not defined. */
    String asText() {
      String text =
          switch (type) {
            case "DOUBLE" -> "printf('%." + (name.endsWith("_s") ? 1 : 4) + "f', " + name + ")";
            default -> name + "::VARCHAR";
          };
      return "coalesce(" + text + ", '')";
    }

    /** Instants as microseconds, so that time zones play no part. */
    String comparable() {
      return type.startsWith("TIMESTAMP") ? "epoch_us(" + name + ") AS " + name : name;
    }
  }

  private List<Column> columns(String table) throws SQLException {
    List<Column> columns = new ArrayList<>();
    try (Statement statement = duckdb.createStatement();
        ResultSet rows = statement.executeQuery("DESCRIBE " + table)) {
      while (rows.next()) {
        columns.add(new Column(rows.getString(1), rows.getString(2)));
      }
    }
    return columns;
  }

  private List<String> strings(String sql) throws SQLException {
    List<String> strings = new ArrayList<>();
    try (Statement statement = duckdb.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        strings.add(rows.getString(1));
      }
    }
    return strings;
  }
}

package com.webiny.telemetry.bench;

import com.webiny.telemetry.opinion.RawFile;
import com.webiny.telemetry.opinion.Scripts;
import com.webiny.telemetry.opinion.SecondOpinion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.StringJoiner;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * The whole first night by DuckDB, written for speed: one parallel scan, IDs hashed once each,
 * everything after that on integers in tables in memory. Tables come out as Parquet (zstd, sorted
 * by pseudonym and time, a file a day), reports as CSV and Parquet.
 *
 * <p>Rules and tables stand in {@code bench/duckdb/*.sql}; the reports are those of the second
 * opinion, which work on what is small by then.
 */
public final class DuckDbPeer {

  private static final List<String> SCRIPTS =
      List.of(
          "bench/duckdb/01_read",
          "bench/duckdb/02_rules",
          "bench/duckdb/03_tables",
          "bench/duckdb/04_attempts",
          "opinion/05_days",
          "opinion/06_daily_active_users",
          "opinion/07_attempt_reports",
          "opinion/08_version_reports",
          "bench/duckdb/05_data_quality");

  private DuckDbPeer() {}

  /** Runs the night of {@link PeerNight#of}. */
  public static void main(String[] arguments) throws SQLException, IOException {
    run(PeerNight.of(arguments));
  }

  static void run(PeerNight night) throws SQLException, IOException {
    Files.createDirectories(night.out().resolve("reports"));
    Path spill = Files.createDirectories(night.out().resolve("spill"));
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
      Steps steps = new Steps();
      Scripts.execute(duckdb, "SET threads = " + night.cores());
      Scripts.execute(duckdb, "SET preserve_insertion_order = false");
      Scripts.execute(duckdb, "SET temp_directory = " + literal(spill.toString()));
      setVariables(duckdb, night);
      insertKey(duckdb, night);
      insertFiles(duckdb, night);
      for (String script : SCRIPTS) {
        Scripts.runFile(duckdb, script);
        steps.done(script);
      }
      writeTables(duckdb, night);
      steps.done("tables");
      for (String report : SecondOpinion.REPORTS) {
        writeReport(duckdb, night, report);
      }
      steps.done("reports");
    }
  }

  private static void setVariables(Connection duckdb, PeerNight night) throws SQLException {
    StringJoiner files = new StringJoiner(", ", "[", "]");
    night.files().forEach(file -> files.add(literal(file.path().toString())));
    setVariable(duckdb, "raw_files", files.toString());
    setVariable(duckdb, "first_day", "DATE '" + night.first() + "'");
    setVariable(duckdb, "newest_day", "DATE '" + night.newest() + "'");
    setVariable(duckdb, "min_cell", PeerNight.MIN_CELL_SIZE + "::BIGINT");
    setVariable(duckdb, "lookback", PeerNight.LOOKBACK_DAYS + "::BIGINT");
    setVariable(duckdb, "most_open", PeerNight.MOST_OPEN_ATTEMPTS + "::BIGINT");
  }

  private static void setVariable(Connection duckdb, String name, String value)
      throws SQLException {
    Scripts.execute(duckdb, "SET VARIABLE " + name + " = " + value);
  }

  private static void insertKey(Connection duckdb, PeerNight night) throws SQLException {
    Scripts.execute(duckdb, "CREATE TABLE id_key (inner_pad BLOB, outer_pad BLOB)");
    try (PreparedStatement insert = duckdb.prepareStatement("INSERT INTO id_key VALUES (?, ?)")) {
      insert.setBytes(1, night.keyPad(0x36));
      insert.setBytes(2, night.keyPad(0x5c));
      insert.execute();
    }
  }

  private static void insertFiles(Connection duckdb, PeerNight night) throws SQLException {
    Scripts.execute(duckdb, "CREATE TABLE raw_files (folder_day DATE, bytes BIGINT)");
    try (DuckDBAppender files =
        duckdb.unwrap(DuckDBConnection.class).createAppender("main", "raw_files")) {
      for (RawFile file : night.files()) {
        files.beginRow().append(file.folderDay()).append(file.bytes()).endRow();
      }
    }
  }

  /** A plain COPY a day: many times faster than PARTITION_BY, and it keeps the order. */
  private static void writeTables(Connection duckdb, PeerNight night)
      throws SQLException, IOException {
    for (LocalDate day : night.days()) {
      String ofDay = " WHERE dt = DATE '" + day + "'";
      writeTable(
          duckdb,
          night.out().resolve("tables/events/dt=" + day),
          """
          SELECT received_at, pseudonym AS anon_key, n.event, n.family, n.stage,
            v.version, v.version_line, coalesce(v.channel, 'unknown') AS channel, e.ci
          FROM events e
          JOIN pseudonyms p ON p.id_no = e.anon_key
          JOIN event_names n USING (event_no)
          LEFT JOIN versions v USING (version_no)
          """
              + ofDay);
      writeTable(
          duckdb,
          night.out().resolve("tables/daily_users/dt=" + day),
          """
          SELECT p.pseudonym AS anon_key, t.* EXCLUDE (dt, anon_key, creating)
          FROM daily_users t JOIN pseudonyms p ON p.id_no = t.anon_key
          """
              + ofDay);
      writeTable(
          duckdb,
          night.out().resolve("tables/attempts/dt=" + day),
          """
          SELECT p.pseudonym AS anon_key, t.* EXCLUDE (dt, anon_key)
          FROM attempts t JOIN pseudonyms p ON p.id_no = t.anon_key
          """
              + ofDay);
    }
    writeTable(
        duckdb,
        night.out().resolve("tables/users"),
        """
        SELECT p.pseudonym AS anon_key, t.* EXCLUDE (anon_key)
        FROM users t JOIN pseudonyms p ON p.id_no = t.anon_key
        """);
  }

  private static void writeTable(Connection duckdb, Path folder, String select)
      throws SQLException, IOException {
    Files.createDirectories(folder);
    Scripts.execute(
        duckdb,
        "COPY (%s) TO %s (FORMAT parquet, COMPRESSION zstd)"
            .formatted(select, literal(folder.resolve("part-00000.parquet").toString())));
  }

  private static void writeReport(Connection duckdb, PeerNight night, String report)
      throws SQLException {
    String file = night.out().resolve("reports").resolve(report).toString();
    Scripts.execute(
        duckdb,
        "COPY %s TO %s (FORMAT parquet, COMPRESSION zstd)"
            .formatted(report, literal(file + ".parquet")));
    Scripts.execute(
        duckdb,
        "COPY (SELECT %s FROM %s) TO %s (FORMAT csv, HEADER true)"
            .formatted(cells(duckdb, report), report, literal(file + ".csv")));
  }

  /** The columns as the contract writes them: ratios with four decimals, seconds with one. */
  private static String cells(Connection duckdb, String report) throws SQLException {
    StringJoiner cells = new StringJoiner(", ");
    try (Statement statement = duckdb.createStatement();
        ResultSet columns = statement.executeQuery("DESCRIBE " + report)) {
      while (columns.next()) {
        String name = columns.getString(1);
        int decimals = name.endsWith("_s") ? 1 : 4;
        cells.add(
            columns.getString(2).equals("DOUBLE")
                ? "printf('%." + decimals + "f', " + name + ") AS " + name
                : name);
      }
    }
    return cells.toString();
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}

package com.webiny.telemetry.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.opinion.SecondOpinion;
import com.webiny.telemetry.sample.SampleMaker;
import com.webiny.telemetry.vectors.TableChecksums;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Both peers of the benchmark come to the job's reports on a small input, so that the benchmark
 * cannot rot unseen. Expected is the second opinion, which SecondOpinionIT holds to be the job's.
 */
class PeersIT {
  private static final LocalDate NEWEST = LocalDate.of(2026, 11, 22);
  private static final byte[] KEY =
      "a key of the tests, of forty-two bytes: ok".getBytes(StandardCharsets.UTF_8);

  @TempDir Path temp;

  /** Long enough for the windows of 7 and 28 days, and for transitions. */
  @Test
  void peersPublishTheSameReportsAndTables() throws Exception {
    Path raw = temp.resolve("raw");
    SampleMaker.make(
        raw, "--clean", "--plain", "--days", "31", "--from", "2026-10-23", "--size", "4m");
    compare(raw);
    assertThat(Files.readAllLines(temp.resolve("expected/version_transitions.csv")))
        .hasSizeGreaterThan(20);
  }

  @Test
  void peersReadCompressedAndSmallFilesAndABusyId() throws Exception {
    Path raw = temp.resolve("raw");
    SampleMaker.make(
        raw,
        "--clean",
        "--zstd",
        "--days",
        "2",
        "--from",
        "2026-11-21",
        "--size",
        "1m",
        "--ids",
        "200",
        "--file-size",
        "20k",
        "--busy-share",
        "0.2");
    compare(raw);
  }

  private void compare(Path raw) throws IOException, SQLException {
    Path key = Files.write(temp.resolve("id.key"), KEY);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    Path duckDb = temp.resolve("duckdb");
    Path spark = temp.resolve("spark");
    DuckDbPeer.run(new PeerNight(raw, duckDb, key, NEWEST, 2));
    System.setProperty("spark.master", "local[2]");
    try {
      SparkPeer.run(new PeerNight(raw, spark, key, NEWEST, 2));
    } finally {
      System.clearProperty("spark.master");
    }
    Path expected = Files.createDirectory(temp.resolve("expected"));
    try (SecondOpinion opinion =
        SecondOpinion.on(
            SecondOpinion.Question.nightly(
                raw, NEWEST, PeerNight.MIN_CELL_SIZE, PeerNight.LOOKBACK_DAYS),
            KEY)) {
      for (String report : SecondOpinion.REPORTS) {
        Files.writeString(expected.resolve(report + ".csv"), opinion.csv(report));
      }
      for (Path peer : List.of(duckDb, spark)) {
        assertThat(ReportsEqual.differences(expected, peer.resolve("reports")))
            .as(peer.getFileName().toString())
            .isEmpty();
        for (String table : TableChecksums.tableNames()) {
          assertThat(opinion.tableDifferences(table, peer))
              .as(peer.getFileName() + " " + table)
              .isEmpty();
        }
      }
    }
  }
}

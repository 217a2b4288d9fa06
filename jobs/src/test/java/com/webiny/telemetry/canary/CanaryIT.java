package com.webiny.telemetry.canary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.canary.JobProcess.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The public promise, from outside: a real run over logs full of secrets, with everything logged
 * that can be, and then all it has written anywhere is searched. Shuffle and spill files are
 * written without compression, so that their bytes can be read.
 */
class CanaryIT {
  private static final byte[] OTHER_KEY =
      "another-k3y-of-the-canary: fedcba9876543210".getBytes(UTF_8);

  @TempDir Path temp;

  private CanarySite site;

  @BeforeEach
  void prepare() throws IOException {
    site = new CanarySite(temp);
  }

  @Test
  void noSecretIsFoundAfterGoodNights() throws Exception {
    site.logs.writeAll();
    site.logs.writeDamaged("a damaged file");
    WatchedRun first = site.watched("first");
    Ended ended = first.run(site.reading("nightly", "--date", "2026-11-21", "--skip-damaged"));
    assertThat(ended.exitCode()).as(ended.error()).isEqualTo(0);
    WatchedRun second = site.watched("second");
    ended =
        second.run(
            site.reading(
                "nightly", "--date", HostileLogs.DAY, "--skip-damaged", "--min-cell-size", "5"));
    assertThat(ended.exitCode()).as(ended.error()).isEqualTo(0);
    WatchedRun third = site.watched("third");
    ended =
        third.run(
            site.reading(
                "backfill", "--from", "2026-11-21", "--to", HostileLogs.DAY, "--skip-damaged"));
    assertThat(ended.exitCode()).as(ended.error()).isEqualTo(0);
    assertEveryKindOfLineWasThere();
    for (WatchedRun night : List.of(first, second, third)) {
      night.assertWatchedWell();
      assertThat(night.holding(HostileLogs.VERSION))
          .as("what may be kept is found in the shuffle, in spilled rows and in staged files")
          .anyMatch(name -> name.matches("\\d+-shuffle_.*\\.data.*"))
          .anyMatch(name -> name.matches("\\d+-temp_local_.*|\\d+-temp_shuffle_.*"))
          .anyMatch(name -> name.contains("read_parquet"));
    }
    site.assertNoSecret();
  }

  @Test
  void noSecretIsFoundAfterANightStoppedByDamage() throws Exception {
    site.logs.writeAll();
    site.logs.writeDamaged("a file that stops the night");
    WatchedRun night = site.watched("stopped");
    Ended ended = night.run(site.reading("nightly", "--date", HostileLogs.DAY));
    assertThat(ended.exitCode()).as(ended.error()).isEqualTo(3);
    assertThat(ended.error())
        .contains("--raw holds damaged files: dt=2026-11-20/broken.ndjson.gz (corrupt), ");
    night.assertWatchedWell();
    site.assertNoSecret();
  }

  @Test
  void noSecretIsFoundAfterANightOfJunkIsRefused() throws Exception {
    site.logs.writeJunk();
    WatchedRun night = site.watched("refused");
    Ended ended =
        night.run(site.reading("nightly", "--date", HostileLogs.DAY, "--max-reject-ratio", "0.1"));
    assertThat(ended.exitCode()).as(ended.error()).isEqualTo(4);
    night.assertWatchedWell();
    site.assertNoSecret();
  }

  @Test
  void noSecretIsFoundAfterAnotherKeyIsRefused() throws Exception {
    site.logs.writeAll();
    Ended ended = site.watched("first").run(site.reading("nightly", "--date", HostileLogs.DAY));
    assertThat(ended.exitCode()).as(ended.error()).isEqualTo(0);
    site.useKey("other.key", OTHER_KEY);
    WatchedRun night = site.watched("refused");
    ended = night.run(site.reading("nightly", "--date", HostileLogs.DAY));
    assertThat(ended.exitCode()).as(ended.error()).isEqualTo(2);
    site.assertNoSecret();
  }

  /** Of every bucket and every fault of a value there were lines, so that none went unsearched. */
  private void assertEveryKindOfLineWasThere() throws IOException {
    List<String> lines = Files.readAllLines(site.warehouse.resolve("reports/data_quality.csv"));
    List<String> header = List.of(lines.get(0).split(",", -1));
    List<String> last = List.of(lines.get(lines.size() - 1).split(",", -1));
    assertThat(last.get(0)).isEqualTo(HostileLogs.DAY);
    Set<String> without = new TreeSet<>();
    for (int i = 1; i < header.size(); i++) {
      if (last.get(i).equals("0")) {
        without.add(header.get(i));
      }
    }
    assertThat(without).containsExactlyInAnyOrder("blank", "forgotten", "misplaced", "deferred");
  }
}

package com.webiny.telemetry.canary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.canary.JobProcess.Ended;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The public promise through every command and every way a run can end: refused, frozen, killed,
 * crashed, out of room. Each is watched as in {@link CanaryIT}.
 */
class CanaryCommandsIT {
  private static final String OLD_DAY = "2026-10-10";
  private static final int ABORTED = 134;
  private static final int KILLED = 137;

  @TempDir Path temp;

  private CanarySite site;

  @BeforeEach
  void prepare() throws IOException {
    site = new CanarySite(temp);
    site.logs.writeAll();
  }

  @Test
  void noSecretIsFoundAfterAnyCommand() throws Exception {
    site.logs.writeDay(OLD_DAY);
    String forgotten = site.logs.writeDay("2026-11-19");
    run("nightly", site.reading("nightly", "--date", HostileLogs.DAY, "--lookback-days", "1"));
    run("backfill", site.reading("backfill", "--from", "2026-11-20", "--to", "2026-11-21"));
    run(
        "rebuild",
        site.reading(
            "backfill",
            "--from",
            "2026-11-21",
            "--to",
            "2026-11-22",
            "--rebuild",
            "--accept-loss"));
    String unseen = site.secrets.id("an ID to forget that was never seen");
    run("forget", site.forgetting(forgotten + "\n" + unseen.toUpperCase(java.util.Locale.ROOT)));
    site.logs.writeDay(HostileLogs.DAY, forgotten);
    run("night-after", site.reading("nightly", "--date", HostileLogs.DAY, "--log-format", "json"));
    run("explain", site.upkeep("explain", "--report", "data_quality", "--date", HostileLogs.DAY));
    run("prune", site.upkeep("prune", "--keep-days", "37"));
    run("verify", site.upkeep("verify"));
    run("status", site.upkeep("status"));
    assertThat(Files.readString(site.warehouse.resolve("reports/data_quality.csv")))
        .contains(OLD_DAY);
    assertThat(site.warehouse.resolve("tables/events/dt=" + OLD_DAY)).doesNotExist();
    assertThat(site.warehouse.resolve("tables/events/dt=2026-11-19")).isNotEmptyDirectory();
    site.assertNoSecret();
  }

  @Test
  void noSecretIsFoundAfterCommandsAreRefused() throws Exception {
    run("nightly", site.reading("nightly", "--date", HostileLogs.DAY));
    String person = site.secrets.email("a line that is no ID");
    Ended ended = site.watched("forget").run(site.forgetting(person + "\n"));
    assertThat(ended.exitCode()).as(ended.error()).isEqualTo(2);
    assertThat(ended.error()).startsWith("--ids: line 1 is no anonymous ID; ").hasLineCount(1);
    Path report = site.warehouse.resolve("reports/data_quality.csv");
    Files.writeString(report, Files.readString(report).replace(",blank,", ",blunk,"));
    try (Stream<Path> parts = Files.list(site.warehouse.resolve("tables/users"))) {
      Path part = parts.sorted().findFirst().orElseThrow();
      byte[] bytes = Files.readAllBytes(part);
      bytes[bytes.length / 2] ^= 0x40;
      Files.write(part, bytes);
    }
    ended = site.watched("verify").run(site.upkeep("verify"));
    assertThat(ended.exitCode()).as(ended.error()).isEqualTo(4);
    site.assertNoSecret();
  }

  @Test
  void noSecretIsFoundAfterALostRace() throws Exception {
    WatchedRun loser = site.watched("loser");
    Ended ended =
        loser.run(
            site.reading("nightly", "--date", HostileLogs.DAY),
            run -> {
              awaitStaged(run);
              signal(run.pid(), "STOP");
              run("winner", site.reading("nightly", "--date", HostileLogs.DAY));
              signal(run.pid(), "CONT");
            });
    assertThat(ended.exitCode()).as(ended.error()).isEqualTo(5);
    loser.assertWatchedWell();
    site.assertNoSecret();
  }

  @Test
  void noSecretIsFoundInWhatAKilledNightLeaves() throws Exception {
    WatchedRun killed = site.watched("killed");
    Ended ended =
        killed.run(
            site.reading("nightly", "--date", HostileLogs.DAY),
            run -> {
              awaitStaged(run);
              signal(run.pid(), "KILL");
            });
    assertThat(ended.exitCode()).isEqualTo(KILLED);
    assertThat(files(site.warehouse.resolve("_telemetry/staging"))).isNotEmpty();
    site.assertNoSecret();
    run("next", site.reading("nightly", "--date", HostileLogs.DAY));
    site.assertNoSecret();
  }

  @Test
  void noSecretIsFoundAfterTheDiskIsFull() throws Exception {
    WatchedRun full = site.watched("full");
    Ended ended =
        full.run(
            site.reading("nightly", "--date", HostileLogs.DAY),
            run -> {
              awaitStaged(run);
              new ProcessBuilder("prlimit", "--pid", Long.toString(run.pid()), "--fsize=0")
                  .start()
                  .waitFor();
            });
    assertThat(ended.exitCode()).isEqualTo(6);
    site.assertNoSecret();
  }

  /** The JVM crashes in the thread that reads a raw log, and writes what it had in its hands. */
  @Test
  void noSecretIsFoundInACrashFile() throws Exception {
    site.logs.writeLarge("dt=2026-11-22/large.ndjson");
    WatchedRun crashing = site.watched("crashing");
    Ended ended =
        crashing.run(
            site.reading("nightly", "--date", HostileLogs.DAY),
            run -> signal(awaitReading(run, "large.ndjson"), "SEGV"));
    assertThat(ended.exitCode()).isEqualTo(ABORTED);
    List<Path> crashes =
        files(crashing.workFolder()).stream()
            .filter(file -> file.getFileName().toString().startsWith("hs_err"))
            .toList();
    assertThat(crashes).hasSize(1);
    assertThat(Files.readString(crashes.get(0), java.nio.charset.StandardCharsets.ISO_8859_1))
        .contains("Current thread", "Executor task launch worker", "Top of Stack");
    site.assertNoSecret();
  }

  @Test
  void noSecretIsFoundOnSparksOwnPagesNorPackedAsItIsByDefault() throws Exception {
    site.logs.writeLarge("dt=2026-11-22/large.ndjson");
    WatchedRun shown = site.watched("shown").asShipped();
    int port = freePort();
    shown.set("spark.ui.enabled", "true").set("spark.ui.port", Integer.toString(port));
    try (PageWatch pages = new PageWatch("http://localhost:" + port, shown.folder("pages"))) {
      Ended ended = shown.run(site.reading("nightly", "--date", HostileLogs.DAY));
      assertThat(ended.exitCode()).as(ended.error()).isZero();
      assertThat(pages.answered()).containsExactlyInAnyOrderElementsOf(PageWatch.asked());
    }
    shown.assertWatchedWell();
    assertThat(shown.holding(HostileLogs.VERSION))
        .as("what may be kept is found in the packed shuffle")
        .anyMatch(name -> name.matches("\\d+-shuffle_.*\\.data, LZ4 at .*"));
    site.assertNoSecret();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void run(String name, List<String> arguments) throws Exception {
    Ended ended = site.watched(name).run(arguments);
    assertThat(ended.exitCode()).as(name + ": " + ended.error()).isZero();
    assertThat(ended.error()).as(name).isEmpty();
  }

  /** Waits until a run has staged a file. */
  private void awaitStaged(Process run) throws Exception {
    Path staging = site.warehouse.resolve("_telemetry/staging");
    while (files(staging).isEmpty()) {
      assertThat(run.isAlive()).as("the run lasts").isTrue();
      Thread.sleep(1);
    }
  }

  /** Waits until a run has a file open, and names the thread that works. */
  private static long awaitReading(Process run, String name) throws Exception {
    Path proc = Path.of("/proc", Long.toString(run.pid()));
    while (true) {
      assertThat(run.isAlive()).as("the run lasts").isTrue();
      try (Stream<Path> open = Files.list(proc.resolve("fd"))) {
        if (open.anyMatch(link -> isLinkTo(link, name))) {
          return worker(proc).orElse(run.pid());
        }
      } catch (IOException | UncheckedIOException gone) {
        // A file was closed while we looked.
      }
      Thread.sleep(1);
    }
  }

  private static boolean isLinkTo(Path link, String name) {
    try {
      return Files.readSymbolicLink(link).endsWith(name);
    } catch (IOException gone) {
      return false;
    }
  }

  private static Optional<Long> worker(Path proc) throws IOException {
    try (Stream<Path> tasks = Files.list(proc.resolve("task"))) {
      for (Path task : tasks.toList()) {
        if (new String(Files.readAllBytes(task.resolve("comm")), UTF_8)
            .startsWith("Executor task")) {
          return Optional.of(Long.valueOf(task.getFileName().toString()));
        }
      }
    }
    return Optional.empty();
  }

  private static void signal(long pid, String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).toList();
    } catch (IOException | UncheckedIOException moved) {
      return List.of();
    }
  }
}

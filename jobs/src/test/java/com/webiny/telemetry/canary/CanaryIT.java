package com.webiny.telemetry.canary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.canary.JobProcess.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The public promise, from outside: a real run over logs full of secrets, with everything logged
 * that can be, and then all it has written anywhere is searched. Shuffle and spill files are
 * written without compression, so that their bytes can be read.
 */
class CanaryIT {
  private static final byte[] KEY =
      "k3y-of-the-canary:\u00ff\u0001\u00fe 0123456789abcdef".getBytes(UTF_8);
  private static final byte[] OTHER_KEY =
      "another-k3y-of-the-canary: fedcba9876543210".getBytes(UTF_8);

  /** The words of the night's plain-text log that tell it was on. */
  private static final String DEBUG_LINE = "DEBUG";

  @TempDir Path temp;

  private final Secrets secrets = new Secrets();
  private Path raw;
  private Path warehouse;
  private Path keyFile;
  private HostileLogs logs;

  @BeforeEach
  void prepare() throws IOException {
    raw = Files.createDirectories(temp.resolve("raw"));
    warehouse = temp.resolve("warehouse");
    keyFile = keyFile("id.key", KEY);
    logs = new HostileLogs(raw, secrets);
  }

  @Test
  void noSecretIsFoundAfterGoodNights() throws Exception {
    logs.writeAll();
    logs.writeDamaged("a damaged file");
    Night first = new Night("first");
    Ended ended = first.run("nightly", "--date", "2026-11-21", "--skip-damaged");
    assertThat(ended.exitCode()).as(ended.error()).isEqualTo(0);
    Night second = new Night("second");
    ended =
        second.run("nightly", "--date", HostileLogs.DAY, "--skip-damaged", "--min-cell-size", "5");
    assertThat(ended.exitCode()).as(ended.error()).isEqualTo(0);
    Night third = new Night("third");
    ended =
        third.run("backfill", "--from", "2026-11-21", "--to", HostileLogs.DAY, "--skip-damaged");
    assertThat(ended.exitCode()).as(ended.error()).isEqualTo(0);
    assertEveryKindOfLineWasThere();
    for (Night night : List.of(first, second, third)) {
      night.assertWatchedWell();
      assertThat(night.holding(HostileLogs.VERSION.getBytes(UTF_8)))
          .as("what may be kept is found in the shuffle, in spilled rows and in staged files")
          .anyMatch(name -> name.matches("\\d+-shuffle_.*\\.data.*"))
          .anyMatch(name -> name.matches("\\d+-temp_local_.*|\\d+-temp_shuffle_.*"))
          .anyMatch(name -> name.contains("read_parquet"));
    }
    assertNoSecret(first, second, third);
  }

  @Test
  void noSecretIsFoundAfterANightStoppedByDamage() throws Exception {
    logs.writeAll();
    logs.writeDamaged("a file that stops the night");
    Night night = new Night("stopped");
    Ended ended = night.run("nightly", "--date", HostileLogs.DAY);
    assertThat(ended.exitCode()).as(ended.error()).isEqualTo(3);
    assertThat(ended.error())
        .contains("--raw holds damaged files: dt=2026-11-20/broken.ndjson.gz (corrupt), ");
    night.assertWatchedWell();
    assertNoSecret(night);
  }

  @Test
  void noSecretIsFoundAfterANightOfJunkIsRefused() throws Exception {
    logs.writeJunk();
    Night night = new Night("refused");
    Ended ended = night.run("nightly", "--date", HostileLogs.DAY, "--max-reject-ratio", "0.1");
    assertThat(ended.exitCode()).as(ended.error()).isEqualTo(4);
    night.assertWatchedWell();
    assertNoSecret(night);
  }

  @Test
  void noSecretIsFoundAfterAnotherKeyIsRefused() throws Exception {
    logs.writeAll();
    Ended ended = new Night("first").run("nightly", "--date", HostileLogs.DAY);
    assertThat(ended.exitCode()).as(ended.error()).isEqualTo(0);
    keyFile = keyFile("other.key", OTHER_KEY);
    Night night = new Night("refused");
    ended = night.run("nightly", "--date", HostileLogs.DAY);
    assertThat(ended.exitCode()).as(ended.error()).isEqualTo(2);
    assertNoSecret(night);
  }

  /** Of every bucket and every fault of a value there were lines, so that none went unsearched. */
  private void assertEveryKindOfLineWasThere() throws IOException {
    List<String> lines = Files.readAllLines(warehouse.resolve("reports/data_quality.csv"));
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

  private Path keyFile(String name, byte[] key) throws IOException {
    Path file = Files.createDirectories(temp.resolve("keys")).resolve(name);
    Files.write(file, secrets.key("the ID key " + name, key));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  /** Searches the warehouse and all that these runs have written elsewhere. */
  private void assertNoSecret(Night... nights) {
    SecretSearch search = new SecretSearch(secrets.all());
    Set<String> found = new TreeSet<>();
    AtomicLong searched = new AtomicLong();
    List<Path> folders = new ArrayList<>();
    if (Files.exists(warehouse)) {
      folders.add(warehouse);
    }
    for (Night night : nights) {
      folders.add(night.home);
      folders.add(night.kept);
    }
    for (Path folder : folders) {
      Unpacking.folder(
          folder,
          (name, content) -> {
            searched.addAndGet(content.length);
            found.addAll(search.hits(name, content));
          });
    }
    assertThat(found).isEmpty();
    assertThat(searched.get()).as("bytes searched").isGreaterThan(100_000);
  }

  /** One run, watched. */
  private final class Night {
    private final Path home;
    private final Path kept;
    private final JobProcess process;
    private List<String> names = List.of();

    Night(String name) throws IOException {
      home = Files.createDirectories(temp.resolve("night-" + name));
      kept = Files.createDirectories(temp.resolve("kept-" + name));
      Path logging = home.resolve("log4j2.properties");
      Files.writeString(
          logging,
          String.join(
              "\n",
              "rootLogger.level = debug",
              "rootLogger.appenderRef.file.ref = file",
              "appender.file.type = File",
              "appender.file.name = file",
              "appender.file.fileName = " + home.resolve("job.log"),
              "appender.file.layout.type = PatternLayout",
              "appender.file.layout.pattern = %d %p %c: %m%n%ex",
              ""));
      process = new JobProcess(home);
      process
          .set("log4j2.configurationFile", logging.toString())
          .set("spark.eventLog.enabled", "true")
          .set("spark.eventLog.compress", "false")
          .set("spark.eventLog.dir", process.folder("events").toUri().toString())
          .set("spark.eventLog.logStageExecutorMetrics", "true")
          .set("spark.logConf", "true")
          .set("spark.sql.debug.maxToStringFields", "1000")
          .set("spark.shuffle.compress", "false")
          .set("spark.shuffle.spill.compress", "false")
          .set("spark.broadcast.compress", "false")
          .set("spark.rdd.compress", "false")
          .set("spark.shuffle.spill.numElementsForceSpillThreshold", "5")
          .set("spark.telemetry.partBytes", "20000");
    }

    Ended run(String command, String... options) throws Exception {
      List<String> arguments = new ArrayList<>(List.of(command));
      arguments.addAll(List.of("--raw", raw.toString(), "--warehouse", warehouse.toString()));
      arguments.addAll(List.of("--id-key-file", keyFile.toString()));
      arguments.addAll(List.of(options));
      try (FolderWatch watch = new FolderWatch(List.of(home, warehouse), kept)) {
        Ended ended = process.run(arguments.toArray(String[]::new));
        names = watch.names();
        return ended;
      }
    }

    /** The night has logged all it can, and its passing files were caught. */
    void assertWatchedWell() throws IOException {
      assertThat(Files.readString(home.resolve("job.log"))).contains(DEBUG_LINE);
      assertThat(names)
          .anyMatch(name -> name.matches("\\d+-shuffle_.*\\.data.*"))
          .anyMatch(name -> name.matches("\\d+-(events_|local-|app-).*"));
    }

    /** The files kept that hold these bytes. */
    Set<String> holding(byte[] bytes) {
      Secret sought = new Secret("it", new String(bytes, UTF_8), Secret.Kind.TEXT);
      SecretSearch search = new SecretSearch(List.of(sought));
      Set<String> holding = new TreeSet<>();
      Unpacking.folder(
          kept,
          (name, content) -> {
            if (!search.hits(name, content).isEmpty()) {
              holding.add(name.substring(name.indexOf('/') + 1));
            }
          });
      return holding;
    }
  }
}

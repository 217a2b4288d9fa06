package com.webiny.telemetry.canary;

import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.canary.JobProcess.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an operator reads when a run fails over hostile logs, with the log profile the scripts use:
 * one sentence on standard error and nothing else, however Spark failed. And what Spark tells of
 * the same failure, with its traces, when it is asked to: no value of any line.
 */
class MessagesIT {
  private static final int TERMINATED = 143;

  @TempDir Path temp;

  private CanarySite site;
  private int runs;

  @BeforeEach
  void prepare() throws IOException {
    site = new CanarySite(temp);
    site.logs.writeAll();
  }

  @Test
  void aFailureInATaskIsOneSentence() throws Exception {
    good(site.reading("nightly", "--date", "2026-11-21"));
    for (String table : List.of("users", "daily_users/dt=2026-11-21", "attempts/dt=2026-11-21")) {
      Path part = part(table);
      byte[] whole = Files.readAllBytes(part);
      Files.write(part, table.equals("users") ? new byte[0] : broken(whole));
      fails(site.reading("nightly", "--date", HostileLogs.DAY));
      Files.write(part, whole);
    }
    good(site.reading("nightly", "--date", HostileLogs.DAY));
    Path users = site.warehouse.resolve("tables/users");
    Files.move(users, users.resolveSibling("gone"));
    fails(site.forgetting(site.secrets.id("an ID to forget") + "\n"));
    fails(site.reading("backfill", "--from", "2026-11-21", "--to", HostileLogs.DAY));
  }

  @Test
  void aRefusalIsOneSentence() throws Exception {
    fails(site.reading("nightly", "--date", HostileLogs.DAY, "--max-reject-ratio", "0.1"));
    fails(site.reading("nightly", "--date", "2026-11-30"));
    fails(site.reading("backfill", "--from", "2026-11-22", "--to", "2026-11-21"));
    fails(site.forgetting(site.secrets.email("no ID") + "\n"));
    fails(site.upkeep("verify"));
    fails(site.upkeep("status"));
    fails(List.of());
    site.logs.writeDamaged("a damaged file");
    fails(site.reading("nightly", "--date", HostileLogs.DAY));
  }

  @Test
  void aFolderThatCannotBeWrittenIsOneSentence() throws Exception {
    JobProcess full = process();
    full.set("spark.local.dir", "/dev/null/none");
    failed(full.run(array(site.reading("nightly", "--date", HostileLogs.DAY))));
  }

  @Test
  void anEndFromOutsideIsOneSentence() throws Exception {
    JobProcess ending = process();
    Process run = ending.start(array(site.reading("nightly", "--date", HostileLogs.DAY)));
    Path staging = site.warehouse.resolve("_telemetry/staging");
    while (!Files.exists(staging)) {
      assertThat(run.isAlive()).as("the run lasts").isTrue();
      Thread.sleep(1);
    }
    run.destroy();
    Ended ended = ending.ended(run);
    assertThat(ended.exitCode()).isEqualTo(TERMINATED);
    assertThat(ended.error())
        .isEqualTo(
            "The run was ended from outside or ran out of memory; nothing is lost: run again, with more memory if it was not"
                + " stopped on purpose.\n");
  }

  /**
   * Runs a command as the scripts do; then again, with Spark telling what it does and how it
   * failed.
   */
  private void fails(List<String> arguments) throws Exception {
    failed(process().run(array(arguments)));
    Ended ended = process().set("telemetry.log", "info").run(array(arguments));
    assertThat(ended.exitCode()).isNotZero();
  }

  private static void failed(Ended ended) {
    assertThat(ended.exitCode()).as(ended.error()).isBetween(2, 6);
    assertThat(ended.error())
        .as("exit code %s", ended.exitCode())
        .matches("(?s)[A-Z-][^\\n]*[^\\n.][.]\\n");
    assertThat(ended.error()).doesNotContain("Exception:", "\tat ");
    assertThat(ended.output()).isEmpty();
  }

  private void good(List<String> arguments) throws Exception {
    Ended ended = process().run(array(arguments));
    assertThat(ended.exitCode()).as(ended.error()).isZero();
    assertThat(ended.error()).isEmpty();
  }

  private JobProcess process() throws IOException {
    Path profile = Path.of("src/main/resources/log4j2.properties");
    return new JobProcess(home(runs++)).set("log4j2.configurationFile", profile.toUri().toString());
  }

  @AfterEach
  void noneOfThemTellsAValue() throws IOException {
    SecretSearch search = new SecretSearch(site.secrets.all());
    Set<String> found = new TreeSet<>();
    for (int i = 0; i < runs; i++) {
      Unpacking.folder(home(i), (name, content) -> found.addAll(search.hits(name, content)));
    }
    assertThat(found).isEmpty();
  }

  private Path home(int run) throws IOException {
    return Files.createDirectories(temp.resolve("process-" + run));
  }

  /** Everything but the marks at both ends and the length of the footer. */
  private static byte[] broken(byte[] parquet) {
    byte[] broken = parquet.clone();
    for (int i = 4; i < broken.length - 8; i++) {
      broken[i] ^= 0x2a;
    }
    return broken;
  }

  private Path part(String table) throws IOException {
    try (Stream<Path> parts = Files.list(site.warehouse.resolve("tables").resolve(table))) {
      return parts.sorted().findFirst().orElseThrow();
    }
  }

  private static String[] array(List<String> arguments) {
    return arguments.toArray(String[]::new);
  }
}

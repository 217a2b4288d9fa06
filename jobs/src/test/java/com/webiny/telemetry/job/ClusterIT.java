package com.webiny.telemetry.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.bench.StandaloneCluster;
import com.webiny.telemetry.vectors.VectorCase;
import com.webiny.telemetry.vectors.Vectors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job on a standalone Spark cluster of a master and two workers, all processes of their own:
 * the bytes are those of one machine, whatever is lost on the way, and all counts are exact.
 */
class ClusterIT {
  private static final int WORKERS = 2;

  @TempDir static Path shared;
  private static StandaloneCluster cluster;
  private static VectorCase vectors;
  private static Site local;
  private static JobRun.Result published;

  @TempDir Path temp;

  @BeforeAll
  static void start() {
    vectors = Vectors.unpack("week", shared);
    local = Site.in(shared.resolve("local"), vectors.raw());
    published = local.publish(vectors.date().toString());
    cluster =
        StandaloneCluster.start(
            Path.of("").toAbsolutePath().getParent(), shared.resolve("cluster"), WORKERS);
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void executorKilledInTheMiddleChangesNoByteAndNoCount() throws Exception {
    Site site = Site.in(temp.resolve("site"), vectors.raw());
    try (RunningJob night = startOn(cluster, site)) {
      awaitStaged(night, site);
      List<ProcessHandle> executors = cluster.executors(0);
      assertThat(executors).hasSize(1);
      executors.get(0).destroyForcibly();
      requirePublished(night, site);
    }
    requireSame(site);
  }

  @Test
  void workerKilledInTheMiddleChangesNoByteAndNoCount() throws Exception {
    try (StandaloneCluster other =
        StandaloneCluster.start(
            Path.of("").toAbsolutePath().getParent(), temp.resolve("cluster"), WORKERS)) {
      Site site = Site.in(temp.resolve("site"), vectors.raw());
      try (RunningJob night = startOn(other, site)) {
        awaitStaged(night, site);
        List<ProcessHandle> executors = other.executors(1);
        assertThat(executors).hasSize(1);
        other.worker(1).destroyForcibly();
        executors.get(0).destroyForcibly(); // As when the machine is gone.
        requirePublished(night, site);
      }
      requireSame(site);
    }
  }

  /** Spark starts tasks a second time that take long, and takes the result of either. */
  @Test
  void tasksRunTwiceAtOnceChangeNoByteAndNoCount() throws Exception {
    Path events = Files.createDirectory(temp.resolve("events"));
    Map<String, String> eager = new TreeMap<>();
    eager.put("spark.speculation", "true");
    eager.put("spark.speculation.quantile", "0.01");
    eager.put("spark.speculation.multiplier", "0.01");
    eager.put("spark.speculation.minTaskRuntime", "1ms");
    eager.put("spark.speculation.interval", "1ms");
    eager.put("spark.eventLog.enabled", "true");
    eager.put("spark.eventLog.compress", "false");
    eager.put("spark.eventLog.dir", events.toUri().toString());
    try (StandaloneCluster apart =
        StandaloneCluster.start(
            Path.of("").toAbsolutePath().getParent(),
            temp.resolve("cluster"),
            List.of("127.0.0.1", "127.0.0.2"))) {
      Site site = Site.in(temp.resolve("site"), vectors.raw());
      try (RunningJob night =
          startOn(apart, eager, site.nightlyArguments(vectors.date().toString()))) {
        requirePublished(night, site);
      }
      requireSame(site);
    }
    long twice = 0;
    for (Path file : Site.files(events)) {
      try (Stream<String> lines = Files.lines(file)) {
        twice +=
            lines
                .filter(line -> line.contains("\"SparkListenerTaskStart\""))
                .filter(line -> line.contains("\"Speculative\":true"))
                .count();
      }
    }
    assertThat(twice).as("tasks started a second time").isPositive();
  }

  @Test
  void backfillGivesTheBytesOfOneMachine() throws Exception {
    Site one = Site.in(temp.resolve("one"));
    for (int day = 1; day <= 4; day++) {
      Fortnight.log(one, day);
    }
    one.publish(Fortnight.may(4));
    one.write(
        "dt=" + Fortnight.may(2) + "/late.ndjson",
        Fortnight.event(2, "12:00:00", 9, "cli-create-webiny-project-end"),
        Fortnight.may(4) + "T00:00:00Z");
    Site other = Fortnight.copy(one, temp.resolve("other"));
    String first = Fortnight.may(1);
    String last = Fortnight.may(3);
    assertThat(one.backfill(first, last).published()).isTrue();
    try (RunningJob backfill = startOn(cluster, Map.of(), other.backfillArguments(first, last))) {
      assertThat(backfill.code()).as(backfill.said()).isZero();
    }
    assertThat(other.tables()).isEqualTo(one.tables());
    assertThat(other.bytesBelow("reports/")).isEqualTo(one.bytesBelow("reports/"));
  }

  /** Starts the night. */
  private RunningJob startOn(StandaloneCluster on, Site site) {
    return startOn(on, Map.of(), site.nightlyArguments(vectors.date().toString()));
  }

  private RunningJob startOn(StandaloneCluster on, Map<String, String> more, String... arguments) {
    try {
      Map<String, String> all = new TreeMap<>(more);
      all.put("spark.master", on.url());
      all.put("spark.executor.memory", "1g");
      // The job's own classes; Spark's are with the workers.
      all.put("spark.executor.extraClassPath", classes());
      // Else what is lost is asked for, three times, five seconds apart.
      all.put("spark.shuffle.io.retryWait", "100ms");
      return RunningJob.start(Files.createTempDirectory(temp, "run"), List.of(), all, arguments);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String classes() {
    URL location = TelemetryJobs.class.getProtectionDomain().getCodeSource().getLocation();
    return Path.of(URI.create(location.toString())).toString();
  }

  /** Waits until the first table file is staged: raw logs are read, shuffled, and half merged. */
  private static void awaitStaged(RunningJob night, Site site) throws InterruptedException {
    while (night.isAlive() && staged(site).isEmpty()) {
      night.endsWithin(1);
    }
    assertThat(night.isAlive()).as("the night ended before it had staged a file").isTrue();
  }

  private static List<Path> staged(Site site) {
    try {
      return Site.files(site.warehouse().resolve("_telemetry/staging"));
    } catch (UncheckedIOException changing) {
      return List.of();
    }
  }

  /** With the counts of one machine, behind what Spark says of what it lost. */
  private static void requirePublished(RunningJob night, Site site) throws InterruptedException {
    assertThat(night.code()).as(night.said()).isZero();
    String counts =
        published.out().replace(local.warehouse().toString(), site.warehouse().toString());
    assertThat(night.said()).endsWith(counts);
  }

  private static void requireSame(Site site) {
    assertThat(site.tables()).isEqualTo(local.tables());
    assertThat(site.bytesBelow("reports/")).isEqualTo(local.bytesBelow("reports/"));
    assertThat(site.bytesBelow("_telemetry/staging")).isEmpty();
    assertThat(site.verify().err()).isEmpty();
  }
}

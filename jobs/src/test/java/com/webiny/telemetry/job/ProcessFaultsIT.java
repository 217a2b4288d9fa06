package com.webiny.telemetry.job;

import static com.webiny.telemetry.job.Fortnight.may;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Faults of real processes and of a real file system (SPEC section 9): whatever happens to a night,
 * every published file is the whole old or the whole new one, and the next night ends with the
 * bytes of an undisturbed one.
 *
 * <p>The system property {@code faults.count} tells how many times each random fault is tried.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProcessFaultsIT {
  private static final int COUNT = Integer.getInteger("faults.count", 4);
  private static final int LAST = 128;
  private static final int SIGTERM = 15;

  @TempDir static Path temp;

  /** Two days are published, the log of the third is there. */
  private Site before;

  private SortedMap<String, String> oldFiles;
  private SortedMap<String, String> newFiles;

  /** How long an undisturbed night takes, in milliseconds. */
  private long night;

  @BeforeAll
  void publishUndisturbed() throws Exception {
    before = Site.in(temp.resolve("before"));
    for (int day = 1; day <= 2; day++) {
      Fortnight.log(before, day);
      before.publish(may(day), Fortnight.OPTIONS);
    }
    Fortnight.log(before, 3);
    oldFiles = published(before);
    Site after = Fortnight.copy(before, temp.resolve("after"));
    long start = System.nanoTime();
    try (RunningJob run = RunningJob.start(temp.resolve("after-run"), third(after))) {
      assertThat(run.code()).as(run.said()).isZero();
    }
    night = (System.nanoTime() - start) / 1_000_000;
    newFiles = published(after);
    assertThat(newFiles)
        .doesNotContainEntry("reports/data_quality.csv", oldFiles.get("reports/data_quality.csv"));
  }

  @ParameterizedTest(name = "SIG{0}")
  @ValueSource(strings = {"KILL", "TERM"})
  void nightKilledAtAnyTimeIsMadeUpForByTheNext(String signal) throws Exception {
    Random random = new Random(signal.hashCode());
    Map<Integer, Integer> codes = new TreeMap<>();
    for (int i = 0; i < COUNT; i++) {
      Site site = Fortnight.copy(before, temp.resolve(signal + i));
      // Most of what can go wrong goes wrong in the second half.
      long millis = night / 3 + random.nextLong(night * 2 / 3);
      try (RunningJob run = RunningJob.start(temp.resolve(signal + i + "-run"), third(site))) {
        if (!run.endsWithin(millis)) {
          run.signal(signal);
        }
        codes.merge(run.code(), 1, Integer::sum);
      }
      requireOldOrNewThenNew(site);
    }
    assertThat(codes.keySet()).isSubsetOf(0, LAST + (signal.equals("KILL") ? 9 : SIGTERM));
  }

  @Test
  void nightKilledAtEachStepOfStagingIsMadeUpForByTheNext() throws Exception {
    for (int files = 1; files <= COUNT; files++) {
      Site site = Fortnight.copy(before, temp.resolve("staging" + files));
      try (RunningJob run = RunningJob.start(temp.resolve("staging-run" + files), third(site))) {
        awaitStaged(run, site, files * 4);
        run.signal("KILL");
        run.code();
      }
      requireOldOrNewThenNew(site);
    }
  }

  @Test
  void nightFrozenWhileAnotherPublishesLosesAndChangesNothing() throws Exception {
    for (int i = 0; i < COUNT; i++) {
      Site site = Fortnight.copy(before, temp.resolve("frozen" + i));
      try (RunningJob run = RunningJob.start(temp.resolve("frozen-run" + i), third(site))) {
        awaitStaged(run, site, 1 + i * 3);
        run.signal("STOP");
        site.publish(may(3), Fortnight.OPTIONS);
        SortedMap<String, String> published = site.published();
        assertThat(published(site)).isEqualTo(newFiles);
        run.signal("CONT");
        assertThat(run.code()).as(run.said()).isEqualTo(5);
        assertThat(run.said()) // Behind Spark's own lines, if a task found its files gone.
            .endsWith(
                "Another run published to --warehouse first and this one changed nothing; run again if its work is still to be"
                    + " done.\n");
        assertThat(site.published()).isEqualTo(published);
        assertThat(site.bytesBelow("_telemetry/staging")).isEmpty();
      }
    }
  }

  @Test
  void temporaryFilesWithoutRoomStopTheNightWithTheExitCodeOfStorage() throws Exception {
    Site site = Fortnight.copy(before, temp.resolve("tiny"));
    List<String> limited = List.of("bash", "-c", "ulimit -f 4; exec \"$@\"", "limited");
    try (RunningJob run = RunningJob.start(temp.resolve("tiny-run"), limited, third(site))) {
      assertThat(run.code()).as(run.said()).isEqualTo(6);
      assertThat(run.said())
          .isEqualTo(
              "The compressor cannot be unpacked to the folder of temporary files, or not run from there; make room, or set"
                  + " -Djava.io.tmpdir to a folder with room whose files may be run.\n");
    }
    assertThat(published(site)).isEqualTo(oldFiles);
    requireOldOrNewThenNew(site);
  }

  @Test
  void noCommandThatRewritesTablesStartsWithoutItsCompressor() throws Exception {
    Site site = Fortnight.copy(before, temp.resolve("forgetting"));
    Path ids = Files.writeString(temp.resolve("ids"), TestLines.id(1) + "\n");
    String[] forget = {
      "forget",
      "--warehouse",
      site.warehouse().toString(),
      "--id-key-file",
      site.key().toString(),
      "--ids",
      ids.toString()
    };
    List<String> limited = List.of("bash", "-c", "ulimit -f 4; exec \"$@\"", "limited");
    try (RunningJob run = RunningJob.start(temp.resolve("forgetting-run"), limited, forget)) {
      assertThat(run.code()).as(run.said()).isEqualTo(6);
      assertThat(run.said()).startsWith("The compressor cannot be unpacked ").hasLineCount(1);
    }
    assertThat(published(site)).isEqualTo(oldFiles);
  }

  @Test
  void diskThatFillsUpStopsTheNightWithTheExitCodeOfStorage() throws Exception {
    List<Integer> codes = new ArrayList<>();
    for (int files : spread(COUNT, 1, newFiles.size())) {
      Site site = Fortnight.copy(before, temp.resolve("full" + files));
      try (RunningJob run = RunningJob.start(temp.resolve("full-run" + files), third(site))) {
        awaitStaged(run, site, files);
        run.limitFiles(0);
        int code = run.code();
        codes.add(code);
        assertThat(code).as(files + ": " + run.said()).isIn(0, 6);
        if (code == 6) {
          assertThat(run.said().lines().reduce((a, b) -> b).orElse(""))
              .as(run.said())
              .matches("[A-Z-].* [a-z-]+\\.");
        }
      }
      requireOldOrNewThenNew(site);
    }
    assertThat(codes).contains(6);
  }

  private static List<Integer> spread(int count, int from, int to) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = from + (to - from) * i / Math.max(1, count - 1);
      if (!numbers.contains(number)) {
        numbers.add(number);
      }
    }
    return Collections.unmodifiableList(numbers);
  }

  /** Watches until a run has staged so many files, or ends. */
  private static void awaitStaged(RunningJob run, Site site, int files) throws Exception {
    Path staging = site.warehouse().resolve("_telemetry/staging");
    while (run.isAlive() && count(staging) < files) {
      run.endsWithin(1);
    }
  }

  private static int count(Path folder) {
    try {
      return Site.files(folder).size();
    } catch (java.io.UncheckedIOException moved) {
      return 0; // While we looked.
    }
  }

  private void requireOldOrNewThenNew(Site site) throws IOException {
    published(site)
        .forEach(
            (path, hash) -> assertThat(hash).as(path).isIn(oldFiles.get(path), newFiles.get(path)));
    assertThat(published(site).keySet()).containsAll(oldFiles.keySet());
    assertThat(site.status().code()).isZero();
    JobRun.Result next = site.nightly(may(3), Fortnight.OPTIONS);
    assertThat(next.code()).as(next.toString()).isZero();
    assertThat(published(site)).isEqualTo(newFiles);
    assertThat(site.bytesBelow("_telemetry/staging")).isEmpty();
    assertThat(site.nightly(may(3), Fortnight.OPTIONS).nothingToDo()).isTrue();
    assertThat(site.verify().code()).as(site.verify().err()).isZero();
    assertThat(Files.exists(site.warehouse().resolve("_telemetry/commits/000004.json"))).isFalse();
  }

  private static String[] third(Site site) {
    return site.nightlyArguments(may(3), Fortnight.OPTIONS);
  }

  private static SortedMap<String, String> published(Site site) {
    SortedMap<String, String> files = new TreeMap<>(site.bytesBelow("tables/"));
    files.putAll(site.bytesBelow("reports/"));
    return files;
  }
}

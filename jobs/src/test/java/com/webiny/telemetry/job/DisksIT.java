package com.webiny.telemetry.job;

import static com.webiny.telemetry.job.Fortnight.may;
import static com.webiny.telemetry.job.MeasuredNight.commits;
import static com.webiny.telemetry.job.MeasuredNight.published;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.webiny.telemetry.job.SmallDisk.Limit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Nights of real processes on real disks that are full or cannot be written: exit code 6, one
 * sentence, every published file whole, and the next night, with room, ends with the bytes of an
 * undisturbed one. How much room a night takes is measured first, so that the disk is full in every
 * part of it: while it stages, writes manifests, commits, and puts files in their places.
 *
 * <p>The system property {@code disks.sizes} tells how many sizes of a warehouse's disk are tried.
 * Where it is given, a machine that lets no process mount a disk fails; elsewhere the tests are
 * skipped there, and say so.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DisksIT {
  private static final int SIZES = Integer.getInteger("disks.sizes", 3);
  private static final JobRun JOB = JobRun.embedded().with("spark.master", "local[1]");
  private static final String[] OPTIONS = {
    "--buckets", "1", "--min-cell-size", "1", "--lookback-days", "1"
  };

  @TempDir static Path temp;

  /** Replaces files. */
  private MeasuredNight third;

  /** Makes all its folders and replaces nothing, which would make room for a folder's name. */
  private MeasuredNight first;

  @BeforeAll
  @SuppressWarnings("try") // The properties are there to be closed.
  void measure() throws Exception {
    boolean canBeMade = SmallDisk.canBeMade(temp);
    if (System.getProperty("disks.sizes") != null) {
      assertThat(canBeMade).as("unshare --mount --map-root-user can mount a tmpfs").isTrue();
    }
    assumeTrue(
        canBeMade,
        "This machine lets no process mount a disk of its own (unshare --mount --map-root-user): full disks are not tried.");
    try (JobRun.Properties unused = JOB.properties()) {
      third = MeasuredNight.of(FaultScenario.THIRD_NIGHT, temp.resolve("third"), JOB);
      first = MeasuredNight.of(FaultScenario.FIRST_NIGHT, temp.resolve("first"), JOB);
    }
  }

  /** From what is published and no page more to a disk that lacks one page of the commit. */
  IntStream pages() {
    int most = third.committed().pages() - 1;
    return IntStream.range(0, SIZES).map(size -> most * size / Math.max(1, SIZES - 1)).distinct();
  }

  @ParameterizedTest(name = "room for {0} pages")
  @MethodSource("pages")
  void warehouseWithoutRoomForBytesStaysAsItWas(int room) throws Exception {
    Site site = copy(third, "pages-" + room);
    stopped(onDisk(site, 3, Limit.PAGES, room));
    assertThat(published(site)).isEqualTo(third.oldFiles());
    assertThat(site.bytesBelow("_telemetry/commits"))
        .isEqualTo(third.before().bytesBelow("_telemetry/commits"));
    assertThat(site.bytesBelow("_telemetry/staging")).isEmpty();
    if (room == third.committed().pages() - 1) {
      assertThat(site.bytesBelow("_telemetry/manifests"))
          .as("what is written just before the commit")
          .hasSizeGreaterThan(third.before().bytesBelow("_telemetry/manifests").size());
    }
    requireNewAfterTheNext(third, site, 3);
  }

  /** Down from a disk that lacks the name of the last folder which files are put into. */
  IntStream names() {
    int last = first.committed().names() + first.newFolders() - 1;
    return IntStream.iterate(last, room -> room - 1).limit(Math.max(1, SIZES / 2));
  }

  @ParameterizedTest(name = "room for {0} names")
  @MethodSource("names")
  void warehouseWithoutRoomForNamesHasWholeFilesOnly(int room) throws Exception {
    Site site = copy(first, "names-" + room);
    String said = stopped(onDisk(site, 1, Limit.NAMES, room));
    published(site)
        .forEach((path, hash) -> assertThat(hash).as(path).isEqualTo(first.newFiles().get(path)));
    // Until the commit has its name, its draft has another.
    boolean committed = room > first.committed().names();
    assertThat(commits(site)).isEqualTo(committed ? 1 : 0);
    assertThat(said.startsWith("The commit is made, but not all of its files are in place ("))
        .as(said)
        .isEqualTo(committed);
    assertThat(site.bytesBelow("_telemetry/staging").isEmpty()).isEqualTo(!committed);
    requireNewAfterTheNext(first, site, 1);
  }

  /** One page, two, four. */
  IntStream localPages() {
    return IntStream.iterate(1, room -> room * 2).limit(Math.max(1, SIZES / 3));
  }

  @ParameterizedTest(name = "room for {0} pages")
  @MethodSource("localPages")
  void localFolderWithoutRoomForBytesStopsTheNight(int room) throws Exception {
    Site site = copy(third, "local-pages-" + room);
    Ended ended = withLocalFolder(site, Limit.PAGES, room);
    if (room == 1 || ended.code() != 0) {
      stopped(ended);
      assertThat(site.published()).isEqualTo(third.before().published());
    }
    requireNewAfterTheNext(third, site, 3);
  }

  /** None, one, two. */
  IntStream localNames() {
    return IntStream.range(0, Math.max(1, SIZES / 3));
  }

  @ParameterizedTest(name = "room for {0} names")
  @MethodSource("localNames")
  void localFolderWithoutRoomForNamesStopsTheNight(int room) throws Exception {
    Site site = copy(third, "local-names-" + room);
    String said = stopped(withLocalFolder(site, Limit.NAMES, room));
    if (room == 0) {
      assertThat(said)
          .isEqualTo(
              "No folder of spark.local.dir can be written; make room or name another with -Dspark.local.dir.\n");
    }
    assertThat(site.published()).isEqualTo(third.before().published());
    requireNewAfterTheNext(third, site, 3);
  }

  @Test
  void warehouseThatCannotBeWrittenIsNotChanged() throws Exception {
    Site site = copy(third, "read-only");
    stopped(onDisk(site, 3, Limit.NOTHING_WRITTEN, 0));
    assertThat(site.bytes()).isEqualTo(third.before().bytes());
    requireNewAfterTheNext(third, site, 3);
  }

  private record Ended(int code, String said) {}

  private static Ended onDisk(Site site, int day, Limit limit, int room) throws Exception {
    Path disk = Files.createDirectory(home(site).resolve("disk"));
    Site there = new Site(site.raw(), disk, site.key(), JOB);
    return run(there, day, SmallDisk.before(disk, site.warehouse(), limit, room), Map.of());
  }

  private static Ended withLocalFolder(Site site, Limit limit, int room) throws Exception {
    Path disk = Files.createDirectory(home(site).resolve("disk"));
    Path nothing = Files.createDirectory(home(site).resolve("nothing"));
    return run(
        site,
        3,
        SmallDisk.before(disk, nothing, limit, room),
        Map.of("spark.local.dir", disk.toString()));
  }

  private static Ended run(Site site, int day, List<String> onDisk, Map<String, String> properties)
      throws Exception {
    Map<String, String> all = new TreeMap<>(properties);
    // What the scripts use: without it, Spark's traces come before the sentence.
    Path log = Path.of("src/main/resources/log4j2.properties");
    all.put("log4j2.configurationFile", log.toUri().toString());
    try (RunningJob run =
        RunningJob.start(
            home(site).resolve("run"), onDisk, all, site.nightlyArguments(may(day), OPTIONS))) {
      return new Ended(run.code(), run.said());
    }
  }

  /** Requires the exit code of storage and one sentence. */
  private static String stopped(Ended ended) {
    assertThat(ended.code()).as(ended.said()).isEqualTo(6);
    assertThat(ended.said()).matches("[A-Z-][^\\n]*[^\\n.][.]\\n").doesNotContain("Exception:");
    return ended.said();
  }

  private static void requireNewAfterTheNext(MeasuredNight night, Site site, int day) {
    JobRun.Result next = site.nightly(may(day), OPTIONS);
    assertThat(next.code()).as(next.toString()).isZero();
    assertThat(published(site)).isEqualTo(night.newFiles());
    assertThat(site.bytesBelow("_telemetry/staging")).isEmpty();
    assertThat(commits(site)).isEqualTo(commits(night.before()) + 1);
    assertThat(site.verify().code()).as(site.verify().err()).isZero();
  }

  private static Site copy(MeasuredNight night, String name) {
    return Fortnight.copy(night.before(), temp.resolve(name)).on(JOB);
  }

  private static Path home(Site site) {
    return site.raw().getParent();
  }
}

package com.webiny.telemetry.job;

import static com.webiny.telemetry.job.Fortnight.may;
import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.exit.ExitCode;
import com.webiny.telemetry.exit.StopException;
import com.webiny.telemetry.storage.Storages;
import com.webiny.telemetry.storage.Storages.Location;
import com.webiny.telemetry.storage.StoredFile;
import com.webiny.telemetry.stores.FaultPlan;
import com.webiny.telemetry.stores.FaultyStorage;
import com.webiny.telemetry.stores.HookedS3A;
import com.webiny.telemetry.stores.TestStore;
import com.webiny.telemetry.vectors.VectorCase;
import com.webiny.telemetry.vectors.Vectors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The job with raw logs and warehouse on HDFS and on S3: the bytes it publishes are those it
 * publishes on a local disk, and its commits keep their promises (SPEC section 9). By default a few
 * of the vectors; {@code -Dstores.vectors=all} runs them all.
 */
class StoresIT {
  private static final List<String> SOME = List.of("case-02", "case-17", "late-week");

  @TempDir static Path shared;
  private static final Map<TestStore.Kind, TestStore> STORES = new EnumMap<>(TestStore.Kind.class);

  /** Two days of three are published; all three; and one more commit was made. */
  private static Site twoNights;

  private static Site threeNights;
  private static Site later;

  @TempDir Path temp;

  @BeforeAll
  static void start() throws Exception {
    for (TestStore.Kind kind : TestStore.Kind.values()) {
      STORES.put(kind, kind.start(shared.resolve(kind.name())));
    }
    twoNights = FaultScenario.THIRD_NIGHT.make(shared.resolve("two"), JobRun.embedded());
    threeNights = Fortnight.copy(twoNights, shared.resolve("three"));
    threeNights.publish(may(3));
    later = Fortnight.copy(threeNights, shared.resolve("later"));
    Path ids = Files.writeString(shared.resolve("ids"), TestLines.id(3) + "\n");
    JobRun.Result forgotten = later.command("forget", "--ids", ids.toString());
    assertThat(forgotten.code()).as(forgotten.toString()).isZero();
  }

  @AfterAll
  static void stop() throws Exception {
    for (TestStore store : STORES.values()) {
      store.close();
    }
  }

  private StoreSite siteIn(TestStore.Kind kind, String name) {
    return new StoreSite(STORES.get(kind), name, temp);
  }

  /** With two nights of three. */
  private StoreSite twoNightsIn(TestStore.Kind kind, String name) throws Exception {
    StoreSite site = siteIn(kind, name);
    site.putRaw(twoNights);
    site.putWarehouse(twoNights);
    return site;
  }

  static Stream<Arguments> vectors() {
    String wanted = System.getProperty("stores.vectors", "some");
    List<String> names = wanted.equals("all") ? Vectors.names() : SOME;
    return names.stream()
        .flatMap(name -> Stream.of(TestStore.Kind.values()).map(kind -> Arguments.of(kind, name)));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void vectorsGiveTheBytesOfALocalDisk(TestStore.Kind kind, String name) throws Exception {
    VectorCase vectors = Vectors.unpack(name, temp);
    Site local = Site.in(temp.resolve("local"), vectors.raw());
    StoreSite elsewhere = siteIn(kind, "vectors/" + name);
    List<String> night = new ArrayList<>(List.of("nightly", "--date", vectors.date().toString()));
    night.addAll(vectors.args().subList(3, vectors.args().size()));
    String[] more = night.subList(3, night.size()).toArray(String[]::new);

    local.publish(vectors.date().toString(), more);
    elsewhere.putRaw(local);
    requirePublished(elsewhere.run(night.toArray(String[]::new)));
    if (vectors.hasLate()) {
      vectors.copyLate();
      local.publish(vectors.date().toString(), more);
      elsewhere.putRaw(local);
      requirePublished(elsewhere.run(night.toArray(String[]::new)));
    }

    elsewhere.requireSameAs(local);
    JobRun.Result again = elsewhere.run(night.toArray(String[]::new));
    assertThat(again.nothingToDo()).as(again.toString()).isTrue();
    elsewhere.requireSameAs(local);
    assertThat(Leaks.in(elsewhere.fetched().warehouse(), vectors.raw())).isEmpty();
  }

  private static void requirePublished(JobRun.Result result) {
    assertThat(result.err()).isEmpty();
    assertThat(result.published()).as(result.toString()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void everyCommandDoesWhatItDoesOnALocalDisk(TestStore.Kind kind) throws Exception {
    Site local = FaultScenario.PRUNE.make(temp.resolve("local"), JobRun.embedded());
    StoreSite elsewhere = siteIn(kind, "commands");
    elsewhere.putRaw(local);
    requirePublished(
        elsewhere.run(
            "nightly",
            "--date",
            may(40),
            "--buckets",
            "1",
            "--min-cell-size",
            "1",
            "--lookback-days",
            "1"));
    elsewhere.requireSameAs(local);

    local.write(
        "dt=" + may(30) + "/late.ndjson",
        Fortnight.event(30, "12:00:00", 9, "cli-create-webiny-project-end"),
        may(41) + "T00:00:00Z");
    elsewhere.putRaw(local);
    Path ids = Files.writeString(temp.resolve("ids"), TestLines.id(1) + "\n");
    for (String[] command :
        new String[][] {
          {"backfill", "--from", may(30), "--to", may(30)},
          {"backfill", "--from", may(29), "--to", may(30), "--rebuild"},
          {"forget", "--ids", ids.toString()},
          {"prune", "--keep-days", "37"},
        }) {
      JobRun.Result here = local.command(command);
      JobRun.Result there = elsewhere.run(command);
      assertThat(there.code()).as(there.toString()).isZero();
      assertThat(there.out())
          .isEqualTo(here.out().replace(local.warehouse().toString(), elsewhere.warehouse()));
    }
    elsewhere.requireSameAs(local);
    assertThat(elsewhere.run("status").out()).isEqualTo(local.status().out());
    assertThat(elsewhere.run("verify").out()).isEqualTo(local.verify().out());
  }

  @ParameterizedTest
  @EnumSource
  void ofTwoRunsOneCommitsAndTheOtherChangesNothing(TestStore.Kind kind) throws Exception {
    StoreSite site = twoNightsIn(kind, "race");
    String[] night = site.arguments("nightly", "--date", may(3));
    List<Integer> codes;
    String said;
    try (RunningJob one = frozen(site, night, 1);
        RunningJob two = frozen(site, night, 2)) {
      assertThat(commits(site)).isEqualTo(1);
      two.signal("CONT");
      one.signal("CONT");
      codes = List.of(one.code(), two.code());
      said = one.said() + two.said();
    }
    assertThat(codes).as(said).containsExactlyInAnyOrder(0, 5);
    assertThat(said)
        .contains("Another run published to --warehouse first and this one changed nothing");
    assertThat(commits(site)).isEqualTo(2);
    site.requireSameAs(threeNights);
  }

  /** Starts a run and freezes it when so many runs have staged something: before its commit. */
  private RunningJob frozen(StoreSite site, String[] command, int runs) throws Exception {
    Location place = site.place();
    String staging = place.storage().resolve(place.root(), "_telemetry/staging");
    RunningJob run =
        RunningJob.start(
            Files.createTempDirectory(temp, "run"), List.of(), site.properties(), command);
    while (run.isAlive() && place.storage().list(staging).size() < runs) {
      run.endsWithin(1);
    }
    run.signal("STOP");
    return run;
  }

  private static int commits(StoreSite site) throws Exception {
    Location place = site.place();
    int commits = 0;
    for (StoredFile file :
        place.storage().list(place.storage().resolve(place.root(), "_telemetry/commits"))) {
      commits += file.name().startsWith(".") ? 0 : 1;
    }
    return commits;
  }

  @ParameterizedTest
  @EnumSource
  void commitHalfInPlaceIsToldAndFinishedByTheNextRun(TestStore.Kind kind) throws Exception {
    StoreSite site = twoNightsIn(kind, "half");
    int commit = thirdNightsCommit(kind);
    FaultPlan.plan(commit + 5, FaultPlan.Fault.BEFORE);
    StopException stop = performOnFaulty(site);
    FaultPlan.nothing();
    assertThat(stop.exitCode()).isEqualTo(ExitCode.STORAGE);
    assertThat(stop)
        .hasMessageStartingWith("The commit is made, but not all of its files are in place (");
    assertThat(site.run("status").out())
        .contains(
            "last run: nightly, commit 2 at ", "half in place: yes, the next run finishes it");

    assertThat(FaultScenario.THIRD_NIGHT.perform(threeNights, site.place())).isEmpty();

    assertThat(site.run("status").out()).contains("half in place: no");
    site.requireSameAs(threeNights);
  }

  @ParameterizedTest
  @EnumSource
  void runFrozenBetweenTwoFilesDoesNotTakeBackWhatWasPublishedSince(TestStore.Kind kind)
      throws Exception {
    StoreSite site = twoNightsIn(kind, "overtaken");
    FaultPlan plan =
        FaultPlan.plan(thirdNightsCommit(kind) + 5, () -> finishAndPublishOnceMore(site));
    assertThat(performOnFaulty(site)).isNull();
    assertThat(plan.fired()).isTrue();
    FaultPlan.nothing();
    site.requireSameAs(later);
  }

  /** There is no such moment in a rename. */
  @Test
  void runFrozenInTheMiddleOfACopyDoesNotTakeBackWhatWasPublishedSince() throws Exception {
    StoreSite site = twoNightsIn(TestStore.Kind.S3, "copied");
    HookedS3A.atOpening(
        Pattern.compile(".*/_telemetry/staging/.*/reports/daily_active_users.csv"),
        FaultPlan.unchecked(() -> finishAndPublishOnceMore(site)));
    Location place =
        Storages.warehouse("--warehouse", site.warehouse(), () -> HookedS3A.through(site.store()));
    assertThat(perform(place)).isNull();
    assertThat(HookedS3A.hasHappened()).isTrue();
    site.requireSameAs(later);
  }

  private void finishAndPublishOnceMore(StoreSite site) throws Exception {
    assertThat(FaultScenario.THIRD_NIGHT.perform(threeNights, site.place())).isEmpty();
    site.putWarehouse(later);
  }

  /** Which call of the third night makes its commit. */
  private int thirdNightsCommit(TestStore.Kind kind) throws Exception {
    StoreSite site = twoNightsIn(kind, "undisturbed-" + temp.getFileName());
    FaultPlan plan = FaultPlan.nothing();
    assertThat(performOnFaulty(site)).isNull();
    List<String> calls = plan.calls();
    int commit = 1;
    while (!calls.get(commit - 1).matches("createIfAbsent .*/commits/000002.json")) {
      commit++;
    }
    assertThat(calls.size()).isGreaterThan(commit + 10);
    return commit;
  }

  private StopException performOnFaulty(StoreSite site) throws Exception {
    Location place = site.place();
    return perform(new Location(new FaultyStorage(place.storage()), place.root()));
  }

  /** The third night in this JVM; null if it did not stop. */
  @SuppressWarnings("try") // The properties are there to be closed.
  private static StopException perform(Location place) throws Exception {
    try (JobRun.Properties unused = JobRun.embedded().properties()) {
      FaultScenario.THIRD_NIGHT.perform(twoNights, place);
      return null;
    } catch (StopException stop) {
      return stop;
    }
  }
}

package com.webiny.telemetry.job;

import static com.webiny.telemetry.job.Fortnight.may;
import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.audit.RunSummary;
import com.webiny.telemetry.exit.ExitCode;
import com.webiny.telemetry.exit.StopException;
import com.webiny.telemetry.privacy.IdKey;
import com.webiny.telemetry.storage.Storage;
import com.webiny.telemetry.storage.Storages.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A run whose store fails, or whose process dies, at any call that changes something; and a rival
 * that publishes just before any such call (SPEC section 9). By default at every twenty-ninth call,
 * another first one each time, and always at the commit and just after it; {@code -Dfaults.step=1}
 * tries all, which takes half an hour.
 */
class FaultsIT {
  private static final int STEP = Integer.getInteger("faults.step", 29);
  private static final JobRun JOB = JobRun.embedded().with("spark.master", "local[1]");
  private static final Map<String, String> SPARK =
      Map.of(
          "spark.master", "local[1]",
          "spark.driver.host", "localhost",
          "spark.driver.bindAddress", "127.0.0.1");
  private static final Map<String, String> BEFORE = new TreeMap<>();

  @TempDir static Path shared;
  @TempDir Path temp;

  /** What is run on what. */
  enum Scenario {
    FIRST_NIGHT(1),
    THIRD_NIGHT(3),
    BACKFILL(3),
    REBUILD(3),
    FORGET(3),
    PRUNE(40);

    private final int newestDay;

    Scenario(int newestDay) {
      this.newestDay = newestDay;
    }

    private RunOptions.Work work() {
      return switch (this) {
        case BACKFILL -> new RunOptions.Work.Backfill(day(1), day(2), false, false);
        case REBUILD -> new RunOptions.Work.Backfill(day(1), day(2), true, true);
        default -> new RunOptions.Work.Nightly(day(newestDay));
      };
    }

    private boolean isNight() {
      return this == FIRST_NIGHT || this == THIRD_NIGHT;
    }

    private static int day(int day) {
      return (int) LocalDate.parse(may(day)).toEpochDay();
    }

    /** As it is before the run. */
    private Site site() {
      return Site.in(shared.resolve(name())).on(JOB);
    }

    /** As it is after an undisturbed one. */
    private Site done() {
      return Site.in(shared.resolve(name() + "-done")).on(JOB);
    }
  }

  @BeforeAll
  static void publish() throws Exception {
    SPARK.forEach(
        (property, value) -> {
          if (System.getProperty(property) != null) {
            BEFORE.put(property, System.getProperty(property));
          }
          System.setProperty(property, value);
        });
    for (Scenario scenario : Scenario.values()) {
      Site site = scenario.site();
      for (int day = 1; day <= scenario.newestDay; day++) {
        Fortnight.log(site, day);
      }
      int published = scenario.isNight() ? scenario.newestDay - 1 : scenario.newestDay;
      if (published > 0) {
        site.publish(
            may(published), "--buckets", "1", "--min-cell-size", "1", "--lookback-days", "1");
      }
      if (scenario == Scenario.REBUILD) {
        site.write(
            "dt=" + may(2) + "/edge.ndjson",
            Fortnight.event(2, "11:00:00", 2, "admin-app-start"),
            may(4) + "T00:00:00Z");
      }
      if (scenario == Scenario.BACKFILL) {
        site.write(
            "dt=" + may(1) + "/late.ndjson",
            Fortnight.event(1, "12:00:00", 9, "cli-create-webiny-project-end"),
            may(4) + "T00:00:00Z");
      }
      Site done = Fortnight.copy(site, shared.resolve(scenario.name() + "-done"));
      perform(scenario, done, UnaryOperator.identity());
      assertThat(published(done)).isNotEqualTo(published(site));
    }
  }

  @AfterAll
  static void giveBack() {
    SPARK.keySet().forEach(System::clearProperty);
    BEFORE.forEach(System::setProperty);
  }

  @ParameterizedTest
  @EnumSource
  void callThatDoesNothingAndFails(Scenario scenario) throws Exception {
    failEach(scenario, FaultyStorage.Fault.BEFORE);
  }

  @ParameterizedTest
  @EnumSource
  void callThatSucceedsAndSaysItFailed(Scenario scenario) throws Exception {
    failEach(scenario, FaultyStorage.Fault.AFTER);
  }

  @ParameterizedTest
  @EnumSource
  void processThatDies(Scenario scenario) throws Exception {
    failEach(scenario, FaultyStorage.Fault.KILL);
  }

  private void failEach(Scenario scenario, FaultyStorage.Fault fault) throws Exception {
    SortedMap<String, String> before = published(scenario.site());
    SortedMap<String, String> after = published(scenario.done());
    for (int at : calls(scenario, fault)) {
      Site site = Fortnight.copy(scenario.site(), temp.resolve("site")).on(JOB);
      FaultyStorage.Plan plan = FaultyStorage.plan(at, fault);
      StopException stop = run(scenario, site);
      assertThat(plan.fired()).isTrue();
      if (stop != null) {
        assertThat(stop.exitCode()).as(plan.told()).isEqualTo(ExitCode.STORAGE);
      }
      published(site)
          .forEach(
              (path, bytes) ->
                  assertThat(bytes).as(plan.told() + path).isIn(before.get(path), after.get(path)));
      SortedSet<String> always = new TreeSet<>(before.keySet());
      always.retainAll(after.keySet());
      assertThat(published(site).keySet()).as(plan.told()).containsAll(always);

      perform(scenario, site, UnaryOperator.identity());

      assertWhole(scenario, site, plan);
      delete(temp.resolve("site"));
    }
  }

  /** At which calls to try; not the same each time, when not all are tried. */
  private List<Integer> calls(Scenario scenario, FaultyStorage.Fault fault) throws Exception {
    Site site = Fortnight.copy(scenario.site(), temp.resolve("undisturbed")).on(JOB);
    FaultyStorage.Plan plan = FaultyStorage.planNothing();
    assertThat(run(scenario, site)).isNull();
    List<String> calls = plan.calls();
    int commit = 1;
    while (!calls.get(commit - 1).contains("/_telemetry/commits/")) {
      commit++;
    }
    assertThat(commit).isGreaterThan(4).isLessThan(calls.size() - 1);
    int first = 1 + (7 * scenario.ordinal() + 5 * fault.ordinal()) % STEP;
    SortedSet<Integer> some = new TreeSet<>(List.of(commit, commit + 1));
    for (int at = first; at <= calls.size(); at += STEP) {
      some.add(at);
    }
    return List.copyOf(some);
  }

  /**
   * A rival that publishes the same night at any moment of ours: before our commit we lose and have
   * changed nothing; after it the rival finds our commit and finishes it.
   */
  @ParameterizedTest
  @EnumSource
  void rivalThatPublishesMeanwhile(Scenario scenario) throws Exception {
    int lost = 0;
    int won = 0;
    for (int at : calls(scenario, FaultyStorage.Fault.NONE)) {
      Site site = Fortnight.copy(scenario.site(), temp.resolve("site")).on(JOB);
      boolean[] rivalWon = new boolean[1];
      FaultyStorage.Plan plan =
          FaultyStorage.plan(
              at, FaultyStorage.unchecked(() -> rivalWon[0] = publishAsRival(scenario, site)));
      StopException stop = run(scenario, site);
      assertThat(plan.fired()).isTrue();
      if (rivalWon[0]) {
        lost++;
        assertThat(stop).as(plan.told()).isNotNull();
        assertThat(stop.exitCode()).as(plan.told() + stop).isEqualTo(ExitCode.LOST_RACE);
        assertThat(site.bytesBelow("_telemetry/commits/"))
            .as(plan.told())
            .isEqualTo(scenario.done().bytesBelow("_telemetry/commits/"));
      } else {
        won++;
        assertThat(stop).as(plan.told()).isNull();
      }
      assertWhole(scenario, site, plan);
      delete(temp.resolve("site"));
    }
    assertThat(lost).isPositive();
    assertThat(won).isPositive();
  }

  /**
   * Publishes, unless our commit is there: then finishes it. The rival's own work was done before,
   * elsewhere, since two Spark sessions cannot live in one JVM.
   *
   * @return whether the rival made the commit
   */
  private static boolean publishAsRival(Scenario scenario, Site site) throws Exception {
    Path from = scenario.done().warehouse();
    Path to = site.warehouse();
    if (Site.files(to.resolve("_telemetry/commits")).stream()
            .filter(file -> !file.getFileName().toString().startsWith("."))
            .count()
        == Site.files(from.resolve("_telemetry/commits")).size()) {
      assertThat(perform(scenario, site, UnaryOperator.identity())).isEmpty();
      return false;
    }
    for (String below : new String[] {"_telemetry/manifests", "_telemetry/commits", ""}) {
      for (Path file : Site.files(from.resolve(below))) {
        Path target = to.resolve(from.relativize(file).toString());
        Path draft = to.resolve("_telemetry/rival");
        Files.createDirectories(target.getParent());
        Files.copy(file, draft, StandardCopyOption.REPLACE_EXISTING);
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
      }
    }
    for (Path file : Site.files(to.resolve("tables"))) {
      if (Files.notExists(from.resolve(to.relativize(file).toString()))) {
        delete(file.getParent()); // Pruned, and so is all else in it.
      }
    }
    delete(to.resolve("_telemetry/staging"));
    return true;
  }

  private static void assertWhole(Scenario scenario, Site site, FaultyStorage.Plan plan) {
    assertThat(published(site)).as(plan.told()).isEqualTo(published(scenario.done()));
    assertThat(site.bytesBelow("_telemetry/staging")).as(plan.told()).isEmpty();
    JobRun.Result verified = site.verify();
    assertThat(verified.err()).as(plan.told()).isEmpty();
    assertThat(verified.code()).as(plan.told()).isZero();
  }

  /**
   * Runs on the faulty store.
   *
   * @return how it stopped; null if it did not
   */
  private static StopException run(Scenario scenario, Site site) {
    try {
      perform(scenario, site, FaultyStorage::new);
      return null;
    } catch (StopException stop) {
      return stop;
    } catch (IOException failed) {
      return SparkFailure.storage(failed, "IOException");
    }
  }

  /**
   * Runs.
   *
   * @param store makes the store it runs on of the true one
   * @return empty if there was nothing to do
   */
  private static Optional<RunSummary> perform(
      Scenario scenario, Site site, UnaryOperator<Storage> store)
      throws StopException, IOException {
    RunOptions options = options(scenario, site);
    Location truly = Locations.warehouse(options);
    Location place = new Location(store.apply(truly.storage()), truly.root());
    return switch (scenario) {
      case FORGET -> {
        Path ids = site.raw().resolveSibling("ids");
        Files.writeString(ids, TestLines.id(1) + "\n");
        yield ForgetRun.run(place, options.idKey(), ids.toString(), options.clock())
            .map(ForgetRun.Outcome::summary);
      }
      case PRUNE -> PruneRun.run(place, 37, options.clock()).map(PruneRun.Outcome::summary);
      default -> NightlyPipeline.run(Run.begin(options, Locations.raw(options), place)).summary();
    };
  }

  private static RunOptions options(Scenario scenario, Site site) {
    return new RunOptions(
        scenario.work(),
        site.raw().toString(),
        site.warehouse().toString(),
        IdKey.of(Site.KEY),
        false,
        false,
        OptionalDouble.empty(),
        OptionalInt.of(1),
        OptionalInt.of(1),
        OptionalInt.of(1),
        Map.of(),
        Clock.fixed(Instant.parse("2030-01-02T03:04:05Z"), ZoneOffset.UTC));
  }

  private static SortedMap<String, String> published(Site site) {
    SortedMap<String, String> all = new TreeMap<>(site.tables());
    all.putAll(site.bytesBelow("reports/"));
    return all;
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}

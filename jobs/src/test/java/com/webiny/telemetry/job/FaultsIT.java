package com.webiny.telemetry.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.exit.ExitCode;
import com.webiny.telemetry.exit.StopException;
import com.webiny.telemetry.publish.Warehouse;
import com.webiny.telemetry.storage.Storages;
import com.webiny.telemetry.storage.Storages.Location;
import com.webiny.telemetry.stores.FaultPlan;
import com.webiny.telemetry.stores.FaultPlan.Fault;
import com.webiny.telemetry.stores.FaultyStorage;
import com.webiny.telemetry.stores.HdfsDouble;
import com.webiny.telemetry.stores.ObjectDouble;
import com.webiny.telemetry.verify.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A run whose store fails, or whose process dies, at any call that changes something; and a rival
 * that publishes just before any such call (SPEC section 9); on each kind of store. By default, on
 * the local file system, at every twenty-ninth call, another first one each time, and always at the
 * commit and just after it; elsewhere at one of these. {@code -Dfaults.step=1} tries all, which
 * takes hours; {@code -Dfaults.store=OBJECTS} only those of one store.
 */
class FaultsIT {
  private static final int STEP = Integer.getInteger("faults.step", 0);
  private static final int SOME = 29;
  private static final JobRun JOB = JobRun.embedded().with("spark.master", "local[1]");

  @TempDir static Path shared;
  @TempDir Path temp;

  /** Which store the warehouse is in: always the same local files, seen in another way. */
  enum Place {
    LOCAL,
    HDFS,
    OBJECTS;

    private static Set<Place> wanted() {
      String one = System.getProperty("faults.store");
      return one == null ? Set.of(values()) : Set.of(valueOf(one));
    }

    private Location of(Site site) throws StopException {
      return switch (this) {
        case LOCAL -> {
          Location local = warehouse(site.warehouse().toString());
          yield new Location(new FaultyStorage(local.storage()), local.root());
        }
        case HDFS ->
            Storages.warehouse(
                "--warehouse", HdfsDouble.uri(site.warehouse()), HdfsDouble::configuration);
        case OBJECTS ->
            Storages.warehouse(
                "--warehouse", ObjectDouble.uri(site.warehouse()), ObjectDouble::configuration);
      };
    }

    private static Location warehouse(String path) throws StopException {
      return Storages.warehouse(
          "--warehouse",
          path,
          () -> {
            throw new AssertionError("a local path needs no Hadoop");
          });
    }
  }

  /** A site as it is before the command, after it, and after one more. */
  private record Sites(Site before, Site done, Site later) {}

  private static final Map<FaultScenario, Sites> SITES = new EnumMap<>(FaultScenario.class);

  private static JobRun.Properties spark;

  /** The calls of an undisturbed run. */
  private static final Map<List<Object>, List<String>> CALLS = new HashMap<>();

  /** How many cases have been tried, by store and method. */
  private static final SortedMap<String, Integer> TRIED = new TreeMap<>();

  static Stream<Arguments> cases() {
    return Stream.of(Place.values())
        .filter(Place.wanted()::contains)
        .flatMap(
            place ->
                Stream.of(FaultScenario.values()).map(scenario -> Arguments.of(place, scenario)));
  }

  @BeforeAll
  static void publish() throws Exception {
    spark = JOB.properties();
    FaultPlan.nothing();
    for (FaultScenario scenario : FaultScenario.values()) {
      Site site = scenario.make(shared.resolve(scenario.name()), JOB);
      Site done = Fortnight.copy(site, shared.resolve(scenario.name() + "-done")).on(JOB);
      scenario.perform(done, Place.LOCAL.of(done));
      assertThat(published(done)).isNotEqualTo(published(site));
      Site later = Fortnight.copy(done, shared.resolve(scenario.name() + "-later")).on(JOB);
      scenario.performLater(later, Place.LOCAL.of(later));
      assertThat(published(later)).isNotEqualTo(published(done));
      SITES.put(scenario, new Sites(site, done, later));
    }
  }

  @AfterAll
  static void giveBack() {
    spark.close();
    System.out.println("Faults tried: " + TRIED);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void callThatDoesNothingAndFails(Place place, FaultScenario scenario) throws Exception {
    failEach(place, scenario, Fault.BEFORE);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void callThatSucceedsAndSaysItFailed(Place place, FaultScenario scenario) throws Exception {
    failEach(place, scenario, Fault.AFTER);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void callThatIsMadeTwice(Place place, FaultScenario scenario) throws Exception {
    failEach(place, scenario, Fault.TWICE);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void processThatDies(Place place, FaultScenario scenario) throws Exception {
    failEach(place, scenario, Fault.KILL);
  }

  private void failEach(Place place, FaultScenario scenario, Fault fault) throws Exception {
    Sites sites = SITES.get(scenario);
    SortedMap<String, String> before = published(sites.before());
    SortedMap<String, String> after = published(sites.done());
    SortedSet<String> always = new TreeSet<>(before.keySet());
    always.retainAll(after.keySet());
    for (int at : someOf(place, scenario, fault.ordinal())) {
      Site site = Fortnight.copy(sites.before(), temp.resolve("site")).on(JOB);
      FaultPlan plan = FaultPlan.plan(at, fault);
      StopException stop = run(scenario, site, place);
      assertThat(plan.fired()).as(plan.told()).isTrue();
      if (stop != null) {
        assertThat(stop.exitCode()).as(plan.told()).isEqualTo(ExitCode.STORAGE);
      }
      published(site)
          .forEach(
              (path, bytes) ->
                  assertThat(bytes).as(plan.told() + path).isIn(before.get(path), after.get(path)));
      assertThat(published(site).keySet()).as(plan.told()).containsAll(always);

      FaultPlan.nothing();
      scenario.perform(site, place.of(site));

      assertWhole(place, site, sites.done(), plan);
      delete(temp.resolve("site"));
      TRIED.merge(place + " " + fault, 1, Integer::sum);
    }
  }

  /**
   * At which calls to try; not the same each time, when not all are tried.
   *
   * @param kind of fault, counted from 0
   */
  private List<Integer> someOf(Place place, FaultScenario scenario, int kind) throws Exception {
    int calls = calls(place, scenario).size();
    int commit = commit(place, scenario);
    assertThat(commit).isGreaterThan(2).isLessThan(calls - 1);
    int step = STEP == 0 ? SOME : STEP;
    SortedSet<Integer> some = new TreeSet<>(List.of(commit, commit + 1));
    for (int at = 1 + (7 * scenario.ordinal() + 5 * kind) % step; at <= calls; at += step) {
      some.add(at);
    }
    if (STEP == 0 && place != Place.LOCAL) {
      return List.of(List.copyOf(some).get((scenario.ordinal() + kind) % some.size()));
    }
    return List.copyOf(some);
  }

  /** Which call makes the commit. */
  private int commit(Place place, FaultScenario scenario) throws Exception {
    List<String> calls = calls(place, scenario);
    int commit = 1;
    while (!calls.get(commit - 1).matches("(createIfAbsent|rename to|put) .*/commits/\\d+.json")) {
      commit++;
    }
    return commit;
  }

  private List<String> calls(Place place, FaultScenario scenario) throws Exception {
    List<Object> key = List.of(place, scenario);
    if (!CALLS.containsKey(key)) {
      Sites sites = SITES.get(scenario);
      Site site = Fortnight.copy(sites.before(), temp.resolve("undisturbed")).on(JOB);
      FaultPlan plan = FaultPlan.nothing();
      assertThat(run(scenario, site, place)).isNull();
      List<String> calls = plan.calls();
      assertWhole(place, site, sites.done(), plan);
      CALLS.put(key, calls);
    }
    return CALLS.get(key);
  }

  /**
   * A rival that publishes the same night at any moment of ours: before our commit we lose and have
   * changed nothing; after it the rival finds our commit and finishes it.
   */
  @ParameterizedTest
  @MethodSource("cases")
  void rivalThatPublishesMeanwhile(Place place, FaultScenario scenario) throws Exception {
    Sites sites = SITES.get(scenario);
    int commit = commit(place, scenario);
    for (int at : someOf(place, scenario, 3)) {
      Site site = Fortnight.copy(sites.before(), temp.resolve("site")).on(JOB);
      FaultPlan plan =
          FaultPlan.plan(
              at,
              () -> {
                if (at <= commit) {
                  publishAsRival(site, sites.done());
                } else {
                  assertThat(scenario.perform(site, place.of(site))).isEmpty();
                }
              });
      StopException stop = run(scenario, site, place);
      assertThat(plan.fired()).as(plan.told()).isTrue();
      if (at <= commit) {
        assertThat(stop).as(plan.told()).isNotNull();
        assertThat(stop.exitCode()).as(plan.told() + stop).isEqualTo(ExitCode.LOST_RACE);
        assertThat(site.bytesBelow("_telemetry/commits/"))
            .as(plan.told())
            .isEqualTo(sites.done().bytesBelow("_telemetry/commits/"));
      } else {
        assertThat(stop).as(plan.told()).isNull();
      }
      assertWhole(place, site, sites.done(), plan);
      delete(temp.resolve("site"));
      TRIED.merge(place + " rival", 1, Integer::sum);
    }
  }

  /**
   * A run that stands still after its commit, while others finish it and publish once more: when it
   * goes on, it must not put its old files over the new ones.
   */
  @ParameterizedTest
  @MethodSource("cases")
  void rivalThatFinishesOursAndPublishesOnceMore(Place place, FaultScenario scenario)
      throws Exception {
    Sites sites = SITES.get(scenario);
    int commit = commit(place, scenario);
    List<Integer> after = new ArrayList<>();
    for (int at : someOf(place, scenario, 4)) {
      if (at > commit) {
        after.add(at);
      }
    }
    for (int at : after.isEmpty() ? List.of(commit + 1) : after) {
      Site site = Fortnight.copy(sites.before(), temp.resolve("site")).on(JOB);
      FaultPlan plan =
          FaultPlan.plan(
              at,
              () -> {
                assertThat(scenario.perform(site, place.of(site))).isEmpty();
                publishAsRival(site, sites.later());
              });
      StopException stop = run(scenario, site, place);
      assertThat(plan.fired()).as(plan.told()).isTrue();
      assertThat(stop).as(plan.told()).isNull();
      assertWhole(place, site, sites.later(), plan);
      delete(temp.resolve("site"));
      TRIED.merge(place + " overtaken", 1, Integer::sum);
    }
  }

  /** Our commit was made, whatever others have published since: this is no lost race. */
  @Test
  void storeThatFailsAfterOthersHavePublishedOnceMoreIsToldAsThat() throws Exception {
    FaultScenario scenario = FaultScenario.THIRD_NIGHT;
    Sites sites = SITES.get(scenario);
    Site site = Fortnight.copy(sites.before(), temp.resolve("site")).on(JOB);
    FaultPlan plan =
        FaultPlan.plan(
            commit(Place.LOCAL, scenario) + 2,
            Fault.BEFORE,
            () -> {
              assertThat(scenario.perform(site, Place.LOCAL.of(site))).isEmpty();
              publishAsRival(site, sites.later());
            });
    StopException stop = run(scenario, site, Place.LOCAL);
    assertThat(stop.exitCode()).as(plan.told()).isEqualTo(ExitCode.STORAGE);
    assertThat(stop).hasMessageStartingWith("The commit is made, but not all of its files are in");
    assertWhole(Place.LOCAL, site, sites.later(), plan);
  }

  /**
   * Publishes what was made elsewhere before, since two Spark sessions cannot live in one JVM: all
   * of its commits that are not there yet, and their files, whole.
   */
  private static void publishAsRival(Site site, Site made) throws IOException {
    Path from = made.warehouse();
    Path to = site.warehouse();
    for (String below : new String[] {"_telemetry/manifests", "_telemetry/commits", ""}) {
      for (Path file : Site.files(from.resolve(below))) {
        Path target = to.resolve(from.relativize(file).toString());
        if (target.getParent().endsWith("commits") && Files.exists(target)) {
          continue; // Ours: the same but for the folder it was staged in.
        }
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
  }

  private static void assertWhole(Place place, Site site, Site expected, FaultPlan plan)
      throws Exception {
    FaultPlan.nothing();
    assertThat(published(site)).as(plan.told()).isEqualTo(published(expected));
    assertThat(site.bytesBelow("_telemetry/staging")).as(plan.told()).isEmpty();
    Verification.Verdict verdict = Verification.of(new Warehouse(place.of(site)));
    assertThat(verdict.faults()).as(plan.told()).isEmpty();
    assertThat(verdict.head()).as(plan.told()).isPresent();
  }

  /**
   * Runs on a store that follows the newest plan.
   *
   * @return how it stopped; null if it did not
   */
  private static StopException run(FaultScenario scenario, Site site, Place place)
      throws StopException {
    Location warehouse = place.of(site);
    try {
      scenario.perform(site, warehouse);
      return null;
    } catch (StopException stop) {
      return stop;
    } catch (IOException failed) {
      return SparkFailure.storage(failed, "IOException");
    }
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

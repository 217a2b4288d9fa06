package com.webiny.telemetry.job;

import static com.webiny.telemetry.job.Fortnight.may;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two real runs that want to make the same commit (SPEC section 9). Each is frozen somewhere before
 * it, and both are woken in one moment, so that no race is lost before it has begun.
 *
 * <p>{@code -Draces.count=10} makes ten races of each kind, fifty in all.
 */
class RacesIT {
  private static final int COUNT = Integer.getInteger("races.count", 1);
  private static final int HISTORY = 40;
  private static final String[] OPTIONS = {
    "--buckets", "1", "--min-cell-size", "1", "--lookback-days", "1"
  };
  private static final String LOST =
      "Another run published to --warehouse first and this one changed nothing; run again if its work is still to be done.\n";

  @TempDir static Path shared;
  @TempDir Path temp;

  /** What races against a night of the newest day. */
  enum Rival {
    THE_SAME_NIGHT,
    BACKFILL,
    REBUILD,
    FORGET,
    PRUNE;

    private String[] command(Site site) {
      String[] of =
          switch (this) {
            case THE_SAME_NIGHT -> new String[] {"nightly", "--date", may(HISTORY)};
            case BACKFILL -> new String[] {"backfill", "--from", may(38), "--to", may(38)};
            case REBUILD ->
                new String[] {
                  "backfill", "--from", may(37), "--to", may(37), "--rebuild", "--accept-loss"
                };
            case FORGET -> new String[] {"forget", "--ids", idFile(site).toString()};
            case PRUNE -> new String[] {"prune", "--keep-days", "37"};
          };
      List<String> all = new ArrayList<>(List.of(of));
      all.addAll(List.of("--warehouse", site.warehouse().toString()));
      if (this != PRUNE) {
        all.addAll(List.of("--id-key-file", site.key().toString()));
      }
      if (this != PRUNE && this != FORGET) {
        all.addAll(List.of("--raw", site.raw().toString()));
      }
      return all.toArray(String[]::new);
    }

    private static Path idFile(Site site) {
      try {
        return Files.writeString(site.raw().resolveSibling("ids"), TestLines.id(2) + "\n");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** 39 of 40 days are published; a late file and a changed one wait in older folders. */
  private static Site ready;

  @BeforeAll
  static void publish() {
    Site site = Site.in(shared.resolve("ready"));
    for (int day = 1; day <= HISTORY; day++) {
      Fortnight.log(site, day);
    }
    site.write( // An ID that is not seen again: prune rewrites users, not only removes days.
        "dt=" + may(1) + "/once.ndjson",
        Fortnight.event(1, "12:00:00", 8, "admin-app-start"),
        may(1) + "T23:59:59Z");
    site.publish(may(HISTORY - 1), OPTIONS);
    site.write(
        "dt=" + may(38) + "/late.ndjson",
        Fortnight.event(38, "12:00:00", 9, "cli-create-webiny-project-end"),
        may(40) + "T00:00:00Z");
    site.write(
        "dt=" + may(37) + "/edge.ndjson",
        Fortnight.event(37, "11:00:00", 2, "admin-app-start"),
        may(40) + "T00:00:00Z");
    ready = site;
  }

  @ParameterizedTest
  @EnumSource
  void oneCommitsAndTheOtherChangesNothing(Rival rival) throws Exception {
    // Who wins tells what the winner alone, and then both, must have made of it.
    Outcome nightFirst = undisturbed("night-first", Rival.THE_SAME_NIGHT, rival);
    Outcome rivalFirst = undisturbed("rival-first", rival, Rival.THE_SAME_NIGHT);
    Random random = new Random(rival.ordinal());
    int nightWon = 0;
    for (int i = 0; i < COUNT; i++) {
      Site site;
      Optional<Integer> raced;
      int starts = 0;
      do {
        assertThat(starts++).as("starts without a race").isLessThan(20);
        site = Fortnight.copy(ready, Files.createTempDirectory(temp, "race"));
        raced = race(site, rival, random);
      } while (raced.isEmpty());
      int nightCode = raced.get();
      nightWon += nightCode == 0 ? 1 : 0;
      Outcome expected = nightCode == 0 ? nightFirst : rivalFirst;
      assertThat(published(site)).isEqualTo(expected.winnerAlone());
      assertThat(site.bytesBelow("_telemetry/commits/")).hasSize(2);
      assertThat(site.bytesBelow("_telemetry/staging")).isEmpty();
      Rival loser = nightCode == 0 ? rival : Rival.THE_SAME_NIGHT;
      JobRun.Result again = JobRun.embedded().run(loser.command(site));
      assertThat(again.code()).as(again.toString()).isZero();
      assertThat(published(site)).isEqualTo(expected.both());
      assertThat(site.verify().err()).isEmpty();
    }
    System.out.println(rival + ": " + nightWon + " of " + COUNT + " races won by the night.");
  }

  /**
   * A race.
   *
   * @return the exit code of the night; empty if one of them had made its commit before it froze
   */
  private Optional<Integer> race(Site site, Rival rival, Random random) throws Exception {
    int files = rival == Rival.PRUNE ? 1 : 1 + random.nextInt(3);
    boolean nightWakesFirst = random.nextBoolean();
    try (RunningJob night = frozen(site, Rival.THE_SAME_NIGHT.command(site), files);
        RunningJob other = frozen(site, rival.command(site), files)) {
      if (site.bytesBelow("_telemetry/commits/").size() > 1) {
        return Optional.empty();
      }
      (nightWakesFirst ? night : other).signal("CONT");
      (nightWakesFirst ? other : night).signal("CONT");
      List<Integer> codes = List.of(night.code(), other.code());
      assertThat(codes).as(night.said() + other.said()).containsExactlyInAnyOrder(0, 5);
      assertThat(codes.get(0) == 5 ? night.said() : other.said()).endsWith(LOST);
      return Optional.of(codes.get(0));
    }
  }

  @Test
  void ofThreeOneCommits() throws Exception {
    Site site = Fortnight.copy(ready, temp.resolve("three"));
    String[] night = Rival.THE_SAME_NIGHT.command(site);
    try (RunningJob one = frozen(site, night, 1);
        RunningJob two = frozen(site, night, 1);
        RunningJob three = frozen(site, night, 1)) {
      for (RunningJob run : List.of(three, one, two)) {
        run.signal("CONT");
      }
      assertThat(List.of(one.code(), two.code(), three.code()))
          .as(one.said() + two.said() + three.said())
          .containsExactlyInAnyOrder(0, 5, 5);
    }
    assertThat(site.bytesBelow("_telemetry/commits/")).hasSize(2);
    assertThat(site.bytesBelow("_telemetry/staging")).isEmpty();
    assertThat(site.verify().err()).isEmpty();
  }

  /** What there is after one run, and after both. */
  private record Outcome(SortedMap<String, String> winnerAlone, SortedMap<String, String> both) {}

  private Outcome undisturbed(String name, Rival first, Rival second) {
    Site site = Fortnight.copy(ready, temp.resolve(name));
    assertThat(JobRun.embedded().run(first.command(site)).code()).isZero();
    SortedMap<String, String> alone = published(site);
    assertThat(alone).isNotEqualTo(published(ready));
    assertThat(JobRun.embedded().run(second.command(site)).code()).isZero();
    return new Outcome(alone, published(site));
  }

  /** Starts a run and freezes it when it has staged so many files: before its commit. */
  private RunningJob frozen(Site site, String[] command, int files) throws Exception {
    Path staging = site.warehouse().resolve("_telemetry/staging");
    int before = Site.folders(staging).size();
    RunningJob run = RunningJob.start(Files.createTempDirectory(temp, "run"), command);
    while (run.isAlive()
        && Site.folders(staging).stream().filter(folder -> holds(folder, files)).count()
            <= before) {
      run.endsWithin(1);
    }
    run.signal("STOP");
    return run;
  }

  private static boolean holds(Path folder, int files) {
    try {
      return Site.files(folder).size() >= files;
    } catch (UncheckedIOException changing) {
      return false;
    }
  }

  private static SortedMap<String, String> published(Site site) {
    SortedMap<String, String> files = new TreeMap<>(site.bytesBelow("tables/"));
    files.putAll(site.bytesBelow("reports/"));
    return files;
  }
}

package com.webiny.telemetry.job;

import static com.webiny.telemetry.job.Fortnight.may;
import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.audit.RunSummary;
import com.webiny.telemetry.exit.StopException;
import com.webiny.telemetry.privacy.IdKey;
import com.webiny.telemetry.storage.Storages.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** A command on a small warehouse, to be disturbed. */
enum FaultScenario {
  FIRST_NIGHT(1),
  THIRD_NIGHT(3),
  BACKFILL(3),
  REBUILD(3),
  FORGET(3),
  PRUNE(40);

  private final int newestDay;

  FaultScenario(int newestDay) {
    this.newestDay = newestDay;
  }

  /** Makes the site as it is before the command. */
  Site make(Path home, JobRun job) {
    Site site = Site.in(home).on(job);
    for (int day = 1; day <= newestDay; day++) {
      Fortnight.log(site, day);
    }
    int published = isNight() ? newestDay - 1 : newestDay;
    if (published > 0) {
      site.publish(
          may(published), "--buckets", "1", "--min-cell-size", "1", "--lookback-days", "1");
    }
    if (this == REBUILD) {
      site.write(
          "dt=" + may(2) + "/edge.ndjson",
          Fortnight.event(2, "11:00:00", 2, "admin-app-start"),
          may(4) + "T00:00:00Z");
    }
    if (this == BACKFILL) {
      site.write(
          "dt=" + may(1) + "/late.ndjson",
          Fortnight.event(1, "12:00:00", 9, "cli-create-webiny-project-end"),
          may(4) + "T00:00:00Z");
    }
    return site;
  }

  private boolean isNight() {
    return this == FIRST_NIGHT || this == THIRD_NIGHT;
  }

  /**
   * Runs the command.
   *
   * @param place the site's warehouse, in the store it is to use
   * @return empty if there was nothing to do
   */
  Optional<RunSummary> perform(Site site, Location place) throws StopException, IOException {
    RunOptions options = options(site);
    return switch (this) {
      case FORGET -> forget(site, place, 1);
      case PRUNE -> PruneRun.run(place, 37, options.clock()).map(PruneRun.Outcome::summary);
      default -> NightlyPipeline.run(Run.begin(options, Locations.raw(options), place)).summary();
    };
  }

  /** Another command, that makes one more commit: it changes what this one has published. */
  void performLater(Site site, Location place) throws StopException, IOException {
    assertThat(forget(site, place, 3)).isPresent();
  }

  private Optional<RunSummary> forget(Site site, Location place, int id)
      throws StopException, IOException {
    Path ids = site.raw().resolveSibling("ids");
    Files.writeString(ids, TestLines.id(id) + "\n");
    RunOptions options = options(site);
    return ForgetRun.run(place, options.idKey(), ids.toString(), options.clock())
        .map(ForgetRun.Outcome::summary);
  }

  private RunOptions options(Site site) {
    return new RunOptions(
        work(),
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

  private RunOptions.Work work() {
    return switch (this) {
      case BACKFILL -> new RunOptions.Work.Backfill(day(1), day(2), false, false);
      case REBUILD -> new RunOptions.Work.Backfill(day(1), day(2), true, true);
      default -> new RunOptions.Work.Nightly(day(newestDay));
    };
  }

  private static int day(int day) {
    return (int) LocalDate.parse(may(day)).toEpochDay();
  }
}

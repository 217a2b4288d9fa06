package com.webiny.telemetry.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.storage.Storages;
import com.webiny.telemetry.storage.Storages.Location;
import com.webiny.telemetry.stores.FaultPlan;
import com.webiny.telemetry.stores.FaultyStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A night whose need of room is known.
 *
 * @param before the site as it is before the night
 * @param newFiles what is published after it
 * @param committed what the night has taken when its commit is made and no file is in its place yet
 * @param newFolders how many folders it makes while it puts files in their places
 */
record MeasuredNight(
    Site before, SortedMap<String, String> newFiles, SmallDisk.Taken committed, int newFolders) {

  /** Runs a night twice, undisturbed: to see its calls, and to look at the disk between two. */
  static MeasuredNight of(FaultScenario night, Path home, JobRun job) throws Exception {
    Site before = night.make(home.resolve("before"), job);
    Files.createDirectories(before.warehouse());
    Site after = Fortnight.copy(before, home.resolve("after")).on(job);
    FaultPlan plan = FaultPlan.nothing();
    night.perform(after, watched(after));
    List<String> calls = plan.calls();
    int firstPlaced =
        1
            + IntStream.range(0, calls.size())
                .filter(call -> calls.get(call).startsWith("replace "))
                .findFirst()
                .orElseThrow();
    Site measured = Fortnight.copy(before, home.resolve("measured")).on(job);
    SmallDisk.Taken[] committed = new SmallDisk.Taken[1];
    FaultPlan.plan(firstPlaced, () -> committed[0] = SmallDisk.Taken.by(measured.warehouse()));
    night.perform(measured, watched(measured));
    FaultPlan.nothing();
    assertThat(published(measured)).isEqualTo(published(after)).isNotEqualTo(published(before));
    return new MeasuredNight(
        before,
        published(after),
        committed[0].less(SmallDisk.Taken.by(before.warehouse())),
        folders(after) - folders(before));
  }

  private static Location watched(Site site) throws Exception {
    Location local = Storages.warehouse("--warehouse", site.warehouse().toString(), () -> null);
    return new Location(new FaultyStorage(local.storage()), local.root());
  }

  private static int folders(Site site) throws IOException {
    try (Stream<Path> walk = Files.walk(site.warehouse())) {
      return (int)
          walk.filter(path -> Files.isDirectory(path) && !path.toString().contains("_telemetry"))
              .count();
    }
  }

  SortedMap<String, String> oldFiles() {
    return published(before);
  }

  /** The bytes of what readers see. */
  static SortedMap<String, String> published(Site site) {
    SortedMap<String, String> files = new TreeMap<>(site.bytesBelow("tables/"));
    files.putAll(site.bytesBelow("reports/"));
    return files;
  }

  static int commits(Site site) {
    return site.bytesBelow("_telemetry/commits").size();
  }
}

package com.webiny.telemetry.job;

import static com.webiny.telemetry.job.Fortnight.may;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.webiny.telemetry.exit.ExitCode;
import com.webiny.telemetry.exit.StopException;
import com.webiny.telemetry.privacy.IdKey;
import com.webiny.telemetry.storage.Storages.Location;
import com.webiny.telemetry.stores.MovingFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Raw logs that someone moves, cuts or locks between their listing and their reading. */
class InputFaultsIT {
  private static final String MOVED = "dt=" + may(2) + "/moved.ndjson";

  @TempDir private Path temp;
  private Site site;
  private Path moved;
  private SortedMap<String, String> before;
  private JobRun.Properties spark;
  private int listings;

  @BeforeEach
  void publishADayAndWriteTheNext() {
    spark = JobRun.embedded().properties();
    site = Site.in(temp);
    Fortnight.log(site, 1);
    site.publish(may(1), "--min-cell-size", "1");
    Fortnight.log(site, 2);
    moved =
        site.write(MOVED, Fortnight.event(2, "12:00:00", 9, "app-start"), may(2) + "T23:00:00Z");
    before = site.published();
  }

  @AfterEach
  void leaveThemAlone() {
    MovingFiles.happens(folder -> {});
    MovingFiles.fails(path -> Optional.empty());
    spark.close();
  }

  @Test
  void aFileThatIsGoneIsLookedForAgainAndTheNightGoesOnWithoutIt() throws Exception {
    afterListing(1, () -> Files.delete(moved));
    assertThat(night(false).summary()).isPresent();
    assertThat(listings).isEqualTo(2);
    assertThat(site.report("data_quality").on(may(2))).containsEntry("files", "1");
    requireHealthy();
  }

  @Test
  void aFileThatWasRenamedIsReadOnceUnderItsNewName() throws Exception {
    afterListing(1, () -> Files.move(moved, moved.resolveSibling("new name.ndjson")));
    assertThat(night(false).summary()).isPresent();
    assertThat(site.report("data_quality").on(may(2)))
        .containsEntry("files", "2")
        .containsEntry("duplicates", "1")
        .containsEntry("accepted", "14");
    requireHealthy();
  }

  @Test
  void aFileThatIsGoneTwiceStopsTheNight() throws Exception {
    moveAtEachListing();
    requireStopped("vanished");
  }

  @Test
  void orIsSkippedAtTheOperatorsWordAndReadWhenItIsThere() throws Exception {
    moveAtEachListing();
    assertThat(night(true).summary()).isPresent();
    assertThat(site.report("data_quality").on(may(2))).containsEntry("files", "1");
    MovingFiles.happens(folder -> {});
    assertThat(night(false).summary()).isPresent();
    assertThat(site.report("data_quality").on(may(2))).containsEntry("files", "2");
    requireHealthy();
  }

  @Test
  void aFileThatGrewIsReadUpToItsListedLengthAndTheRestTheNextNight() throws Exception {
    String more = Fortnight.event(2, "13:00:00", 10, "app-start");
    afterListing(1, () -> Files.writeString(moved, more, StandardOpenOption.APPEND));
    assertThat(night(false).summary()).isPresent();
    assertThat(site.report("data_quality").on(may(2))).containsEntry("accepted", "14");
    assertThat(night(false).summary()).isPresent();
    assertThat(site.report("data_quality").on(may(2))).containsEntry("accepted", "15");
    requireHealthy();
  }

  @Test
  void aFileThatWasCutStopsTheNight() throws Exception {
    afterListing(1, () -> Files.writeString(moved, "{"));
    requireStopped("became shorter");
  }

  @Test
  void aFileThatMayNotBeReadStopsTheNight() throws Exception {
    MovingFiles.fails(path -> path.endsWith("moved.ndjson") ? Optional.of(0) : Optional.empty());
    requireStopped("unreadable");
  }

  @Test
  void aFileWhoseReadingFailsInTheMiddleStopsTheNightAndCountsNowhereIfSkipped() throws Exception {
    MovingFiles.fails(path -> path.endsWith("edge.ndjson") ? Optional.of(700) : Optional.empty());
    assertThatThrownBy(() -> night(false)).hasMessageContaining("edge.ndjson (unreadable)");
    assertThat(site.published()).isEqualTo(before);
    assertThat(night(true).summary()).isPresent();
    assertThat(site.report("data_quality").on(may(2)))
        .containsEntry("files", "1")
        .containsEntry("accepted", "1")
        .containsEntry("events", "1");
    requireHealthy();
  }

  @Test
  void aFolderThatCannotBeListedStopsTheNightWithTheExitCodeOfStorage() {
    MovingFiles.happens(
        folder -> {
          if (folder.contains("dt=" + may(2))) {
            throw new IOException("Input/output error");
          }
        });
    assertThatThrownBy(() -> night(false)).isInstanceOf(IOException.class);
    assertThat(site.published()).isEqualTo(before);
  }

  /** Something someone does. */
  @FunctionalInterface
  private interface Action {
    void run() throws IOException;
  }

  private void afterListing(int which, Action action) {
    MovingFiles.happens(
        folder -> {
          if (folder.endsWith("dt=" + may(2)) && ++listings == which) {
            action.run();
          }
        });
  }

  private void moveAtEachListing() {
    MovingFiles.happens(
        folder -> {
          if (folder.endsWith("dt=" + may(2))) {
            Path next = moved.resolveSibling("moved-" + ++listings + ".ndjson");
            Files.move(moved, next);
            moved = next;
          }
        });
  }

  private void requireStopped(String condition) {
    assertThatThrownBy(() -> night(false))
        .isInstanceOfSatisfying(
            StopException.class, stop -> assertThat(stop.exitCode()).isEqualTo(ExitCode.INPUT))
        .hasMessageContaining("moved")
        .hasMessageContaining("(" + condition + ")")
        .hasMessageEndingWith("repair or remove them, or publish without them by --skip-damaged.");
    assertThat(site.published()).isEqualTo(before);
    assertThat(site.bytesBelow("_telemetry/staging")).isEmpty();
  }

  private void requireHealthy() {
    assertThat(site.verify().err()).isEmpty();
    assertThat(site.nightly(may(2), "--skip-damaged").nothingToDo()).isTrue();
  }

  private NightlyPipeline.Outcome night(boolean skipDamaged) throws StopException, IOException {
    RunOptions options =
        new RunOptions(
            new RunOptions.Work.Nightly((int) LocalDate.parse(may(2)).toEpochDay()),
            site.raw().toString(),
            site.warehouse().toString(),
            IdKey.of(Site.KEY),
            false,
            skipDamaged,
            OptionalDouble.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.of(1),
            Map.of(),
            Clock.fixed(Instant.parse("2030-01-02T03:04:05Z"), ZoneOffset.UTC));
    Location raw = Locations.raw(options);
    return NightlyPipeline.run(
        Run.begin(
            options,
            new Location(new MovingFiles(raw.storage()), raw.root()),
            Locations.warehouse(options)));
  }
}

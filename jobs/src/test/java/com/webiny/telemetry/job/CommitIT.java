package com.webiny.telemetry.job;

import static com.webiny.telemetry.job.Fortnight.may;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.webiny.telemetry.publish.WarehouseSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that die, and runs that meet (SPEC section 9). */
class CommitIT {
  @TempDir Path temp;

  @ParameterizedTest(name = "every {0}th file not yet in place")
  @ValueSource(ints = {1, 2, 3})
  void runThatDiedAfterItsCommitIsFinishedByTheNext(int step) throws Exception {
    Site site = twoDays(temp.resolve("site"));
    Path old = temp.resolve("old");
    Fortnight.copy(site, old);
    Fortnight.log(site, 3);
    site.publish(may(3));
    SortedMap<String, String> whole = site.bytes();

    JsonNode commit = newestCommit(site, 3);
    JsonNode placements = commit.get("placements");
    assertThat(placements.size()).isGreaterThan(20);
    for (int i = 0; i < placements.size(); i += step) {
      Path from = site.warehouse().resolve(placements.get(i).get("from").textValue());
      Path to = site.warehouse().resolve(placements.get(i).get("to").textValue());
      Files.createDirectories(from.getParent());
      Files.move(to, from);
      Path before = old.resolve("warehouse").resolve(placements.get(i).get("to").textValue());
      if (Files.exists(before)) {
        Files.copy(before, to);
      }
    }
    assertThat(site.status().out()).contains("half in place: yes, the next run finishes it");

    JobRun.Result next = site.nightly(may(3));

    assertThat(next.nothingToDo()).as(next.toString()).isTrue();
    assertThat(site.bytes()).isEqualTo(whole);
    assertThat(site.status().out()).contains("half in place: no");
  }

  @Test
  void runThatDiedAfterItsCommitDoesNotHinderTheNextNight() throws Exception {
    Site site = twoDays(temp.resolve("site"));
    Site other = twoDays(temp.resolve("other"));
    for (Site each : List.of(site, other)) {
      Fortnight.log(each, 3);
      each.publish(may(3));
      Fortnight.log(each, 4);
    }
    for (JsonNode placement : newestCommit(site, 3).get("placements")) {
      Path from = site.warehouse().resolve(placement.get("from").textValue());
      Files.createDirectories(from.getParent());
      Files.move(site.warehouse().resolve(placement.get("to").textValue()), from);
    }
    site.publish(may(4));
    other.publish(may(4));
    assertThat(site.bytesBelow("tables/")).isEqualTo(other.bytesBelow("tables/"));
    assertThat(site.bytesBelow("reports/")).isEqualTo(other.bytesBelow("reports/"));
    assertThat(site.bytesBelow("_telemetry/staging")).isEmpty();
  }

  @Test
  void runThatDiedBeforeItsCommitLeavesNothingThatCounts() throws Exception {
    Site site = twoDays(temp.resolve("site"));
    Site other = twoDays(temp.resolve("other"));
    Path dead =
        site.warehouse().resolve("_telemetry/staging/000003-dead/tables/users/part-00000.parquet");
    Files.createDirectories(dead.getParent());
    Files.writeString(dead, "half a file");
    for (Site each : List.of(site, other)) {
      Fortnight.log(each, 3);
      each.publish(may(3));
    }
    assertThat(site.bytesBelow("tables/")).isEqualTo(other.bytesBelow("tables/"));
    assertThat(site.bytesBelow("reports/")).isEqualTo(other.bytesBelow("reports/"));
    assertThat(site.bytesBelow("_telemetry/staging")).isEmpty();
  }

  @Test
  void storeThatFailsWhilePlacingLeavesTheCommitForTheNextRunToFinish() throws Exception {
    Site site = Site.in(temp.resolve("site"));
    Site other = Site.in(temp.resolve("other"));
    for (Site each : List.of(site, other)) {
      Fortnight.log(each, 1);
    }
    other.publish(may(1));
    // No file can replace a folder that holds something.
    Path obstacle = site.warehouse().resolve("reports/daily_active_users.csv/x");
    Files.createDirectories(obstacle);

    JobRun.Result stopped = site.nightly(may(1));

    assertThat(stopped.code()).as(stopped.toString()).isEqualTo(6);
    assertThat(stopped.err())
        .startsWith("The commit is made, but not all of its files are in place (")
        .endsWith("run again when --warehouse can be written, which finishes it.\n");
    assertThat(site.status().out())
        .contains("half in place: yes, the next run finishes it")
        .contains("missing days: not known before all is in place");

    Files.delete(obstacle);
    Files.delete(obstacle.getParent());
    assertThat(site.nightly(may(1)).nothingToDo()).isTrue();
    assertThat(site.bytesBelow("tables/")).isEqualTo(other.bytesBelow("tables/"));
    assertThat(site.bytesBelow("reports/")).isEqualTo(other.bytesBelow("reports/"));
    assertThat(site.bytesBelow("_telemetry/staging")).isEmpty();
  }

  @Test
  void firstRunThatNeverCommittedFixesNothing() {
    Site site = Site.in(temp.resolve("site"));
    Fortnight.log(site, 1);
    assertThat(site.nightly(may(2), "--buckets", "2").code()).isEqualTo(3); // No folder of day 2.
    site.publish(may(1), "--buckets", "3");
    assertThat(site.bytesBelow("tables/users/")).hasSize(3);
  }

  @Test
  void fileNeitherStagedNorInPlaceIsToldAndNothingElseIsTouched() throws Exception {
    Site site = twoDays(temp.resolve("site"));
    JsonNode commit = newestCommit(site, 2);
    String lost = commit.get("placements").get(0).get("to").textValue();
    Files.delete(site.warehouse().resolve(lost));
    Files.createDirectories(site.warehouse().resolve(commit.get("staging").textValue()));
    JobRun.Result result = site.nightly(may(2));
    assertThat(result.code()).as(result.toString()).isEqualTo(6);
    assertThat(result.err()).contains(lost).hasLineCount(1);
  }

  @ParameterizedTest(name = "format {0}")
  @CsvSource({
    "-1, an older, publish the raw logs to a new warehouse",
    "1, a newer, run the newer jar"
  })
  void warehouseOfAnotherJobIsRefused(int newer, String age, String remedy) throws Exception {
    int format = WarehouseSettings.FORMAT + newer;
    Site site = twoDays(temp.resolve("site"));
    Path settings = site.warehouse().resolve("_telemetry/warehouse.json");
    String text = Files.readString(settings);
    String ours = "\"format_version\" : " + WarehouseSettings.FORMAT;
    assertThat(text).contains(ours);
    Files.writeString(settings, text.replace(ours, "\"format_version\" : " + format));
    // To this job, another's commits look damaged.
    Path commit = site.warehouse().resolve("_telemetry/commits/000002.json");
    Files.writeString(commit, Files.readString(commit).replace("checksum", "seal"));
    Fortnight.log(site, 3);
    SortedMap<String, String> before = site.bytes();
    String sentence =
        "--warehouse was written by %s job (format %d, this job knows %d); %s.\n"
            .formatted(age, format, WarehouseSettings.FORMAT, remedy);

    for (JobRun.Result result : List.of(site.nightly(may(3)), site.status(), site.verify())) {
      assertThat(result.code()).as(result.toString()).isEqualTo(2);
      assertThat(result.err()).isEqualTo(sentence);
    }
    assertThat(site.bytes()).isEqualTo(before);
  }

  @Test
  void publishedFoldersHoldNothingButWhatTheGlobsName() {
    Site site = twoDays(temp.resolve("site"));
    assertThat(site.bytesBelow("tables/").keySet())
        .allMatch(
            path ->
                path.matches(
                    "tables/((events|daily_users|attempts)/dt=2026-05-0[12]|users)"
                        + "/part-\\d{5}\\.parquet"));
    assertThat(site.bytesBelow("reports/").keySet())
        .allMatch(path -> path.matches("reports/[a-z_]+\\.(csv|parquet|html)"));
  }

  @ParameterizedTest(name = "into a warehouse of {0} days")
  @ValueSource(ints = {0, 2})
  void twoRunsAtOncePublishOnce(int days) throws Exception {
    Site site = days == 0 ? logs(temp.resolve("site")) : twoDays(temp.resolve("site"));
    Site alone = days == 0 ? logs(temp.resolve("alone")) : twoDays(temp.resolve("alone"));
    Fortnight.log(site, 3);
    Fortnight.log(alone, 3);
    alone.publish(may(3), Fortnight.OPTIONS);

    // Two Spark sessions cannot live in one JVM.
    String[] arguments = site.nightlyArguments(may(3), Fortnight.OPTIONS);
    List<Integer> codes;
    String said;
    try (RunningJob one = RunningJob.start(temp.resolve("one"), arguments);
        RunningJob two = RunningJob.start(temp.resolve("two"), arguments)) {
      codes = List.of(one.code(), two.code());
      said = one.said() + two.said();
    }

    assertThat(codes).as(said).contains(0).isSubsetOf(0, 5);
    if (codes.contains(5)) {
      assertThat(said).contains("Another run published to --warehouse first");
    } else {
      assertThat(said).contains("Nothing to do");
    }
    assertThat(site.bytesBelow("tables/")).isEqualTo(alone.bytesBelow("tables/"));
    assertThat(site.bytesBelow("reports/")).isEqualTo(alone.bytesBelow("reports/"));
    assertThat(site.bytesBelow("_telemetry/commits/")).hasSize(days == 0 ? 1 : 3);
    assertThat(site.bytesBelow("_telemetry/staging")).isEmpty();
    assertThat(site.nightly(may(3)).nothingToDo()).isTrue();
  }

  private static Site logs(Path home) {
    Site site = Site.in(home);
    Fortnight.log(site, 1);
    Fortnight.log(site, 2);
    return site;
  }

  private static Site twoDays(Path home) {
    Site site = logs(home);
    site.publish(may(1), Fortnight.OPTIONS);
    site.publish(may(2), Fortnight.OPTIONS);
    return site;
  }

  private static JsonNode newestCommit(Site site, int number) throws IOException {
    return new ObjectMapper()
        .readTree(site.warehouse().resolve("_telemetry/commits/00000" + number + ".json").toFile());
  }
}

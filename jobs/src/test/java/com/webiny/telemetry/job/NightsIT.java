package com.webiny.telemetry.job;

import static com.webiny.telemetry.job.Fortnight.NEWEST;
import static com.webiny.telemetry.job.Fortnight.may;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Night after night: what late, growing, damaged and missing files change, and what they do not.
 */
class NightsIT {
  private static final String LATER = "2026-06-01T00:00:00Z";

  @TempDir static Path shared;
  private static Site fortnight;

  @TempDir Path temp;
  private Site site;

  @BeforeAll
  static void publishTheFortnight() {
    fortnight = Fortnight.publish(shared);
  }

  @BeforeEach
  void takeACopy() {
    site = Fortnight.copy(fortnight, temp.resolve("site"));
  }

  @Nested
  class LateFiles {

    @Test
    void inTheOldestFolderOfTheLookbackChangesOnlyWhatItTouches() {
      SortedMap<String, String> tables = site.tables();
      SortedMap<String, Rows> reports = ReportChanges.of(site);
      site.write(file(7, "late.ndjson"), admin(7, 99), LATER);

      JobRun.Result result = site.publish(NEWEST);

      assertThat(result.out()).contains("Added 1 events; 0 lines were known already.");
      assertThat(changedFiles(tables, site.tables()))
          .allMatch(
              path ->
                  path.matches("tables/((events|daily_users)/dt=2026-05-07|users)/part-\\d+\\..*"))
          .hasSize(3);
      SortedMap<String, SortedSet<String>> changes =
          ReportChanges.between(reports, ReportChanges.of(site));
      assertThat(changes)
          .containsOnlyKeys(
              "daily_active_users", "version_adoption", "support_lines", "data_quality")
          .containsEntry(
              "daily_active_users", days(7, 13)) // wau_7d of day 13 is the last to see it
          .containsEntry("version_adoption", days(7, 14))
          .containsEntry("support_lines", days(7, 14))
          .containsEntry("data_quality", days(7, 7));
      assertThat(site.report("daily_active_users").column("final").subList(0, 6))
          .containsExactly("true", "true", "true", "true", "false", "false");
    }

    @Test
    void halfOfAnAttemptOverMidnightChangesTheDayBeforeToo() {
      site.write(
          file(9, "before.ndjson"),
          Fortnight.event(9, "23:50:00", 5, "cli-project-deploy-start"),
          LATER);
      site.publish(NEWEST);
      assertThat(site.report("deploy_success").sum("abandoned")).isEqualTo(1);
      SortedMap<String, String> tables = site.tables();
      SortedMap<String, Rows> reports = ReportChanges.of(site);

      site.write(
          file(10, "after.ndjson"),
          Fortnight.event(10, "00:10:00", 5, "cli-project-deploy-end"),
          LATER);
      site.publish(NEWEST);

      assertThat(site.report("deploy_success").sum("abandoned")).isZero();
      assertThat(site.report("deploy_success").sum("orphaned")).isZero();
      assertThat(changedFiles(tables, site.tables()))
          .allMatch(
              path ->
                  path.matches(
                      ".*((attempts/dt=2026-05-09)|(events|daily_users)/dt=2026-05-10)/.*"))
          .hasSize(3);
      assertThat(ReportChanges.between(reports, ReportChanges.of(site)).get("deploy_success"))
          .isEqualTo(days(9, 9));
    }

    @Test
    void beyondTheLookbackIsListedNotReadAndReadByBackfill() {
      site.write(file(6, "late.ndjson"), admin(6, 99), LATER);
      SortedMap<String, String> before = site.published();

      JobRun.Result sameNight = site.nightly(NEWEST);
      assertThat(sameNight.code()).isZero();
      assertThat(sameNight.out()).contains("Late files", file(6, "late.ndjson"));
      assertThat(site.published()).isEqualTo(before);

      Fortnight.log(site, 15);
      JobRun.Result nextNight = site.publish(may(15));
      assertThat(nextNight.out()).contains("(use backfill): " + file(6, "late.ndjson"));
      assertThat(site.status().out()).contains("late files: " + file(6, "late.ndjson"));
      assertThat(site.report("data_quality").on(may(6))).containsEntry("files", "1");

      SortedMap<String, String> tables = site.tables();
      JobRun.Result backfill = site.backfill(may(6), may(6));
      assertThat(backfill.out()).contains("Added 1 events;").doesNotContain("Late files");
      assertThat(site.report("data_quality").on(may(6)))
          .containsEntry("files", "2")
          .containsEntry("duplicates", "1");
      assertThat(changedFiles(tables, site.tables())).hasSize(3);
      assertThat(site.status().out()).contains("late files: none");
    }

    @Test
    void dateBeforeTheNewestDayActsAsTheNewestDay() {
      Site other = Fortnight.copy(site, temp.resolve("other"));
      for (Site each : new Site[] {site, other}) {
        each.write(file(12, "late.ndjson"), admin(12, 99), LATER);
      }
      JobRun.Result result = site.publish(may(3));
      other.publish(NEWEST);
      assertThat(result.out()).startsWith("Published " + may(1) + " to " + NEWEST);
      assertThat(site.bytesBelow("tables/")).isEqualTo(other.bytesBelow("tables/"));
      assertThat(site.bytesBelow("reports/")).isEqualTo(other.bytesBelow("reports/"));
    }
  }

  @Nested
  class ChangingFiles {

    @Test
    void compressedFileStillGrowingIsListedAndWholeTheNextNight() {
      byte[] whole = Layout.gzip(Fortnight.lines(15));
      site.write(file(15, "edge.gz"), Arrays.copyOf(whole, whole.length - 9), LATER);

      JobRun.Result first = site.publish(may(15));
      assertThat(first.out())
          .contains("Still growing, read again next night: " + file(15, "edge.gz"));
      assertThat(site.report("data_quality").on(may(15)))
          .containsEntry("files", "0")
          .containsEntry("lines", "0")
          .containsEntry("events", "0");

      site.write(file(15, "edge.gz"), whole, "2026-06-02T00:00:00Z");
      Fortnight.log(site, 16);
      site.publish(may(16));
      assertThat(site.report("data_quality").on(may(15)))
          .containsEntry("files", "1")
          .containsEntry("events", "12")
          .containsEntry("duplicates", "1");
    }

    @Test
    void compressedFileThatStillEndsEarlyTheNextNightIsDamaged() {
      byte[] whole = Layout.gzip(Fortnight.lines(15));
      site.write(file(15, "edge.gz"), Arrays.copyOf(whole, whole.length - 9), LATER);
      site.publish(may(15));
      Fortnight.log(site, 16);
      requireRefused(3, file(15, "edge.gz") + " (ends early)", site.nightlyArguments(may(16)));
    }

    @Test
    void plainFileThatGrewAddsItsNewLines() {
      site.write(file(14, "edge.ndjson"), Fortnight.lines(14) + admin(14, 99), LATER);
      assertThat(site.publish(NEWEST).out())
          .contains("Added 1 events; 13 lines were known already.");
      assertThat(site.report("data_quality").on(may(14))).containsEntry("duplicates", "1");
    }

    @Test
    void fileReplacedByAShorterOneTakesNothingAwayAndEmptiesDuplicates() {
      SortedMap<String, String> tables = site.tables();
      SortedMap<String, Rows> reports = ReportChanges.of(site);
      site.write(file(14, "edge.ndjson"), admin(14, 1), LATER);
      site.publish(NEWEST);
      // Version 5.41.0 of a known event sorts after 5.40.1: the smaller one stays.
      assertThat(site.tables()).isEqualTo(tables);
      assertThat(ReportChanges.between(reports, ReportChanges.of(site)).keySet())
          .containsExactly("data_quality");
      assertThat(site.report("data_quality").on(may(14)))
          .containsEntry("lines", "1")
          .containsEntry("events", "12")
          .containsEntry("duplicates", "");
      assertThat(site.report("data_quality").on(may(12))).containsEntry("duplicates", "1");
    }

    @Test
    void fileThatIsGoneTakesNothingAway() throws Exception {
      SortedMap<String, String> before = site.bytes();
      Files.delete(site.raw().resolve(file(13, "edge.ndjson")));
      assertThat(site.nightly(NEWEST).nothingToDo()).isTrue();
      assertThat(site.bytes()).isEqualTo(before);
    }
  }

  @Nested
  class Ends {

    @Test
    void linesBeforeTheFirstDayStayDeferredAndCallForNoReading() {
      Site fresh = Site.in(temp.resolve("fresh"));
      fresh.write(file(2, "a.ndjson"), admin(1, 1) + admin(2, 2) + admin(3, 3), LATER);
      fresh.publish(may(2));
      assertThat(fresh.report("data_quality").on(may(2)))
          .containsEntry("accepted", "1")
          .containsEntry("deferred", "2");
      fresh.write(file(3, "b.ndjson"), admin(3, 4), LATER);
      assertThat(fresh.publish(may(3)).out()).contains("Read 2 files"); // Day 3 of a.ndjson is due.
      assertThat(fresh.report("data_quality").on(may(2)))
          .containsEntry("accepted", "2")
          .containsEntry("deferred", "1");
      assertThat(fresh.report("data_quality").on(may(3))).containsEntry("events", "2");
      fresh.write(file(4, "c.ndjson"), admin(4, 4), LATER);
      assertThat(fresh.publish(may(4)).out()).contains("Read 1 files");
      assertThat(fresh.nightly(may(4)).nothingToDo()).isTrue();
    }

    @Test
    void nightThatJumpsFurtherThanItLooksBackLeavesNoDeferredLineBehind() {
      Site fresh = Site.in(temp.resolve("fresh"));
      fresh.write(file(2, "a.ndjson"), admin(2, 1) + admin(3, 2), LATER);
      fresh.publish(may(2), "--lookback-days", "1");
      fresh.write(file(9, "b.ndjson"), admin(9, 3), LATER);
      assertThat(fresh.publish(may(9)).out()).contains("Read 2 files");
      assertThat(fresh.report("data_quality").on(may(2)))
          .containsEntry("accepted", "2")
          .containsEntry("deferred", "0");
      assertThat(fresh.report("data_quality").on(may(3))).containsEntry("events", "1");
      assertThat(fresh.nightly(may(9)).nothingToDo()).isTrue();
    }

    @Test
    void backfillOverAChangedFileOwnsUpToWhatItDeferredAndTheNextNightReadsIt() {
      site.write(file(4, "edge.ndjson"), Fortnight.lines(4) + admin(3, 98) + admin(4, 99), LATER);
      assertThat(site.backfill(may(3), may(3)).published()).isTrue();
      assertThat(site.report("data_quality").on(may(3))).containsEntry("events", "13");
      // Rows of the 4th stem from lines that this version of the file has not merged yet.
      assertThat(site.report("data_quality").on(may(4))).containsEntry("duplicates", "");
      assertThat(site.status().out()).contains("late files: dt=2026-05-04/edge.ndjson");
      assertThat(site.publish(NEWEST).out()).contains("Added 1 events;");
      assertThat(site.report("data_quality").on(may(4)))
          .containsEntry("events", "13")
          .containsEntry("deferred", "0")
          .doesNotContainEntry("duplicates", "");
      assertThat(site.status().out()).contains("late files: none");
    }

    @Test
    void folderAfterTheNightGivesItsEarlyLinesAndKeepsTheRest() {
      site.write(file(15, "edge.ndjson"), admin(14, 98) + admin(15, 99), LATER);
      JobRun.Result first = site.publish(NEWEST);
      assertThat(first.out()).contains("1 deferred", "1 accepted", "Added 1 events;");
      assertThat(site.report("data_quality").on(may(14))).containsEntry("events", "13");
      assertThat(site.report("data_quality").rows()).hasSize(14);
      site.publish(may(15));
      assertThat(site.report("data_quality").on(may(15)))
          .containsEntry("accepted", "2")
          .containsEntry("deferred", "0")
          .containsEntry("events", "1");
    }

    @Test
    void missingFolderBeforeTheNightIsADayOfZerosAndAWarning() {
      Fortnight.log(site, 16);
      JobRun.Result result = site.publish(may(16));
      assertThat(result.out()).contains("Warning: no file in the folders of dt=2026-05-15.");
      assertThat(site.report("data_quality").on(may(15))).containsEntry("files", "0");
      assertThat(site.report("daily_active_users").on(may(15))).containsEntry("dau", "0");
      assertThat(site.report("project_creation").on(may(15)))
          .containsEntry("attempts", "0")
          .containsEntry("success_rate", "");
      assertThat(site.report("deploy_success").column("date"))
          .filteredOn(may(15)::equals)
          .hasSize(2);
      assertThat(site.status().out()).contains("missing days: 2026-05-15");
    }

    @Test
    void noFileForTheNightIsRefusedUnlessAllowed() {
      requireRefused(3, "dt=2026-05-15", site.nightlyArguments(may(15)));
      site.write(file(15, "_SUCCESS"), "", LATER);
      site.write(file(15, "edge.ndjson.tmp"), admin(15, 1), LATER);
      requireRefused(3, "dt=2026-05-15", site.nightlyArguments(may(15)));
      site.publish(may(15), "--allow-empty");
      assertThat(site.report("daily_active_users").on(may(15))).containsEntry("dau", "0");
    }

    @Test
    void defaultDateIsYesterdayUtc() {
      Fortnight.log(site, 15);
      Site morning = site.on(JobRun.embedded().at(Instant.parse("2026-05-16T00:00:00Z")));
      String[] all = morning.nightlyArguments(may(1));
      String[] withoutDate =
          Arrays.stream(all)
              .filter(argument -> !argument.equals("--date") && !argument.equals(may(1)))
              .toArray(String[]::new);
      assertThat(morning.job().run(withoutDate).out()).contains(" to " + may(15));
    }

    @Test
    void firstFolderOverAThousandDaysBeforeIsRefused() {
      Site fresh = Site.in(temp.resolve("fresh"));
      fresh.write("dt=2023-08-17/a.ndjson", admin(1, 1), LATER);
      fresh.write(file(14, "b.ndjson"), admin(14, 1), LATER);
      JobRun.Result result = fresh.nightly(NEWEST);
      assertThat(result.code()).isEqualTo(2);
      assertThat(result.err()).contains("dt=2023-08-17", "backfill").hasLineCount(1);
      assertThat(fresh.warehouse()).doesNotExist();
    }
  }

  @Nested
  class Backfills {

    @Test
    void intoAnEmptyWarehousePublishesJustTheRangeAndGrowsToTheLeft() {
      Site fresh = Site.in(temp.resolve("fresh"), fortnight.raw());
      assertThat(fresh.backfill(may(5), may(8), Fortnight.OPTIONS).out())
          .startsWith("Published " + may(5) + " to " + may(8) + " (4 new days).");
      assertThat(days(fresh, "events")).isEqualTo(days(5, 8));

      SortedMap<String, String> before = fresh.bytes();
      requireUsage(fresh.backfill(may(2), may(3)), may(4));
      requireUsage(fresh.backfill(may(8), may(9)), may(8));
      requireUsage(fresh.backfill(may(7), may(6)), "--from");
      assertThat(fresh.bytes()).isEqualTo(before);

      assertThat(fresh.backfill(may(3), may(4)).out())
          .startsWith("Published " + may(3) + " to " + may(8) + " (2 new days).");
      assertThat(fresh.backfill(may(1), may(6)).out()).contains("(2 new days)");
      assertThat(days(fresh, "events")).isEqualTo(days(1, 8));

      fresh.publish(NEWEST);
      assertThat(fresh.tables()).isEqualTo(fortnight.tables());
      assertThat(ReportChanges.between(ReportChanges.of(fresh), ReportChanges.of(fresh))).isEmpty();
    }

    @Test
    void defersLinesOutsideItsRange() {
      Site fresh = Site.in(temp.resolve("fresh"));
      fresh.write(file(5, "a.ndjson"), admin(4, 1) + admin(5, 1) + admin(6, 1), LATER);
      assertThat(fresh.backfill(may(5), may(5)).out()).contains("2 deferred, 1 accepted");
      fresh.write(file(6, "b.ndjson"), admin(6, 2), LATER);
      fresh.publish(may(6));
      assertThat(fresh.report("data_quality").on(may(5)))
          .containsEntry("accepted", "2")
          .containsEntry("deferred", "1");
      assertThat(fresh.report("data_quality").on(may(6))).containsEntry("events", "2");
    }

    @Test
    void ofEveryDayAgainChangesNothing() {
      SortedMap<String, String> tables = site.tables();
      SortedMap<String, String> reports = site.bytesBelow("reports/");
      assertThat(site.backfill(may(1), NEWEST).code()).isZero();
      assertThat(site.tables()).isEqualTo(tables);
      assertThat(site.bytesBelow("reports/")).isEqualTo(reports);
    }
  }

  @Nested
  class Refusals {

    @Test
    void damagedFileStopsTheNightIsSkippedAtTheOperatorsWordAndReadWhenItChanges() {
      byte[] good = Layout.gzip(admin(13, 99) + Fortnight.lines(13).repeat(20));
      byte[] bad = good.clone();
      bad[bad.length - 6] ^= 0x55; // Of the checksum.
      site.write(file(13, "bad.gz"), bad, LATER);
      requireRefused(3, file(13, "bad.gz") + " (corrupt)", site.nightlyArguments(NEWEST));

      SortedMap<String, String> tables = site.tables();
      JobRun.Result skipped = site.publish(NEWEST, "--skip-damaged");
      assertThat(skipped.out())
          .contains("Damaged and skipped, read again when they change: " + file(13, "bad.gz"))
          .contains("Added 0 events;");
      assertThat(site.tables()).isEqualTo(tables);
      assertThat(site.report("data_quality").on(may(13))).containsEntry("files", "1");
      assertThat(site.nightly(NEWEST, "--skip-damaged").nothingToDo()).isTrue();

      site.write(file(13, "bad.gz"), good, "2026-06-02T00:00:00Z");
      assertThat(site.publish(NEWEST).out()).contains("Added 1 events;");
      assertThat(site.report("data_quality").on(may(13))).containsEntry("files", "2");
    }

    @Test
    void tooMuchJunkStopsTheNightOnlyIfAsked() {
      site.write(
          file(14, "junk.ndjson"), "CANARY-junk\n".repeat(9) + "\n\n" + admin(14, 99), LATER);
      requireRefused(4, "9 of 10 ", site.nightlyArguments(NEWEST, "--max-reject-ratio", "0.89"));
      assertThat(site.publish(NEWEST, "--max-reject-ratio", "0.9").out()).contains("9 malformed");
    }

    @Test
    void anotherKeyIsRefused() throws Exception {
      Files.write(
          site.key(), "another key of thirty-two bytes, ok".getBytes(StandardCharsets.UTF_8));
      Fortnight.log(site, 15);
      JobRun.Result result = requireRefused(2, "--id-key-file", site.nightlyArguments(may(15)));
      assertThat(result.err()).doesNotContain("another key of");
    }

    @ParameterizedTest
    @CsvSource({"--buckets, 5, 4", "--lookback-days, 8, 7", "--min-cell-size, 5, 1"})
    void anotherValueOfAFixedOptionIsRefusedAndTheStoredOneNamed(
        String option, String given, String stored) {
      Fortnight.log(site, 15);
      requireRefused(
          2, " this one has " + stored + ";", site.nightlyArguments(may(15), option, given));
      site.publish(may(15), option, stored);
    }

    private JobRun.Result requireRefused(int code, String part, String... arguments) {
      return NightsIT.this.requireRefused(code, part, arguments);
    }
  }

  private JobRun.Result requireRefused(int code, String part, String... arguments) {
    SortedMap<String, String> before = site.bytes();
    JobRun.Result result = site.job().run(arguments);
    assertThat(result.code()).as(result.toString()).isEqualTo(code);
    assertThat(result.err()).contains(part).doesNotContain("CANARY-").hasLineCount(1);
    assertThat(result.out()).isEmpty();
    assertThat(site.bytes()).isEqualTo(before);
    return result;
  }

  private static void requireUsage(JobRun.Result result, String part) {
    assertThat(result.code()).as(result.toString()).isEqualTo(2);
    assertThat(result.err()).contains(part).hasLineCount(1);
  }

  private static String file(int day, String name) {
    return "dt=" + may(day) + "/" + name;
  }

  private static String admin(int day, int id) {
    return TestLines.admin(may(day) + "T10:00:00Z", id, "5.41.0") + "\n";
  }

  private static Set<String> changedFiles(
      SortedMap<String, String> before, SortedMap<String, String> after) {
    Set<String> changed = new TreeSet<>(before.keySet());
    changed.addAll(after.keySet());
    changed.removeIf(path -> before.getOrDefault(path, "").equals(after.get(path)));
    return changed;
  }

  private static SortedSet<String> days(int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(Fortnight::may)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static SortedSet<String> days(Site site, String table) {
    return site.bytesBelow("tables/" + table + "/").keySet().stream()
        .map(path -> path.replaceAll(".*dt=([0-9-]+)/.*", "$1"))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}

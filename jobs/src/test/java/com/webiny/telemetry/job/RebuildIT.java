package com.webiny.telemetry.job;

import static com.webiny.telemetry.job.Fortnight.may;
import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.vectors.CsvCompare;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code backfill --rebuild}: raw is the whole truth (SPEC section 10). */
class RebuildIT {
  private static final String LATER = "2026-06-01T00:00:00Z";
  private static final String[] REBUILD = {"--rebuild"};
  private static final String[] ACCEPT = {"--rebuild", "--accept-loss"};

  @TempDir static Path shared;
  private static Site fortnight;

  @TempDir Path temp;
  private Site site;

  @BeforeAll
  static void publishFourteenDays() {
    fortnight = Fortnight.publish(shared);
  }

  @BeforeEach
  void takeACopy() {
    site = Fortnight.copy(fortnight, temp.resolve("site"));
  }

  @Test
  void overUnchangedRawKeepsEveryTableAndReport() {
    SortedMap<String, String> tables = site.tables();
    SortedMap<String, String> reports = site.bytesBelow("reports/");
    assertThat(site.backfill(may(1), may(14), REBUILD).code()).isZero();
    assertThat(site.tables()).isEqualTo(tables);
    assertThat(site.bytesBelow("reports/")).isEqualTo(reports);
    assertThat(site.backfill(may(3), may(9), REBUILD).nothingToDo()).isTrue();
  }

  @Test
  void dayThatLostLinesIsRefusedAndAtTheOperatorsWordEqualsAFreshWarehouse() throws Exception {
    // IDs known from other days only, of this day only, and first or last seen on it.
    site.write(
        file(6, "gone.ndjson"),
        TestLines.admin(may(6) + "T12:00:00Z", 70, "5.41.0")
            + "\n"
            + Fortnight.event(6, "23:58:00", 71, "cli-create-webiny-project-start")
            + Fortnight.event(6, "12:00:00", 72, "cli-create-webiny-project-start"),
        LATER);
    site.write(
        file(7, "more.ndjson"),
        Fortnight.event(7, "00:02:00", 71, "cli-create-webiny-project-end")
            + TestLines.admin(may(7) + "T12:00:00Z", 73, "5.41.0")
            + "\n",
        LATER);
    site.write(
        file(9, "more.ndjson"),
        Fortnight.event(9, "12:00:00", 72, "cli-project-deploy-start"),
        LATER);
    assertThat(site.backfill(may(5), may(9)).published()).isTrue();
    Files.delete(site.raw().resolve(file(6, "gone.ndjson")));
    site.write(file(7, "more.ndjson"), "", "2026-06-02T00:00:00Z");

    requireRefused(
        "Nothing was published: --rebuild would take more than 1 % of the rows of "
            + may(6)
            + " (15 rows, 12 after), "
            + may(7)
            + " (14 rows, 12 after); bring back the raw logs that are gone, or give --accept-loss.\n",
        may(5),
        may(8));

    assertThat(site.backfill(may(6), may(7), ACCEPT).published()).isTrue();
    requireAsFresh(1, 14);
    assertThat(site.report("restatements").rows())
        .anyMatch(
            row ->
                row.get("night").equals(may(14))
                    && row.get("date").equals(may(6))
                    && row.get("column").equals("dau_admin"));
    assertThat(site.nightly(may(14)).nothingToDo()).isTrue();
    assertThat(site.backfill(may(6), may(7), REBUILD).nothingToDo()).isTrue();
  }

  @Test
  void daysWithoutAnyLineLeftBecomeEmpty() throws Exception {
    for (int day = 13; day <= 14; day++) {
      Files.delete(site.raw().resolve(file(day, "edge.ndjson")));
    }
    JobRun.Result none = site.backfill(may(13), may(14), ACCEPT);
    assertThat(none.code()).as(none.toString()).isEqualTo(3);
    assertThat(none.err()).contains("--raw holds no file in the folders of --from to --to");
    assertThat(
            site.backfill(may(13), may(14), "--rebuild", "--accept-loss", "--allow-empty")
                .published())
        .isTrue();
    assertThat(site.report("daily_active_users").on(may(14))).containsEntry("dau", "0");
    assertThat(site.report("data_quality").on(may(13)))
        .containsEntry("files", "0")
        .containsEntry("lines", "0")
        .containsEntry("events", "0")
        .containsEntry("duplicates", "0");
    assertThat(site.bytesBelow("tables/events/dt=" + may(14))).hasSize(4);
    Site fresh = Site.in(temp.resolve("fresh"), site.raw());
    fresh.publish(may(14), "--min-cell-size", "1", "--allow-empty");
    assertThat(site.tables()).isEqualTo(fresh.tables());
  }

  @Test
  void duplicatesAreKnownAgainAfterAFileWasCutShort() {
    String[] lines = Fortnight.lines(8).split("(?<=\n)", -1);
    site.write(file(8, "edge.ndjson"), String.join("", lines).replace(lines[0], ""), LATER);
    site.publish(may(14));
    assertThat(site.report("data_quality").on(may(8)))
        .containsEntry("events", "12")
        .containsEntry("duplicates", "");
    requireRefused(may(8) + " (12 rows, 11 after)", may(8), may(8));
    assertThat(site.backfill(may(8), may(8), ACCEPT).published()).isTrue();
    assertThat(site.report("data_quality").on(may(8)))
        .containsEntry("events", "11")
        .containsEntry("duplicates", "1");
    requireAsFresh(1, 14);
    // A later cut is seen again.
    site.write(file(8, "edge.ndjson"), lines[1], "2026-06-02T00:00:00Z");
    site.publish(may(14));
    assertThat(site.report("data_quality").on(may(8)))
        .containsEntry("events", "11")
        .containsEntry("duplicates", "");
  }

  @Test
  void oneRowOfAHundredMayGo() {
    StringBuilder lines = new StringBuilder();
    for (int id = 100; id < 188; id++) {
      lines.append(TestLines.admin(may(10) + "T12:00:00Z", id, "5.41.0")).append('\n');
    }
    site.write(file(10, "more.ndjson"), lines.toString(), LATER);
    site.publish(may(14)); // Now the day has 100 events.
    site.write(
        file(10, "more.ndjson"), lines.substring(lines.indexOf("\n") + 1), "2026-06-02T00:00:00Z");
    assertThat(site.backfill(may(10), may(10), REBUILD).published()).isTrue();
    assertThat(site.report("data_quality").on(may(10))).containsEntry("events", "99");
    requireAsFresh(1, 14);
    site.write(file(10, "more.ndjson"), "", "2026-06-03T00:00:00Z");
    requireRefused(may(10) + " (99 rows, 12 after)", may(10), may(10));
  }

  @Test
  void usersFollowAlsoWhereMoreDaysAreReadThanFilesAreMergedAtOnce() throws Exception {
    Site many = Site.in(temp.resolve("many"));
    for (int day = 1; day <= 40; day++) {
      many.write(file(day, "a.ndjson"), admin(day, 1), LATER);
    }
    String robot =
        Fortnight.event(3, "12:00:00", 4, "cli-project-deploy-start")
            .replace("\"ci\":\"no\"", "\"ci\":\"yes\"");
    many.write(file(3, "robot.ndjson"), robot, LATER);
    many.write(file(5, "gone.ndjson"), admin(5, 2) + admin(5, 3), LATER);
    many.write(file(38, "b.ndjson"), admin(38, 3), LATER);
    String[] oneBucket = {"--min-cell-size", "1", "--buckets", "1"};
    many.publish(may(40), oneBucket);
    Files.delete(many.raw().resolve(file(5, "gone.ndjson")));
    assertThat(many.backfill(may(2), may(6), ACCEPT).published()).isTrue();
    Site fresh = Site.in(temp.resolve("fresh"), many.raw());
    fresh.publish(may(40), oneBucket);
    assertThat(many.tables()).isEqualTo(fresh.tables());
  }

  @Test
  void rebuildAlsoPublishesDaysBeforeTheFirst() throws Exception {
    Site right = Site.in(temp.resolve("right"), site.raw());
    right.backfill(may(3), may(6), Fortnight.OPTIONS);
    assertThat(right.backfill(may(1), may(4), REBUILD).out()).contains("(2 new days)");
    Site fresh = Site.in(temp.resolve("fresh"), site.raw());
    fresh.backfill(may(1), may(6), Fortnight.OPTIONS);
    assertThat(right.tables()).isEqualTo(fresh.tables());
  }

  private void requireAsFresh(int from, int to) {
    Site fresh = Site.in(temp.resolve("fresh"), site.raw());
    assertThat(fresh.backfill(may(from), may(to), Fortnight.OPTIONS).published()).isTrue();
    SoftAssertions softly = new SoftAssertions();
    softly.assertThat(site.tables()).isEqualTo(fresh.tables());
    for (String report : ReportChanges.of(site).keySet()) {
      softly
          .assertThat(
              CsvCompare.differences(fresh.csv(report), site.csv(report), Set.of("revision")))
          .as(report)
          .isEmpty();
    }
    softly.assertAll();
  }

  private void requireRefused(String part, String from, String to) {
    SortedMap<String, String> before = site.bytes();
    JobRun.Result result = site.backfill(from, to, REBUILD);
    assertThat(result.code()).as(result.toString()).isEqualTo(4);
    assertThat(result.err()).contains(part).hasLineCount(1);
    assertThat(result.out()).isEmpty();
    assertThat(site.bytes()).isEqualTo(before);
  }

  private static String admin(int day, int id) {
    return TestLines.admin(may(day) + "T12:00:00Z", id, "5.41.0") + "\n";
  }

  private static String file(int day, String name) {
    return "dt=" + may(day) + "/" + name;
  }
}

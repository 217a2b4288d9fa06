package com.webiny.telemetry.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.report.Report;
import com.webiny.telemetry.report.Reports;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What happens over a long time. The length by hand: {@code -Dyear.days=366}, which begins at the
 * same day.
 */
class YearIT {
  /** Over the end of a year, and with 60 and more over a leap day. */
  private static final LocalDate FIRST = LocalDate.of(2027, 12, 20);

  private static final int DAYS = Integer.getInteger("year.days", 16);

  @TempDir private Path temp;

  @Test
  void oneBackfillGivesWhatNightsOneByOneGive() {
    Site nights = Site.in(temp.resolve("nights"));
    LocalDate last = FIRST.plusDays(DAYS - 1L);
    for (LocalDate day = FIRST; !day.isAfter(last); day = day.plusDays(1)) {
      log(nights, day);
    }
    for (LocalDate day = FIRST; !day.isAfter(last); day = day.plusDays(1)) {
      nights.publish(day.toString(), "--min-cell-size", "2");
    }
    Site backfill = Site.in(temp.resolve("backfill"), nights.raw());
    JobRun.Result result =
        backfill.backfill(FIRST.toString(), last.toString(), "--min-cell-size", "2");
    assertThat(result.published()).as(result.toString()).isTrue();
    assertThat(backfill.tables()).isEqualTo(nights.tables());
    for (Report report : Reports.all()) {
      assertThat(unrevised(backfill, report.name()))
          .as(report.name())
          .isEqualTo(unrevised(nights, report.name()));
    }
    assertThat(backfill.verify().err()).isEmpty();
  }

  @Test
  void aClockThatIsWrongByYearsChangesNothingThatIsPublished() {
    Site right = Site.in(temp.resolve("right"));
    log(right, FIRST);
    log(right, FIRST.plusDays(1));
    right.publish(FIRST.toString());
    right.publish(FIRST.plusDays(1).toString());
    for (String now : List.of("1970-01-01T00:00:00Z", "2099-12-31T23:59:59Z")) {
      JobRun then = JobRun.embedded().at(Instant.parse(now));
      Site wrong = Site.in(temp.resolve("at " + now.substring(0, 4)), right.raw()).on(then);
      wrong.publish(FIRST.toString());
      wrong.publish(FIRST.plusDays(1).toString());
      assertThat(wrong.tables()).isEqualTo(right.tables());
      assertThat(wrong.bytesBelow("reports/")).isEqualTo(right.bytesBelow("reports/"));
    }
  }

  @Test
  void aClockThatIsWrongByYearsPublishesNoDayThatNoLogIsOf() {
    Site site = Site.in(temp);
    log(site, FIRST);
    site.publish(FIRST.toString());
    Site late = site.on(JobRun.embedded().at(Instant.parse("2099-12-31T23:59:59Z")));
    Site early = site.on(JobRun.embedded().at(Instant.parse("1970-01-01T00:00:00Z")));
    Map<String, String> before = site.published();
    assertThat(run(late).code()).isEqualTo(3);
    assertThat(run(early).nothingToDo()).isTrue();
    assertThat(site.published()).isEqualTo(before);
  }

  /** A night without its date: yesterday by the clock. */
  private static JobRun.Result run(Site site) {
    return site.job()
        .run(
            "nightly",
            "--raw",
            site.raw().toString(),
            "--warehouse",
            site.warehouse().toString(),
            "--id-key-file",
            site.key().toString());
  }

  /**
   * Twelve IDs, of which two thirds are seen a day, that move on to another version now and then.
   */
  private static void log(Site site, LocalDate day) {
    StringBuilder lines = new StringBuilder();
    long number = day.toEpochDay();
    for (int id = 1; id <= 12; id++) {
      if ((number + id) % 3 == 0) {
        continue;
      }
      String version = "5." + (39 + (number + 2L * id) / 9 % 4) + "." + id % 3;
      lines.append(TestLines.admin(day + "T10:00:00Z", id, version)).append('\n');
      if (id % 2 == 0) {
        event(lines, day + "T23:00:00Z", id, "cli-project-deploy-start", version);
        String end = (number + id) % 4 == 0 ? "error" : "end";
        event(lines, day.plusDays(1) + "T00:30:00Z", id, "cli-project-deploy-" + end, version);
      }
      if ((number + id) % 11 == 0) {
        event(lines, day + "T22:30:00Z", id, "cli-create-webiny-project-start", version);
      }
    }
    site.write("dt=" + day + "/edge.ndjson", lines.toString(), "2030-01-01T00:00:00Z");
  }

  private static void event(StringBuilder lines, String at, int id, String event, String version) {
    lines.append(TestLines.event(at, id, event, version)).append('\n');
  }

  /** The rows of a report without their revisions. */
  private static List<Map<String, String>> unrevised(Site site, String report) {
    List<Map<String, String>> rows = new ArrayList<>();
    for (Map<String, String> row : site.report(report).rows()) {
      Map<String, String> numbers = new LinkedHashMap<>(row);
      numbers.remove("revision");
      rows.add(numbers);
    }
    return rows;
  }
}

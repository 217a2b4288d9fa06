package com.webiny.telemetry.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A day is a day of UTC (SPEC section 7), whatever the machine's zone and language are, and
 * whatever its file system says of when a log was written.
 */
class ZonesIT {
  @TempDir Path temp;

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "a day that Samoa never had,      2011-12-29, 2011-12-31, Pacific/Apia,     sm, 1970-01-01",
    "a day of 23 hours in New York,   2026-03-07, 2026-03-09, America/New_York, de, 2100-01-01",
    "a day of 25 hours in New York,   2026-10-31, 2026-11-02, America/New_York, tr, 1970-01-01",
    "the end of a year in Kathmandu,  2026-12-30, 2027-01-01, Asia/Kathmandu,   tr, 2100-01-01",
    "the 29th of February in Lord Howe, 2028-02-28, 2028-03-01, Australia/Lord_Howe, ar, 1999-12-31",
  })
  void nightGivesTheSameBytes(
      String why, LocalDate from, LocalDate to, String zone, String language, LocalDate modified)
      throws Exception {
    Site plain = Site.in(temp.resolve("plain"));
    Site there = Site.in(temp.resolve("there"));
    for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
      log(plain, day, "2026-05-01T00:00:00Z");
      log(there, day, modified + "T00:00:00Z");
    }
    plain.publish(to.toString());

    String options = "JAVA_TOOL_OPTIONS=-Duser.timezone=%s -Duser.language=%s";
    List<String> machine =
        List.of("env", "TZ=" + zone, options.formatted(zone, language), "LC_TIME=tr_TR.UTF-8");
    try (RunningJob run =
        RunningJob.start(temp.resolve("run"), machine, there.nightlyArguments(to.toString()))) {
      assertThat(run.code()).as(why + ": " + run.said()).isZero();
    }

    assertThat(published(there)).isEqualTo(published(plain));
    assertThat(there.report("daily_active_users").rows()).hasSize(3);
    assertThat(there.report("daily_active_users").on(to.toString())).containsEntry("dau", "4");
  }

  /** An ID at each edge of the day, and one in the middle that deploys around noon. */
  private static void log(Site site, LocalDate day, String modified) {
    StringBuilder lines = new StringBuilder();
    int id = 1;
    for (String time : List.of("00:00:00Z", "23:59:59.999999Z", "12:00:00Z", "05:45:00Z")) {
      lines.append(TestLines.admin(day + "T" + time, id, "5.41.0")).append('\n');
      id++;
    }
    lines.append(TestLines.event(day + "T12:00:00Z", 1, "cli-project-deploy-start", "5.41.0"));
    lines.append('\n');
    lines.append(TestLines.event(day + "T12:30:00Z", 1, "cli-project-deploy-end", "5.41.0"));
    lines.append('\n');
    site.write("dt=" + day + "/edge.ndjson", lines.toString(), modified);
  }

  private static SortedMap<String, String> published(Site site) {
    SortedMap<String, String> files = new TreeMap<>(site.tables());
    files.putAll(site.bytesBelow("reports/"));
    return files;
  }
}

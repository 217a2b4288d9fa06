package com.webiny.telemetry.job;

import static com.webiny.telemetry.job.Fortnight.may;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code restatements.csv} says after nights of the real job (SPEC section 9). */
class RestatementsIT {
  private static final String HEADER = "night,report,date,family,column,old,new\n";
  private static final String LATER = "2026-06-01T00:00:00Z";

  @TempDir Path temp;

  @Test
  void attemptsThatEndAfterMidnightRestateNothing() {
    Site site = Site.in(temp);
    log(
        site,
        1,
        Fortnight.event(1, "23:50:00", 1, "cli-project-deploy-start")
            + Fortnight.event(1, "23:55:00", 2, "cli-pulumi-command-deploy-start")
            + Fortnight.event(1, "23:58:00", 3, "cli-create-webiny-project-start"));
    site.publish(may(1));
    assertThat(site.csv("restatements")).isEqualTo(HEADER);
    log(
        site,
        2,
        Fortnight.event(2, "00:10:00", 1, "cli-project-deploy-end")
            + Fortnight.event(2, "00:10:00", 2, "cli-pulumi-command-deploy-error")
            + Fortnight.event(2, "00:10:00", 3, "cli-create-webiny-project-end"));
    site.publish(may(2));
    assertThat(site.report("deploy_success").column("revision"))
        .containsExactly("2", "2", "1", "1");
    assertThat(site.report("project_creation").on(may(1))).containsEntry("created", "1");
    assertThat(site.csv("restatements")).isEqualTo(HEADER);
  }

  @Test
  void lateLinesAreLoggedInOrderAndTheSameInputAgainKeepsTheLog() {
    Site site = Site.in(temp);
    for (int day = 1; day <= 3; day++) {
      log(
          site,
          day,
          Fortnight.event(day, "10:00:00", 1, "cli-project-deploy-start")
              + Fortnight.event(day, "10:10:00", 1, "cli-project-deploy-end"));
      site.publish(may(day));
    }
    log(site, 4, Fortnight.event(4, "10:00:00", 1, "cli-project-deploy-start"));
    site.write(
        "dt=" + may(2) + "/late.ndjson",
        Fortnight.event(2, "11:00:00", 2, "cli-pulumi-command-deploy-start")
            + Fortnight.event(2, "11:20:00", 2, "cli-pulumi-command-deploy-end"),
        LATER);

    site.publish(may(4));

    String night = may(4) + ",";
    String second = night + "deploy_success," + may(2) + ",app,";
    String expected =
        HEADER
            + (night + "daily_active_users," + may(2) + ",,dau,1,2\n")
            + (night + "daily_active_users," + may(2) + ",,dau_cli,1,2\n")
            + (second + "attempts,0,1\n")
            + (second + "succeeded,0,1\n")
            + (second + "success_rate,,1.0000\n")
            + (second + "strict_success_rate,,1.0000\n")
            + (second + "deployers,0,1\n")
            + (second + "first_try_success_users,0,1\n")
            + (second + "duration_p50_s,,1200.0\n")
            + (second + "duration_p90_s,,1200.0\n");
    assertThat(site.csv("restatements")).isEqualTo(expected);

    SortedMap<String, String> before = site.bytesBelow("reports/");
    assertThat(site.nightly(may(4)).nothingToDo()).isTrue();
    assertThat(site.backfill(may(1), may(4)).code()).isZero();
    assertThat(site.bytesBelow("reports/")).isEqualTo(before);

    site.write(
        "dt=" + may(3) + "/late.ndjson",
        TestLines.admin(may(3) + "T01:00:00Z", 1, "5.41.0") + "\n",
        LATER);
    site.publish(may(4));
    assertThat(site.csv("restatements"))
        .isEqualTo(
            expected
                + (night + "daily_active_users," + may(3) + ",,dau_admin,0,1\n")
                + (night + "daily_active_users," + may(3) + ",,admin_loads,0,1\n"));
  }

  @Test
  void daysAddedToTheLeftRestateOnlyWhatTheirHistoryDefines() {
    Site site = Site.in(temp);
    for (int day = 1; day <= 8; day++) {
      log(site, day, TestLines.admin(may(day) + "T10:00:00Z", 1, "5.41.0") + "\n");
    }
    site.backfill(may(3), may(8));
    assertThat(site.backfill(may(1), may(2)).published()).isTrue();
    List<Map<String, String>> rows = site.report("restatements").rows();
    assertThat(rows).allMatch(row -> row.get("column").equals("wau_7d"));
    assertThat(rows).allMatch(row -> row.get("old").isEmpty() && row.get("new").equals("1"));
    assertThat(site.report("restatements").column("date")).containsExactly(may(7), may(8));
  }

  private static void log(Site site, int day, String lines) {
    site.write("dt=" + may(day) + "/edge.ndjson", lines, may(day) + "T23:59:59Z");
  }
}

package com.webiny.telemetry.job;

import static com.webiny.telemetry.job.Fortnight.may;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Old days of the tables go, and nights go on as if nothing had happened (SPEC section 10). Days
 * count from 1 May 2026; the newest is 45, the lookback 1 day, so at least 37 days are kept.
 */
class PruneIT {
  private static final String LATER = "2026-08-01T00:00:00Z";
  private static final int NEWEST = 45;

  /** The first day the tables hold after {@code --keep-days 37}. */
  private static final int KEPT = 8;

  /** The first day that can still be read again: its 35 days before it are kept. */
  private static final int OPEN = 43;

  private static final int SEEN_ON_DAY_3 = 50;
  private static final int SEEN_ON_DAYS_2_AND_40 = 51;
  private static final int ROBOT_OF_DAY_12 = 52;

  /** Between the first day kept and day 40: the oldest row a night rebuilds just sees both. */
  private static final int UPGRADED = 53;

  @TempDir static Path shared;
  private static Site whole;

  @TempDir Path temp;
  private Site site;

  @BeforeAll
  static void publish() {
    whole = Site.in(shared);
    for (int day = 1; day <= NEWEST; day++) {
      String more =
          switch (day) {
            case 3 -> admin(3, SEEN_ON_DAY_3);
            case 2 -> admin(2, SEEN_ON_DAYS_2_AND_40);
            case KEPT -> TestLines.admin(may(day) + "T12:00:00Z", UPGRADED, "5.39.1") + "\n";
            case 40 -> admin(40, SEEN_ON_DAYS_2_AND_40) + admin(40, UPGRADED);
            case 12 ->
                Fortnight.event(12, "09:00:00", ROBOT_OF_DAY_12, "cli-project-deploy-start")
                    .replace("\"ci\":\"no\"", "\"ci\":\"yes\"");
            case 42 -> Fortnight.event(42, "23:59:00", 6, "cli-project-deploy-start");
            default -> "";
          };
      whole.write(
          "dt=" + may(day) + "/edge.ndjson", Fortnight.lines(day) + more, may(day) + "T23:59:59Z");
    }
    whole.publish(may(NEWEST - 1), "--min-cell-size", "1", "--lookback-days", "1");
    whole.publish(may(NEWEST));
  }

  @BeforeEach
  void takeACopy() {
    site = Fortnight.copy(whole, temp.resolve("site"));
  }

  @Test
  void dropsOldDaysAndUsersNotSeenSinceAndNothingElse() throws Exception {
    SortedMap<String, String> before = site.bytes();

    JobRun.Result result = prune(37);

    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .isEqualTo(
            "The tables begin with 2026-05-08; rows removed: 21 of attempts, 44 of daily_users, 86 of events, 1 of users.\n");
    SortedMap<String, String> expected = new TreeMap<>(before);
    expected
        .keySet()
        .removeIf(
            path ->
                path.matches("tables/.*/dt=2026-05-0[1-7]/.*")
                    || path.startsWith("_telemetry/")
                    || path.startsWith("tables/users/"));
    SortedMap<String, String> after = site.bytes();
    assertThat(users()).isEqualTo(9);
    assertThat(
            before.entrySet().stream()
                .filter(file -> file.getKey().startsWith("tables/users/"))
                .filter(file -> after.get(file.getKey()).equals(file.getValue())))
        .hasSize(3);
    after.keySet().removeIf(path -> path.startsWith("_telemetry/"));
    after.keySet().removeIf(path -> path.startsWith("tables/users/"));
    assertThat(after).isEqualTo(expected);
    assertThat(site.warehouse().resolve("tables/events/dt=" + may(KEPT - 1))).doesNotExist();
    assertThat(site.status().out())
        .contains("first day: 2026-05-01\n")
        .contains("tables from: 2026-05-08\n")
        .contains("last run: prune, commit 3");
    assertThat(site.bytesBelow("_telemetry/staging")).isEmpty();

    assertThat(prune(37).nothingToDo()).isTrue();
    assertThat(prune(40).nothingToDo()).isTrue();
  }

  @Test
  void nightsGoOnAsIfNothingHadHappened() throws Exception {
    Site other = Fortnight.copy(whole, temp.resolve("other"));
    prune(37);
    for (Site each : List.of(site, other)) {
      // As late as a night still reads: in the oldest folder, received the day before.
      each.write(
          "dt=" + may(44) + "/late.ndjson",
          Fortnight.event(43, "00:01:00", 6, "cli-project-deploy-end")
              + admin(43, SEEN_ON_DAYS_2_AND_40),
          LATER);
      assertThat(each.report("deploy_success").sum("abandoned")).isEqualTo(2);
      assertThat(each.publish(may(NEWEST)).out()).contains("Added 2 events");
      assertThat(each.report("deploy_success").sum("abandoned")).isEqualTo(1);
    }
    assertThat(ReportChanges.of(site)).isEqualTo(ReportChanges.of(other));
    for (int day = NEWEST + 1; day <= NEWEST + 3; day++) {
      for (Site each : List.of(site, other)) {
        Fortnight.log(each, day);
        each.publish(may(day));
      }
      assertThat(ReportChanges.of(site)).isEqualTo(ReportChanges.of(other));
    }
    SortedMap<String, String> tables = other.tables();
    tables
        .keySet()
        .removeIf(path -> path.contains("dt=2026-05-0") && !path.matches(".*dt=2026-05-0[89].*"));
    tables.keySet().removeIf(path -> path.startsWith("tables/users/"));
    SortedMap<String, String> own = site.tables();
    own.keySet().removeIf(path -> path.startsWith("tables/users/"));
    assertThat(own).isEqualTo(tables);
    assertThat(commit(7).get("tables_from").textValue()).isEqualTo(may(KEPT));

    prune(38); // Two days more.
    assertThat(site.warehouse().resolve("tables/events/dt=" + may(KEPT + 1))).doesNotExist();
    assertThat(site.warehouse().resolve("tables/events/dt=" + may(KEPT + 2))).exists();
  }

  @Test
  void oneThatComesBackAfterAllIsNew() {
    Site other = Fortnight.copy(whole, temp.resolve("other"));
    prune(37);
    for (Site each : List.of(site, other)) {
      each.write(
          "dt=" + may(46) + "/edge.ndjson",
          Fortnight.lines(46) + admin(46, SEEN_ON_DAY_3) + admin(46, SEEN_ON_DAYS_2_AND_40),
          LATER);
      each.publish(may(46));
    }
    SortedMap<String, Rows> mine = ReportChanges.of(site);
    SortedMap<String, Rows> others = ReportChanges.of(other);
    assertThat(mine.remove("daily_active_users").on(may(46)))
        .containsEntry("new_users", "1")
        .containsEntry("returning_users", "7")
        .containsEntry("resurrected_users", "0");
    assertThat(others.remove("daily_active_users").on(may(46)))
        .containsEntry("new_users", "0")
        .containsEntry("returning_users", "7")
        .containsEntry("resurrected_users", "1");
    assertThat(mine).isEqualTo(others);
  }

  @Test
  void backfillIsRefusedWhereItWouldNeedDroppedDays() {
    Site other = Fortnight.copy(whole, temp.resolve("other"));
    prune(37);
    SortedMap<String, String> all = site.bytes();
    JobRun.Result refused = site.backfill(may(OPEN - 1), may(NEWEST));
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err())
        .isEqualTo(
            "--from needs days that prune has dropped from the tables; give 2026-06-12 or a later day.\n");
    assertThat(site.backfill("2026-04-20", "2026-04-30").code()).isEqualTo(2);
    assertThat(site.bytes()).isEqualTo(all);

    for (Site each : List.of(site, other)) {
      each.write(
          "dt=" + may(OPEN - 1) + "/late.ndjson", admin(OPEN, 7) + admin(OPEN - 1, 8), LATER);
      assertThat(each.backfill(may(OPEN), may(NEWEST)).out()).contains("Added 1 events");
    }
    assertThat(ReportChanges.of(site)).isEqualTo(ReportChanges.of(other));
    // The line of the day before stays deferred, and no night tries to bring it in.
    assertThat(site.nightly(may(NEWEST)).nothingToDo()).isTrue();
    assertThat(site.status().out()).contains("late files: none");
  }

  @Test
  void fewerDaysThanNightsReadAreRefused() {
    SortedMap<String, String> all = site.bytes();
    JobRun.Result refused = site.job().run(arguments(36));
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err())
        .isEqualTo(
            "--keep-days must be at least 37 here, 36 and the lookback of 1, since nights read so many; give such a number.\n");
    assertThat(prune(44).nothingToDo()).isTrue();
    assertThat(site.bytes()).isEqualTo(all);
  }

  @Test
  void ifItDiedAfterItsCommitTheNextRunFinishesIt() throws Exception {
    Site old = Fortnight.copy(whole, temp.resolve("old"));
    prune(37);
    SortedMap<String, String> done = site.bytes();
    for (JsonNode placement : commit(3).get("placements")) {
      Path from = site.warehouse().resolve(placement.get("from").textValue());
      Path to = site.warehouse().resolve(placement.get("to").textValue());
      Files.createDirectories(from.getParent());
      Files.move(to, from);
      Files.copy(old.warehouse().resolve(placement.get("to").textValue()), to);
    }
    String removed = commit(3).get("removals").get(4).textValue();
    Files.createDirectories(site.warehouse().resolve(removed));
    for (Path file : Site.files(old.warehouse().resolve(removed))) {
      Files.copy(file, site.warehouse().resolve(removed).resolve(file.getFileName()));
    }
    assertThat(site.bytes()).isNotEqualTo(done);

    assertThat(prune(37).nothingToDo()).isTrue();

    assertThat(site.bytes()).isEqualTo(done);
    assertThat(site.warehouse().resolve(removed)).doesNotExist();
  }

  @Test
  void forgetStillFindsWhatIsLeft() throws Exception {
    prune(37);
    Path ids = Files.writeString(temp.resolve("ids"), TestLines.id(SEEN_ON_DAYS_2_AND_40));
    JobRun.Result forgot = site.command("forget", "--ids", ids.toString());
    assertThat(forgot.out())
        .contains("Rewrote 3 files; rows removed: 1 of daily_users, 1 of events, 1 of users.");
    assertThat(commit(4).get("tables_from").textValue()).isEqualTo(may(KEPT));
    assertThat(users()).isEqualTo(8);
  }

  private static String admin(int day, int id) {
    return TestLines.admin(may(day) + "T12:00:00Z", id, "5.40.9") + "\n";
  }

  private JobRun.Result prune(int keepDays) {
    JobRun.Result result = site.job().run(arguments(keepDays));
    assertThat(result.code()).as(result.toString()).isZero();
    return result;
  }

  private String[] arguments(int keepDays) {
    return new String[] {
      "prune", "--warehouse", site.warehouse().toString(), "--keep-days", Integer.toString(keepDays)
    };
  }

  private JsonNode commit(int number) throws IOException {
    return new ObjectMapper()
        .readTree(
            site.warehouse().resolve("_telemetry/commits/%06d.json".formatted(number)).toFile());
  }

  /** Rows of the table users, as the manifest tells. */
  private long users() throws IOException {
    List<Path> commits = Site.files(site.warehouse().resolve("_telemetry/commits"));
    JsonNode newest = new ObjectMapper().readTree(commits.get(commits.size() - 1).toFile());
    String manifest = newest.get("manifests").get("users").textValue();
    long rows = 0;
    for (JsonNode file :
        new ObjectMapper().readTree(site.warehouse().resolve(manifest).toFile()).get("files")) {
      rows += file.get("rows").asLong();
    }
    return rows;
  }
}

package com.webiny.telemetry.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code explain} on the sample: what it counts again is what is published, and so is the rest. */
class ExplainIT {
  private static final String NEWEST = "2026-11-22";

  @TempDir static Path shared;
  private static Site site;

  @TempDir Path temp;

  @BeforeAll
  static void publishTheSample() {
    site = Site.in(shared, Path.of("..", "sample-data", "raw"));
    site.publish(NEWEST);
  }

  @ParameterizedTest
  @CsvSource({
    "daily_active_users, 2026-11-22",
    "daily_active_users, 2026-10-20",
    "project_creation, 2026-11-21",
    "deploy_success, 2026-11-22",
    "deploy_success_by_version, 2026-11-19",
    "version_adoption, 2026-11-22",
    "version_transitions, 2026-11-18",
    "data_quality, 2026-11-20",
    "support_lines, 2026-11-22",
    "support_lines, 2026-10-20",
    "retention, 2026-11-22",
    "version_time_to_adopt, 2026-11-19",
    "deploy_success_after_upgrade, 2026-11-20",
  })
  void everyNumberIsTheSameAgain(String report, String date) {
    SortedMap<String, String> before = site.bytes();
    String said = explained(site, report, date);
    assertThat(said)
        .startsWith(report + " of " + date + ", as of commit 1 (nightly at ")
        .contains("every number is the same.")
        .contains("final");
    List<Map<String, String>> rows =
        site.report(report).rows().stream().filter(row -> row.get("date").equals(date)).toList();
    assertThat(rows).isNotEmpty();
    for (Map<String, String> row : rows) {
      if (rows.size() > 2) {
        assertThat(said)
            .contains(
                "\n  " + String.join(",", List.copyOf(row.values()).subList(1, row.size())) + "\n");
      } else {
        row.forEach(
            (column, cell) -> {
              if (!List.of("date", "final", "revision").contains(column)) {
                assertThat(said)
                    .containsPattern(
                        "\n  " + column + " +" + Pattern.quote(cell.isEmpty() ? "-" : cell) + "  ");
              }
            });
      }
    }
    assertThat(site.bytes()).as("nothing is written").isEqualTo(before);
  }

  @Test
  void theKindsOfRowsAddUpToTheNumbers() {
    String said = explained(site, "daily_active_users", NEWEST);
    Map<String, String> row = site.report("daily_active_users").on(NEWEST);
    assertThat(sum(said, kind -> kind.contains("active_")))
        .isEqualTo(Long.parseLong(row.get("dau")));
    assertThat(sum(said, kind -> kind.contains("admin_ci_built")))
        .isEqualTo(Long.parseLong(row.get("dau_admin_ci_built")));
    assertThat(sum(said, kind -> kind.contains("active_admin")))
        .isEqualTo(Long.parseLong(row.get("dau_admin")));
    assertThat(sum(said, kind -> kind.contains("active_cli")))
        .isEqualTo(Long.parseLong(row.get("dau_cli")));

    String deploys = explained(site, "deploy_success", NEWEST, "--key", "app");
    Map<String, String> app =
        site.report("deploy_success").rows().stream()
            .filter(of -> of.get("date").equals(NEWEST) && of.get("family").equals("app"))
            .findFirst()
            .orElseThrow();
    assertThat(sum(deploys, kind -> kind.startsWith("app, succeeded")))
        .isEqualTo(Long.parseLong(app.get("succeeded")));
    assertThat(sum(deploys, kind -> kind.startsWith("app, failed_graceful")))
        .isEqualTo(Long.parseLong(app.get("failed_graceful")));
    assertThat(sum(deploys, kind -> kind.startsWith("app, ") && kind.endsWith(", ci")))
        .isEqualTo(Long.parseLong(app.get("ci_attempts")));
    assertThat(deploys).doesNotContain("\n  family  project");
  }

  @Test
  void theEventsOfTheDayComeFromRawLogsLineByLine() {
    String said = explained(site, "daily_active_users", NEWEST);
    Map<String, String> quality = site.report("data_quality").on(NEWEST);
    long events = Long.parseLong(quality.get("events"));
    long duplicates = Long.parseLong(quality.get("duplicates"));
    assertThat(said)
        .contains(
            "events of the day: "
                + events
                + " rows in 4 files, from "
                + (events + duplicates)
                + " accepted lines, "
                + duplicates
                + " of them duplicates");
    long lines =
        Pattern.compile(": (\\d+) of \\d+ lines accepted for this day")
            .matcher(said)
            .results()
            .mapToLong(found -> Long.parseLong(found.group(1)))
            .sum();
    assertThat(lines).isEqualTo(events + duplicates);
    for (MatchResult file :
        Pattern.compile("(tables/\\S+): \\d+ rows, SHA-256 (\\w+)")
            .matcher(said)
            .results()
            .toList()) {
      assertThat(site.bytes()).containsEntry(file.group(1), file.group(2));
    }
    assertThat(explained(site, "data_quality", NEWEST))
        .contains("raw logs of the folder dt=2026-11-22: 3\n")
        .contains(" malformed");
  }

  @Test
  void ofReportsByVersionItTellsWhatIsFolded() {
    assertThat(explained(site, "version_adoption", NEWEST, "--key", "deploy"))
        .containsPattern(
            "\n"
                + "Folded into \\(other\\), deploy: [1-9]\\d* cells, of fewer than 5 or beyond"
                + " 200\\.\n")
        .doesNotContain("(other), admin");
    assertThat(explained(site, "version_adoption", NEWEST, "--key", "deploy", "--key", "(other)"))
        .containsPattern("\n  users +\\d+  IDs whose latest version");
  }

  @Test
  void aNumberThatTheTablesDoNotGiveIsExitFour() throws IOException {
    Site other = copy();
    Path table = other.warehouse().resolve("tables/daily_users");
    Files.copy(
        table.resolve("dt=2026-11-20/part-00001.parquet"),
        table.resolve("dt=2026-11-22/part-00001.parquet"),
        StandardCopyOption.REPLACE_EXISTING);
    JobRun.Result wrong = explain(other, "daily_active_users", NEWEST);
    assertThat(wrong.code()).isEqualTo(4);
    assertThat(wrong.err())
        .contains(
            "numbers of daily_active_users on 2026-11-22 are not what the tables give; run verify")
        .hasLineCount(1);
    assertThat(wrong.out())
        .containsPattern("\nCounted again, not the same:\n  dau 371, counted again \\d+\n");
  }

  @Test
  void whatWasPrunedIsNotCountedAgain() throws IOException {
    Site pruned = Site.in(temp, site.raw());
    pruned.publish(NEWEST, "--lookback-days", "0");
    assertThat(pruned.command("prune", "--keep-days", "36").code()).isZero();
    assertThat(explained(pruned, "daily_active_users", "2026-10-20"))
        .contains("Not counted again: the tables begin with 2026-10-17, pruned before.");
    assertThat(explained(pruned, "deploy_success", NEWEST)).contains("every number is the same.");
  }

  @Test
  void rowsRemovedOnRequestAreNoFault() throws IOException {
    Site less = copy();
    Path ids = temp.resolve("ids");
    Files.writeString(ids, anIdOf("2026-11-22") + "\n");
    assertThat(less.command("forget", "--ids", ids.toString()).code()).isZero();
    assertThat(explained(less, "daily_active_users", NEWEST))
        .contains("\nCounted again, not the same:\n  dau 371, counted again 370\n")
        .contains("removed on request since")
        .contains("rows removed on request");
  }

  /** An ID with an admin app that was loaded that day. */
  private static String anIdOf(String date) throws IOException {
    Path log = site.raw().resolve("dt=" + date + "/ap/edge-ap-3.ndjson");
    return Files.readAllLines(log).stream()
        .filter(line -> line.contains("admin-app-start"))
        .flatMap(
            line ->
                Pattern.compile("\"(?:identity|anonymous_id|distinct_id)\":\"([0-9a-fA-F-]{36})\"")
                    .matcher(line)
                    .results())
        .map(found -> found.group(1))
        .findFirst()
        .orElseThrow();
  }

  private Site copy() throws IOException {
    Site other = Site.in(temp, site.raw());
    for (Path file : Site.files(site.warehouse())) {
      Path to = other.warehouse().resolve(site.warehouse().relativize(file).toString());
      Files.createDirectories(to.getParent());
      Files.copy(file, to);
    }
    return other;
  }

  private static long sum(String said, java.util.function.Predicate<String> kind) {
    return Pattern.compile("\n {2}(\\d+) rows: (.*)")
        .matcher(said)
        .results()
        .filter(found -> kind.test(found.group(2)))
        .mapToLong(found -> Long.parseLong(found.group(1)))
        .sum();
  }

  private static String explained(Site site, String report, String date, String... more) {
    JobRun.Result said = explain(site, report, date, more);
    assertThat(said.code()).as(said.toString()).isZero();
    assertThat(said.err()).isEmpty();
    return said.out();
  }

  private static JobRun.Result explain(Site site, String report, String date, String... more) {
    List<String> all =
        new ArrayList<>(List.of("explain", "--warehouse", site.warehouse().toString()));
    all.addAll(List.of("--report", report, "--date", date));
    all.addAll(Arrays.asList(more));
    return site.job().run(all.toArray(String[]::new));
  }
}

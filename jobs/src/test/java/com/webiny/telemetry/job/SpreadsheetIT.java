package com.webiny.telemetry.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.report.HostileCells;
import com.webiny.telemetry.report.Rfc4180;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Formulas in every disguise, in every field of a line and in the names of files and folders, go
 * through two real nights. Then every byte of every CSV is held against the grammar, and every cell
 * against what its column may hold: nothing that a spreadsheet could take for a formula, and no
 * number or day but where one is meant.
 */
class SpreadsheetIT {
  private static final String VERSION =
      "v\\d{1,5}\\.\\d{1,5}\\.\\d{1,5}(-(alpha|beta|rc|next|canary|unstable|dev|preview|pre)(\\.\\d{1,4})?)?";
  private static final String DAY = "\\d{4}-\\d{2}-\\d{2}";
  private static final String COUNT = "0|[1-9]\\d*";
  private static final String SHARE = "0\\.\\d{4}|1\\.0000";
  private static final String SECONDS = "(0|[1-9]\\d*)\\.\\d";

  /** What a column may hold; any other holds a count, or nothing. */
  private static final Map<String, String> COLUMNS =
      Map.ofEntries(
          Map.entry("date", DAY),
          Map.entry("night", DAY),
          Map.entry("family", "app|project|"),
          Map.entry("surface", "admin|deploy"),
          Map.entry("version", VERSION + "|\\(other\\)"),
          Map.entry("from_version", VERSION + "|\\(none\\)|\\(other\\)"),
          Map.entry("to_version", VERSION + "|\\(other\\)"),
          Map.entry("version_line", "v\\d{1,5}\\.\\d{1,5}\\.x|\\(unknown\\)|\\(other\\)"),
          Map.entry("channel", "stable|prerelease|dev|other"),
          Map.entry(
              "kind", "first|upgrade_major|upgrade_minor|upgrade_patch|downgrade|channel|other"),
          Map.entry("report", "daily_active_users|project_creation|deploy_success"),
          Map.entry("column", "[a-z][a-z0-9_]*"),
          Map.entry("old", COUNT + "|" + SHARE + "|" + SECONDS + "|"),
          Map.entry("new", COUNT + "|" + SHARE + "|" + SECONDS + "|"),
          Map.entry("stickiness", SHARE + "|"),
          Map.entry("share", SHARE + "|"),
          Map.entry("success_rate", SHARE + "|"),
          Map.entry("success_rate_before", SHARE + "|"),
          Map.entry("success_rate_after", SHARE + "|"),
          Map.entry("retention", SHARE + "|"),
          Map.entry("cohort_week", DAY + "|\\(other\\)"),
          Map.entry("newest_release", VERSION + "|"),
          Map.entry("strict_success_rate", SHARE + "|"),
          Map.entry("duration_p50_s", SECONDS + "|"),
          Map.entry("duration_p90_s", SECONDS + "|"),
          Map.entry("final", "true|false"));

  /** Columns that need 17 days and more; theirs are the texts and numbers of the others. */
  private static final Set<String> OF_LONGER_HISTORY =
      Set.of(
          "stickiness",
          "retention",
          "cohort_week",
          "adopters",
          "success_rate_before",
          "success_rate_after");

  @TempDir Path temp;

  @Test
  void everyCellOfEveryReportIsWhatItsColumnHolds() throws Exception {
    Site site = Site.in(temp);
    for (int day = 1; day <= 9; day++) {
      Fortnight.log(site, day);
      site.write(
          "dt=" + Fortnight.may(day) + "/=1+1.ndjson",
          String.join("\n", hostile(day)) + "\n",
          Fortnight.may(day) + "T23:00:00Z");
    }
    site.write("dt==cmd|/x.ndjson", "x\n", "2026-05-01T00:00:00Z");
    site.publish(Fortnight.may(8), Fortnight.OPTIONS);
    site.write( // Restates numbers of before.
        "dt=" + Fortnight.may(7) + "/@late.ndjson",
        Fortnight.event(7, "12:00:00", 1, "cli-create-webiny-project-end")
            + Fortnight.event(7, "12:30:00", 2, "cli-project-deploy-start"),
        "2026-05-09T01:00:00Z");
    site.publish(Fortnight.may(9), Fortnight.OPTIONS);

    Set<String> seen = new TreeSet<>();
    List<String> wrong = new ArrayList<>();
    try (Stream<Path> files = Files.list(site.warehouse().resolve("reports"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".csv")).toList()) {
        check(file, seen, wrong);
      }
    }
    assertThat(wrong).isEmpty();
    Set<String> filled = new TreeSet<>(COLUMNS.keySet());
    filled.removeAll(OF_LONGER_HISTORY);
    assertThat(seen).as("columns with something in them").containsAll(filled);
    // The lines came through: accepted, with a version that is none.
    Rows quality = site.report("data_quality");
    assertThat(Long.parseLong(quality.on(Fortnight.may(1)).get("invalid_version")))
        .isGreaterThan(1_000);
  }

  private static void check(Path file, Set<String> seen, List<String> wrong) throws Exception {
    List<List<String>> lines = Rfc4180.read(Files.readAllBytes(file));
    List<String> header = lines.get(0);
    if (OF_LONGER_HISTORY.stream().noneMatch(header::contains)) {
      assertThat(lines.size()).as(file.toString()).isGreaterThan(1);
    }
    for (String name : header) {
      if (!name.matches("[a-z][a-z0-9_]*")) {
        wrong.add(file + " has a column " + name);
      }
    }
    for (List<String> line : lines.subList(1, lines.size())) {
      for (int i = 0; i < line.size(); i++) {
        String column = header.get(i);
        String cell = line.get(i);
        String holds = COLUMNS.getOrDefault(column, COUNT + "|");
        if (!Pattern.matches(holds, cell) || HostileCells.isFormula(cell)) {
          wrong.add(file.getFileName() + ", " + column + ": " + cell);
        }
        if (!cell.isEmpty()) {
          seen.add(column);
        }
      }
    }
  }

  /** Each formula in each field that a column comes from, or might come from. */
  private static List<String> hostile(int day) {
    List<String> lines = new ArrayList<>();
    String at = Fortnight.may(day) + "T13:00:00";
    int number = 0;
    for (String formula : HostileCells.all()) {
      if (++number % 9 != day % 9) {
        continue; // Some each day, all in the end.
      }
      String cell = HostileCells.json(formula);
      String behind = HostileCells.json("5.41.0-" + formula);
      String build = HostileCells.json("5.41.0+" + formula);
      String id = TestLines.id(1_000 + number % 50);
      for (String version : List.of(cell, behind, build)) {
        lines.add(
            line(at + "Z", "admin-app-start", id, "\"version\":" + version + ",\"ci\":" + cell));
        lines.add(line(at + "Z", "cli-project-deploy-start", id, "\"version\":" + version));
      }
      lines.add(line(at + formula, "app-start", id, "\"x\":" + cell));
      lines.add(
          "{\"received_at\":\""
              + at
              + "Z\",\"event\":"
              + cell
              + ",\"anonymous_id\":\""
              + id
              + "\"}");
      lines.add(
          "{\"received_at\":\""
              + at
              + "Z\",\"event\":\"app-start\",\"anonymous_id\":"
              + cell
              + "}");
      lines.add("{" + cell + ":" + cell + "}");
    }
    return lines;
  }

  private static String line(String at, String event, String id, String properties) {
    return "{\"received_at\":"
        + HostileCells.json(at)
        + ",\"event\":\""
        + event
        + "\",\"anonymous_id\":\""
        + id
        + "\",\"properties\":{"
        + properties
        + "}}";
  }
}

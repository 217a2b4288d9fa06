package com.webiny.telemetry.browser;

import static com.webiny.telemetry.browser.Sheet.count;
import static com.webiny.telemetry.browser.Sheet.share;
import static com.webiny.telemetry.browser.Sheet.shown;
import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.report.VersionOrder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a page must show, counted anew from the CSVs beside it. */
final class Recount {
  private static final List<String> OUTCOMES =
      List.of("succeeded", "failed", "failed_graceful", "abandoned", "pending");

  private final Path reports;
  private final Map<String, Sheet> sheets = new HashMap<>();
  private final String newest;

  Recount(Path reports) throws IOException {
    this.reports = reports;
    List<Map<String, String>> days = sheet("daily_active_users").rows();
    this.newest = days.get(days.size() - 1).get("date");
  }

  Sheet sheet(String name) throws IOException {
    if (!sheets.containsKey(name)) {
      sheets.put(name, Sheet.of(reports.resolve(name + ".csv")));
    }
    return sheets.get(name);
  }

  /** The filters of a page. */
  record View(int range, String surface, String family) {
    String hash() {
      return "#range=" + range + "&surface=" + surface + "&family=" + family;
    }
  }

  /** A table whose columns are those of a report: its rows, the newest first. */
  List<List<String>> direct(String report, List<String> head, View view) throws IOException {
    Sheet sheet = sheet(report).newest(view.range(), newest);
    if (sheet.header().contains("family")) {
      sheet = sheet.where("family", view.family());
    }
    List<List<String>> rows = new ArrayList<>();
    for (Map<String, String> row : sheet.rows()) {
      List<String> cells = new ArrayList<>(List.of(row.get("date")));
      head.subList(1, head.size()).forEach(column -> cells.add(shown(row.get(column))));
      rows.add(0, cells);
    }
    return rows;
  }

  List<List<String>> funnel(View view) throws IOException {
    Sheet days = sheet("project_creation").newest(view.range(), newest);
    long attempts = days.sum("attempts");
    long created = days.sum("created");
    long ended = created + days.sum("failed") + days.sum("failed_graceful");
    return List.of(
        List.of("started", count(attempts), share(attempts, attempts)),
        List.of("came to an end", count(ended), share(ended, attempts)),
        List.of("created", count(created), share(created, attempts)));
  }

  List<List<String>> deployLines(View view) throws IOException {
    Sheet sheet =
        sheet("deploy_success_by_version")
            .newest(view.range(), newest)
            .where("family", view.family());
    Map<String, Sheet> lines = new TreeMap<>(VersionOrder.TEXTS.thenComparing(text -> text));
    for (Map<String, String> row : sheet.rows()) {
      String line = row.get("version_line");
      lines.put(line, sheet.where("version_line", line));
    }
    List<List<String>> rows = new ArrayList<>();
    lines.forEach(
        (line, days) -> {
          List<String> cells = new ArrayList<>(List.of(line, count(days.sum("attempts"))));
          OUTCOMES.forEach(outcome -> cells.add(count(days.sum(outcome))));
          long succeeded = days.sum("succeeded");
          cells.add(share(succeeded, succeeded + days.sum("failed") + days.sum("failed_graceful")));
          rows.add(cells);
        });
    return rows;
  }

  /** The table of adoption: the named lines, and all others, of the dates it has. */
  List<List<String>> adoption(View view, List<String> head, List<String> dates) throws IOException {
    List<String> names = new ArrayList<>();
    for (int i = 1; i < head.size(); i += 2) {
      names.add(head.get(i).substring(0, head.get(i).length() - " IDs".length()));
    }
    List<List<String>> rows = new ArrayList<>();
    Sheet surface = sheet("version_adoption").where("surface", view.surface());
    Map<String, List<Map<String, String>>> byDate =
        surface.rows().stream().collect(Collectors.groupingBy(row -> row.get("date")));
    for (String date : dates) {
      Sheet day = new Sheet(surface.header(), byDate.getOrDefault(date, List.of()));
      long all = day.sum("users");
      long named = 0;
      List<String> cells = new ArrayList<>(List.of(date));
      for (String name : names) {
        long users =
            name.equals("all others")
                ? all - named
                : day.where(
                        row ->
                            row.get("version_line").equals(name)
                                && !row.get("channel").equals("dev"))
                    .sum("users");
        named += users;
        cells.add(count(users));
        cells.add(share(users, all));
      }
      rows.add(cells);
    }
    return rows;
  }

  String outdated(String surface, String date) throws IOException {
    Sheet day = sheet("version_adoption").where("date", date).where("surface", surface);
    long all = day.sum("users");
    TreeMap<String, Long> stable = new TreeMap<>(VersionOrder.TEXTS);
    Sheet lines =
        day.where(row -> !row.get("channel").equals("dev") && !row.get("channel").equals("other"));
    for (Map<String, String> row : lines.rows()) {
      long users = row.get("channel").equals("stable") ? Long.parseLong(row.get("users")) : 0;
      stable.merge(row.get("version_line"), users, Long::sum);
    }
    List<String> current =
        stable.entrySet().stream()
            .filter(line -> line.getValue() > 0 && line.getValue() * 20 >= all)
            .map(Map.Entry::getKey)
            .limit(2)
            .toList();
    if (current.size() < 2) {
      return share(0, all);
    }
    return share(
        lines
            .where(row -> VersionOrder.TEXTS.compare(row.get("version_line"), current.get(1)) > 0)
            .sum("users"),
        all);
  }

  List<List<String>> versions(View view) throws IOException {
    Sheet surface = sheet("version_adoption").where("surface", view.surface());
    Sheet before = surface.where("date", LocalDate.parse(newest).minusDays(7).toString());
    return surface.where("date", newest).rows().stream()
        .map(
            row ->
                List.of(
                    row.get("version"),
                    row.get("version_line"),
                    row.get("channel"),
                    shown(row.get("users")),
                    shown(row.get("share")),
                    before.where("version", row.get("version")).rows().stream()
                        .map(old -> shown(old.get("users")))
                        .findFirst()
                        .orElse(Sheet.UNDEFINED)))
        .toList();
  }

  List<List<String>> paths() throws IOException {
    return sheet("version_transitions").where("date", newest).rows().stream()
        .map(
            row ->
                List.of(
                    row.get("from_version"),
                    row.get("to_version"),
                    row.get("kind"),
                    shown(row.get("users"))))
        .toList();
  }

  List<List<String>> supportLines(View view) throws IOException {
    Sheet sheet = sheet("support_lines").where("date", newest).where("surface", view.surface());
    List<List<String>> rows = new ArrayList<>();
    for (Map<String, String> row : byVersion(sheet, "version_line")) {
      List<String> cells = new ArrayList<>(List.of(row.get("version_line")));
      for (String column : List.of("users", "share", "users_28d_before")) {
        cells.add(shown(row.get(column)));
      }
      String release = row.get("newest_release");
      cells.add(release.isEmpty() ? Sheet.UNDEFINED : release);
      cells.add(shown(row.get("newest_release_days")));
      cells.add(shown(row.get("newer_line_days")));
      rows.add(cells);
    }
    return rows;
  }

  /** Cohorts that came in the range, the newest first, as far as the page has weeks. */
  List<List<String>> retention(View view, List<String> head) throws IOException {
    Sheet named = sheet("retention").where(row -> !row.get("cohort_users").isEmpty());
    String after = view.range() == 0 ? "" : LocalDate.parse(newest).minusDays(view.range()) + "";
    TreeMap<String, List<String>> cohorts = new TreeMap<>(Comparator.reverseOrder());
    int weeks = 0;
    for (Map<String, String> row : named.rows()) {
      String monday = row.get("cohort_week");
      if (monday.compareTo(after) <= 0) {
        continue;
      }
      int week = Integer.parseInt(row.get("week"));
      weeks = Math.max(weeks, week + 1);
      List<String> cells =
          cohorts.computeIfAbsent(
              monday,
              none -> {
                List<String> line =
                    new ArrayList<>(List.of(monday, shown(row.get("cohort_users"))));
                line.addAll(Collections.nCopies(53, Sheet.UNDEFINED));
                return line;
              });
      cells.set(2 + week, shown(row.get("retention")));
    }
    assertThat(head).hasSize(2 + weeks);
    return cohorts.values().stream().map(cells -> cells.subList(0, head.size())).toList();
  }

  /** Of releases that came out in the range. */
  List<List<String>> takeUp(View view, List<String> head) throws IOException {
    LocalDate after =
        view.range() == 0 ? LocalDate.MIN : LocalDate.parse(newest).minusDays(view.range());
    Sheet sheet = sheet("version_time_to_adopt").where(row -> releaseDay(row).isAfter(after));
    List<List<String>> rows = new ArrayList<>();
    for (Map<String, String> row : byVersion(sheet, "version")) {
      List<String> cells = new ArrayList<>(List.of(row.get("version"), row.get("days")));
      cells.add(row.get("date"));
      head.subList(3, head.size()).forEach(column -> cells.add(shown(row.get(column))));
      rows.add(cells);
    }
    return rows;
  }

  private static LocalDate releaseDay(Map<String, String> row) {
    return LocalDate.parse(row.get("date")).minusDays(Long.parseLong(row.get("days")));
  }

  List<List<String>> upgrades(View view) throws IOException {
    Sheet sheet =
        sheet("deploy_success_after_upgrade")
            .newest(view.range(), newest)
            .where("family", view.family());
    List<List<String>> rows = new ArrayList<>();
    for (String line :
        byVersion(sheet, "version_line").stream()
            .map(row -> row.get("version_line"))
            .distinct()
            .toList()) {
      Sheet days = sheet.where("version_line", line);
      List<String> cells = new ArrayList<>(List.of(line, count(days.sum("users"))));
      for (String when : List.of("before", "after")) {
        long ended = days.sum("ended_" + when);
        long succeeded = days.sum("succeeded_" + when);
        cells.add(count(ended));
        cells.add(count(succeeded));
        cells.add(share(succeeded, ended));
      }
      rows.add(cells);
    }
    return rows;
  }

  /** The rows, highest version first, those of one by date. */
  private static List<Map<String, String>> byVersion(Sheet sheet, String column) {
    Comparator<Map<String, String>> order =
        Comparator.comparing(row -> row.get(column), VersionOrder.TEXTS);
    return sheet.rows().stream().sorted(order.thenComparing(row -> row.get(column))).toList();
  }

  List<List<String>> transitions(List<String> head, List<String> dates) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    for (String date : dates) {
      Sheet day = sheet("version_transitions").where("date", date);
      List<String> cells = new ArrayList<>(List.of(date));
      head.subList(1, head.size())
          .forEach(kind -> cells.add(count(day.where("kind", kind).sum("users"))));
      rows.add(cells);
    }
    return rows;
  }

  /** The values of the tiles, in their order. */
  List<String> tiles(View view) throws IOException {
    List<Map<String, String>> days = sheet("daily_active_users").rows();
    Map<String, String> day = days.get(days.size() - 1);
    Sheet created = sheet("project_creation").newest(7, newest);
    Sheet deploys = sheet("deploy_success").newest(7, newest).where("family", view.family());
    boolean week = days.size() >= 7;
    long succeeded = deploys.sum("succeeded");
    return List.of(
        shown(day.get("dau")),
        shown(day.get("wau_7d")),
        shown(day.get("mau_28d")),
        shown(day.get("stickiness")),
        week ? count(created.sum("created")) : Sheet.UNDEFINED,
        week
            ? share(succeeded, succeeded + deploys.sum("failed") + deploys.sum("failed_graceful"))
            : Sheet.UNDEFINED,
        outdated(view.surface(), newest));
  }

  String newest() {
    return newest;
  }
}

package com.webiny.telemetry.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.webiny.telemetry.report.Cell;
import com.webiny.telemetry.report.Report;
import com.webiny.telemetry.report.ReportRow;
import com.webiny.telemetry.report.Reports;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ReportSeriesTest {
  private static final int FIRST = 20_000;

  @Test
  void everyReportIsCarriedCellByCell() throws IOException {
    int newest = FIRST + 399;
    for (Report report : Reports.all()) {
      List<ReportRow> rows = new ArrayList<>();
      for (int day = FIRST; day <= newest; day++) {
        for (String word : List.of("app", "deploy", "(other)")) {
          // Versions come and go.
          if (report.keyFields() == 1 || (day + word.length()) % 7 != 3) {
            rows.add(row(report, day, word, (day * 31 + word.length()) % 997));
          }
        }
      }
      Extent extent = Extent.of(report.name(), rows.size());
      JsonNode series = series(report, extent, rows, newest);
      Map<List<String>, Integer> carried = new HashMap<>();
      for (JsonNode group : series.get("groups")) {
        carried.putAll(cells(series, group));
      }
      int expected = 0;
      for (ReportRow row : keyed(report, rows)) {
        for (int i = report.keyFields(); i < report.fields().size(); i++) {
          Report.Field field = report.fields().get(i);
          if (extent.carries(row.day(), newest)
              && isNumber(field)
              && !extent.omitted().contains(field.name())) {
            List<String> place = new ArrayList<>(List.of(Integer.toString(row.day())));
            report.key(row).subList(1, report.keyFields()).forEach(cell -> place.add(cell.csv()));
            place.add(field.name());
            place.add(row.cells().get(i).csv());
            if (!row.cells().get(i).csv().isEmpty()) {
              assertThat(carried).as(report.name()).containsKey(place);
              expected++;
            }
          }
        }
      }
      assertThat(carried).as(report.name()).hasSize(expected);
      assertThat(series.get("rest")).isEmpty();
    }
  }

  @Test
  void smallGroupsAreAddedUpKindByKindButNotTheirDistinctCounts() throws IOException {
    Report report = report("deploy_success_by_version");
    Extent extent =
        new Extent(
            Integer.MAX_VALUE,
            2,
            Extent.First.LARGEST,
            Set.of("success_rate"),
            1,
            Set.of("deployers"));
    List<ReportRow> rows = new ArrayList<>();
    for (int day = FIRST; day < FIRST + 3; day++) {
      rows.add(lineRow(report, day, "app", "v5.4.x", 40));
      rows.add(lineRow(report, day, "app", "v5.3.x", 30));
      rows.add(lineRow(report, day, "app", "v5.2.x", 20));
      rows.add(lineRow(report, day, "app", "(other)", 1));
      if (day > FIRST) {
        rows.add(lineRow(report, day, "project", "v5.1.x", 7));
      }
    }
    JsonNode series = series(report, extent, rows, FIRST + 2);

    assertThat(series.get("groups").findValues("key").toString())
        .isEqualTo("[[\"app\",\"v5.4.x\"], [\"app\",\"(other)\"], [\"project\",\"v5.1.x\"]]");
    assertThat(series.get("groups").get(2).get("since").asInt()).isEqualTo(1);
    assertThat(series.get("groups").get(2).get("at").asInt()).isEqualTo(1);
    JsonNode rest = series.get("rest").get(0);
    assertThat(rest.get("groups").asInt()).isEqualTo(2);
    assertThat(rest.get("key").toString()).isEqualTo("[\"app\"]");
    assertThat(rest.get("cells").toString())
        .isEqualTo(
            "[\"50,50,50\",\"50,50,50\",\"50,50,50\",\"50,50,50\",\"50,50,50\",\"50,50,50\",\",,\"]");
  }

  @Test
  void whereNothingCanBeAddedTheOldestAreLeftOutAndCounted() throws IOException {
    Report report = report("version_time_to_adopt");
    Extent extent =
        new Extent(
            Integer.MAX_VALUE,
            2,
            Extent.First.NEWEST,
            Set.of(),
            0,
            Set.of("days", "active", "adopters", "silent"));
    List<ReportRow> rows = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      // The oldest has the largest counts.
      rows.add(row(report, FIRST + i, "v5." + i + ".0", 1000 - 100 * i));
    }
    JsonNode series =
        new ObjectMapper().readTree(ReportSeries.of(report, extent, rows, FIRST, FIRST + 2));

    assertThat(series.get("groups").findValues("key").toString())
        .isEqualTo("[[\"v5.1.0\"], [\"v5.2.0\"]]");
    assertThat(series.get("rest")).isEmpty();
    assertThat(series.get("left").asInt()).isEqualTo(1);
  }

  @Test
  void ofAReportOfTheNewestDayNoOtherIsCarried() throws IOException {
    Report report = report("support_lines");
    List<ReportRow> rows = new ArrayList<>();
    for (int day = FIRST; day < FIRST + 15; day++) {
      rows.add(row(report, day, List.of("admin", "v5.1.x", "v5.1." + day), day));
    }
    JsonNode series = series(report, Extent.of(report.name(), rows.size()), rows, FIRST + 14);
    assertThat(series.get("days").toString()).isEqualTo("[14]");
    assertThat(series.get("groups").get(0).get("cells").get(0).asText())
        .isEqualTo(Integer.toString(FIRST + 14));
    assertThat(series.get("groups").get(0).get("labels").get(0).asText())
        .isEqualTo("v5.1." + (FIRST + 14));
  }

  @Test
  void aLongReportHasItsOlderDaysByTheWeekBackFromTheNewest() {
    Extent extent = Extent.of("version_adoption", 1);
    List<Integer> carried = new ArrayList<>();
    for (int age = 0; age < 220; age++) {
      if (extent.carries(FIRST - age, FIRST)) {
        carried.add(age);
      }
    }
    assertThat(carried).hasSize(182 + 6).endsWith(181, 182, 189, 196, 203, 210, 217);
  }

  @Test
  void aRowOfADayBeforeTheFirstPublishedOneIsCarried() throws IOException {
    Report report = report("version_adoption");
    List<ReportRow> rows = List.of(row(report, FIRST - 3, "deploy", 5));
    JsonNode series = series(report, Extent.of(report.name(), 1), rows, FIRST + 1);
    assertThat(series.get("days").toString()).isEqualTo("[-3,-2,-1,0,1]");
    assertThat(series.get("groups").get(0).get("since").asInt()).isEqualTo(-3);
  }

  @Test
  void labelsAreThoseOfTheNewestRow() throws IOException {
    Report report = report("version_adoption");
    List<ReportRow> rows =
        List.of(adoptionRow(report, FIRST, "v5.1.x"), adoptionRow(report, FIRST + 1, "v5.2.x"));
    JsonNode series = series(report, Extent.of(report.name(), 2), rows, FIRST + 1);
    assertThat(series.get("groups").get(0).get("labels").get(0).asText()).isEqualTo("v5.2.x");
  }

  /** What stands at each place, as day, key, column, cell. */
  private static Map<List<String>, Integer> cells(JsonNode series, JsonNode group) {
    Map<List<String>, Integer> cells = new HashMap<>();
    for (int column = 0; column < series.get("columns").size(); column++) {
      String[] texts = group.get("cells").get(column).asText().split(",", -1);
      for (int i = 0; i < texts.length; i++) {
        if (!texts[i].isEmpty()) {
          int at = group.get("at").asInt() + i;
          List<String> place = new ArrayList<>();
          place.add(Integer.toString(FIRST + series.get("days").get(at).asInt()));
          group.get("key").forEach(part -> place.add(part.asText()));
          place.add(series.get("columns").get(column).asText());
          place.add(texts[i]);
          cells.put(place, 1);
        }
      }
    }
    return cells;
  }

  /** One row a key: reports without texts in their key have one a day. */
  private static List<ReportRow> keyed(Report report, List<ReportRow> rows) {
    return report.keyFields() > 1
        ? rows
        : rows.stream().filter(row -> rows.indexOf(row) % 3 == 0).toList();
  }

  private static JsonNode series(Report report, Extent extent, List<ReportRow> rows, int newest)
      throws IOException {
    return new ObjectMapper()
        .readTree(ReportSeries.of(report, extent, keyed(report, rows), FIRST, newest));
  }

  private static Report report(String name) {
    return Reports.all().stream()
        .filter(report -> report.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isNumber(Report.Field field) {
    return field.type() != Report.Type.TEXT && field.type() != Report.Type.DAY;
  }

  private static ReportRow lineRow(Report report, int day, String family, String line, int count) {
    return row(report, day, List.of(family, line), count);
  }

  private static ReportRow adoptionRow(Report report, int day, String line) {
    return row(report, day, List.of("deploy", "v5.1.0", line, "stable"), 5);
  }

  private static ReportRow row(Report report, int day, String word, int count) {
    return row(report, day, List.of(word, word, word, word, word), count);
  }

  /** Some cells that may be empty are. */
  private static ReportRow row(Report report, int day, List<String> texts, int count) {
    List<Cell> cells = new ArrayList<>();
    int text = 0;
    for (Report.Field field : report.fields()) {
      boolean empty = field.nullable() && count % 3 == 0;
      cells.add(
          empty
              ? Cell.EMPTY
              : switch (field.type()) {
                case DAY -> new Cell.Day(day);
                case TEXT -> new Cell.Text(texts.get(text));
                case COUNT -> new Cell.Count(count);
                case SHARE -> new Cell.Share(count % 100 / 100.0);
                case SECONDS -> new Cell.Seconds(count / 10.0);
              });
      text += field.type() == Report.Type.TEXT ? 1 : 0;
    }
    return new ReportRow(List.copyOf(cells), false, 1);
  }
}

package com.webiny.telemetry.page;

import com.webiny.telemetry.report.Cell;
import com.webiny.telemetry.report.Report;
import com.webiny.telemetry.report.ReportRow;
import com.webiny.telemetry.report.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Pages of made-up reports, such as no night should ever publish. */
public final class MadeUpPages {
  /** A version no rule would let pass. */
  public static final String HOSTILE =
      "</script><b class=bad>v1.2.3</b><img src=x onerror=broken=1>&lt;'\"{{data}}\u2028";

  static final int NEWEST = (int) LocalDate.of(2026, 11, 22).toEpochDay();
  private static final int THREE_YEARS = 1095;
  private static final int MOST_ROWS = 200;

  private MadeUpPages() {}

  /** Thirty days on which every text is hostile. */
  public static Path hostile(Path file) throws IOException {
    PageFacts facts = new PageFacts(NEWEST - 29, NEWEST, 7, 5);
    IndexPage page = new IndexPage(facts);
    for (Report report : Reports.all()) {
      List<ReportRow> rows = new ArrayList<>();
      for (int day = facts.firstDay(); day <= NEWEST; day++) {
        for (String first : firstKeys(report)) {
          rows.add(row(report, day, first, HOSTILE, day));
        }
      }
      page.add(report, rows);
    }
    return Files.writeString(file, page.page());
  }

  /** Three years, with new versions every day and as many as a report can hold. */
  public static Path widest(Path file) throws IOException {
    PageFacts facts = new PageFacts(NEWEST - THREE_YEARS + 1, NEWEST, 7, 5);
    IndexPage page = new IndexPage(facts);
    for (Report report : Reports.all()) {
      List<ReportRow> rows = new ArrayList<>();
      for (int day = facts.firstDay(); day <= NEWEST; day++) {
        rows.addAll(widest(report, day));
      }
      page.add(report, rows);
    }
    return Files.writeString(file, page.page());
  }

  private static List<ReportRow> widest(Report report, int day) {
    int count = 100_000 + day * 31 % 900_000;
    return switch (report.name()) {
      case "retention" -> cohorts(report, day, count);
      case "version_time_to_adopt" -> takenUp(report, day, count);
      default -> {
        List<ReportRow> rows = new ArrayList<>();
        for (String first : firstKeys(report)) {
          for (int i = 0; i < (hasVersions(report) ? MOST_ROWS : 1); i++) {
            // Half of them stay, half are seen once.
            int minor = i % 2 == 0 ? i : (day % 1000) * MOST_ROWS + i;
            rows.add(row(report, day, first, "v99." + minor + patch(report), count));
          }
        }
        yield rows;
      }
    };
  }

  private static boolean hasVersions(Report report) {
    return report.fields().subList(0, report.keyFields()).stream()
        .anyMatch(field -> field.name().contains("version"));
  }

  private static String patch(Report report) {
    boolean line = report.fields().get(report.keyFields() - 1).name().equals("version_line");
    return line ? ".x" : ".12345-unstable.1234";
  }

  /** Each Sunday those of the 53 weeks up to it. */
  private static List<ReportRow> cohorts(Report report, int day, int count) {
    LocalDate sunday = LocalDate.ofEpochDay(day);
    List<ReportRow> rows = new ArrayList<>();
    for (int week = 52; week >= 0 && sunday.getDayOfWeek() == DayOfWeek.SUNDAY; week--) {
      String monday = sunday.minusDays(6).minusWeeks(week).toString();
      rows.add(with(report, row(report, day, "", monday, count), "week", week));
    }
    return rows;
  }

  /** Forty releases came out on each day. */
  private static List<ReportRow> takenUp(Report report, int day, int count) {
    List<ReportRow> rows = new ArrayList<>();
    for (int days : List.of(1, 7, 14, 28, 56)) {
      for (int i = 0; i < MOST_ROWS / 5; i++) {
        String version = "v99." + ((day - days) % 1000 * MOST_ROWS + i) + ".12345-unstable.1234";
        rows.add(with(report, row(report, day, "", version, count), "days", days));
      }
    }
    return rows;
  }

  private static ReportRow with(Report report, ReportRow row, String column, int value) {
    List<Cell> cells = new ArrayList<>(row.cells());
    for (int i = 0; i < cells.size(); i++) {
      if (report.fields().get(i).name().equals(column)) {
        cells.set(i, new Cell.Count(value));
      }
    }
    return new ReportRow(List.copyOf(cells), row.last(), row.revision());
  }

  private static List<String> firstKeys(Report report) {
    String second = report.keyFields() > 1 ? report.fields().get(1).name() : "";
    return switch (second) {
      case "family" -> List.of("app", "project");
      case "surface" -> List.of("admin", "deploy");
      default -> List.of("");
    };
  }

  private static ReportRow row(Report report, int day, String first, String version, int count) {
    List<Cell> cells = new ArrayList<>();
    for (Report.Field field : report.fields()) {
      cells.add(
          switch (field.type()) {
            case DAY -> new Cell.Day(day);
            case TEXT ->
                new Cell.Text(
                    switch (field.name()) {
                      case "family", "surface" -> first;
                      case "kind" -> "first";
                      case "channel" -> "stable";
                      default -> version;
                    });
            case COUNT -> new Cell.Count(count);
            case SHARE -> new Cell.Share(0.1234);
            case SECONDS -> new Cell.Seconds(1234.5);
          });
    }
    return new ReportRow(List.copyOf(cells), day < NEWEST - 9, 1);
  }
}

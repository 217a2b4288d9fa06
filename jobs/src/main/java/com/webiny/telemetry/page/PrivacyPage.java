package com.webiny.telemetry.page;

import static com.webiny.telemetry.page.Escapes.html;

import com.webiny.telemetry.privacy.AllowedEvent;
import com.webiny.telemetry.privacy.AllowedField;
import com.webiny.telemetry.privacy.Allowlist;
import com.webiny.telemetry.report.Cell;
import com.webiny.telemetry.report.Report;
import com.webiny.telemetry.report.ReportRow;
import com.webiny.telemetry.report.Reports;
import com.webiny.telemetry.report.Restatements;
import com.webiny.telemetry.table.Column;
import com.webiny.telemetry.table.Table;
import com.webiny.telemetry.table.Tables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The page for whoever asks what is kept of them: the allowlist in its own words, what was dropped,
 * how to opt out, and what each published column means. Its words stand in the allowlist, beside
 * the columns, and in {@code privacy.html}.
 */
final class PrivacyPage {
  private final PageFacts facts;
  private final Allowlist allowlist;

  /** The newest row of each report, the cells by their column: examples. */
  private final Map<String, List<Cell>> examples = new LinkedHashMap<>();

  private final StringBuilder dropped = new StringBuilder();

  PrivacyPage(PageFacts facts, Allowlist allowlist) {
    this.facts = facts;
    this.allowlist = allowlist;
  }

  /** Adds a report: all of its rows, in its order. */
  void add(Report report, List<ReportRow> rows) {
    if (!rows.isEmpty()) {
      examples.put(report.name(), example(report, rows));
    }
    if (report.name().equals(Reports.dataQuality().name())) {
      addDropped(report, rows);
    }
  }

  /** The cells of the newest row, or of the newest in which a cell is defined. */
  private static List<Cell> example(Report report, List<ReportRow> rows) {
    List<Cell> cells = new ArrayList<>(rows.get(rows.size() - 1).cells());
    for (int i = 0; i < report.fields().size(); i++) {
      for (int row = rows.size() - 1; row >= 0 && cells.get(i) instanceof Cell.Empty; row--) {
        cells.set(i, rows.get(row).cells().get(i));
      }
    }
    return cells;
  }

  /** Of each count of data_quality: that of the newest day's folder, and the sum of all. */
  private void addDropped(Report report, List<ReportRow> rows) {
    for (int i = report.keyFields(); i < report.fields().size(); i++) {
      long sum = 0;
      String newest = "";
      for (ReportRow row : rows) {
        if (row.cells().get(i) instanceof Cell.Count count) {
          sum = Math.addExact(sum, count.count());
        }
        newest = row.day() == facts.newestDay() ? row.cells().get(i).csv() : newest;
      }
      Report.Field field = report.fields().get(i);
      row(
          dropped,
          code(field.name()),
          html(field.description()),
          "<b>" + html(newest) + "</b>",
          "<b>" + sum + "</b>");
    }
  }

  /** The page with the reports added so far. */
  String page() {
    String style = Resources.text("page.css");
    return Template.fill(
        Resources.text("privacy.html"),
        Map.of(
            "policy",
            "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; style-src "
                + Template.hash(style),
            "style",
            style,
            "newest",
            PageFacts.iso(facts.newestDay()),
            "first",
            PageFacts.iso(facts.firstDay()),
            "smallest",
            Integer.toString(facts.minCellSize()),
            "fields",
            fields(),
            "events",
            events(),
            "dropped",
            dropped.toString(),
            "reports",
            reports(),
            "tables",
            tables()));
  }

  private String fields() {
    StringBuilder out = new StringBuilder();
    for (AllowedField field : allowlist.fields()) {
      row(
          out,
          code(field.column()) + (field.required() ? "" : " (optional)"),
          list(field.from(), PrivacyPage::code),
          html(field.rule()),
          html(field.purpose()),
          list(field.usedBy(), PrivacyPage::code));
    }
    return out.toString();
  }

  private String events() {
    StringBuilder out = new StringBuilder();
    for (AllowedEvent event : allowlist.events()) {
      row(
          out,
          code(event.name()),
          list(event.also(), PrivacyPage::code),
          html(event.family()),
          html(event.purpose()));
    }
    return out.toString();
  }

  private String reports() {
    StringBuilder out = new StringBuilder();
    for (Report report : Reports.all()) {
      List<Cell> cells = examples.getOrDefault(report.name(), List.of());
      begin(out, report.name(), "report", "One row per " + key(report) + ".");
      List<? extends Column<?>> columns = report.table().columns();
      for (int i = 0; i < columns.size(); i++) {
        String example =
            i < cells.size()
                ? cells.get(i).csv()
                : i < report.fields().size() ? "" : ownExample(i, report);
        column(out, columns.get(i), example);
      }
      end(out);
    }
    return out.append(log()).toString();
  }

  private static String ownExample(int column, Report report) {
    return column == report.fields().size() ? "true" : "1";
  }

  private static String key(Report report) {
    return String.join(
        ", ",
        report.fields().subList(0, report.keyFields()).stream().map(Report.Field::name).toList());
  }

  private static String log() {
    StringBuilder out = new StringBuilder();
    table(out, Restatements.table(), "report", "CSV only. One row per number that a run changed.");
    return out.toString();
  }

  private static String tables() {
    StringBuilder out = new StringBuilder();
    for (Table<?> table : Tables.all()) {
      table(out, table, "table", "For operators; not for publication.");
    }
    return out.toString();
  }

  private static void table(StringBuilder out, Table<?> table, String kind, String about) {
    begin(out, table.name(), kind, about);
    for (Column<?> column : table.columns()) {
      column(out, column, Dictionary.example(column));
    }
    end(out);
  }

  private static void begin(StringBuilder out, String name, String kind, String about) {
    String id = html(kind + "-" + name);
    out.append("<h3 id=\"").append(id).append("\">").append(code(name)).append("</h3>\n<p>");
    out.append(html(about)).append("</p>\n");
    out.append("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"");
    out.append(id).append("\"><table class=\"words\">\n<thead><tr>");
    for (String head : List.of("column", "type", "unit", "null", "meaning", "example")) {
      out.append("<th scope=\"col\">").append(head).append("</th>");
    }
    out.append("</tr></thead>\n<tbody>\n");
  }

  private static void column(StringBuilder out, Column<?> column, String example) {
    row(
        out,
        code(column.name()),
        html(column.type()),
        html(Dictionary.unit(column)),
        column.nullable() ? "yes" : "no",
        html(column.description()),
        example.isEmpty() ? "not defined yet" : code(example));
  }

  private static void end(StringBuilder out) {
    out.append("</tbody>\n</table></div>\n");
  }

  /** A row whose first cell is its head. */
  private static void row(StringBuilder out, String head, String... cells) {
    out.append("<tr><th scope=\"row\">").append(head).append("</th>");
    for (String cell : cells) {
      out.append("<td>").append(cell).append("</td>");
    }
    out.append("</tr>\n");
  }

  private static String list(List<String> texts, Function<String, String> each) {
    return String.join(", ", texts.stream().map(each).toList());
  }

  private static String code(String text) {
    return "<code>" + html(text) + "</code>";
  }
}

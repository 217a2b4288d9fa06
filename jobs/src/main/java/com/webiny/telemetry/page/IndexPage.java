package com.webiny.telemetry.page;

import com.webiny.telemetry.report.Report;
import com.webiny.telemetry.report.ReportRow;
import com.webiny.telemetry.report.Restatements;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The page a product team looks at: headline numbers and charts of the reports. The numbers stand
 * in it as JSON, report by report ({@link ReportSeries}); {@code index.js} says which chart shows
 * what of them, {@code charts.js} draws.
 */
final class IndexPage {
  private final PageFacts facts;
  private final List<String> names = new ArrayList<>();
  private final List<String> series = new ArrayList<>();

  /** The first day a night may still change; a day after the newest if there is none. */
  private int openDay;

  IndexPage(PageFacts facts) {
    this.facts = facts;
    this.openDay = facts.newestDay() + 1;
  }

  /** Adds a report: all of its rows, in its order. */
  void add(Report report, List<ReportRow> rows) {
    for (ReportRow row : rows) {
      if (!row.last()) {
        openDay = Math.min(openDay, row.day());
        break;
      }
    }
    names.add(report.name());
    series.add(
        ReportSeries.of(
            report,
            Extent.of(report.name(), rows.size()),
            rows,
            facts.firstDay(),
            facts.newestDay()));
  }

  /** The page with the reports added so far. */
  String page() {
    String style = Resources.text("page.css");
    String script = Resources.text("charts.js") + Resources.text("index.js");
    return Template.fill(
        Resources.text("index.html"),
        Map.of(
            "policy",
            "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; style-src "
                + Template.hash(style)
                + "; script-src "
                + Template.hash(script),
            "newest",
            PageFacts.iso(facts.newestDay()),
            "first",
            PageFacts.iso(facts.firstDay()),
            "style",
            style,
            "files",
            files(),
            "data",
            data(),
            "script",
            script));
  }

  private String files() {
    StringBuilder links = new StringBuilder();
    for (String name : names) {
      String file = Escapes.html(name);
      links
          .append("<li><a href=\"")
          .append(file)
          .append(".csv\">")
          .append(file)
          .append(".csv</a> · <a href=\"")
          .append(file)
          .append(".parquet\">Parquet</a></li>\n");
    }
    String log = Escapes.html(Restatements.PATH.substring("reports/".length()));
    return links
        .append("<li><a href=\"" + log + "\">" + log + "</a> · numbers that a later run changed")
        .append("</li>")
        .toString();
  }

  private String data() {
    return "{\"first\":\""
        + PageFacts.iso(facts.firstDay())
        + "\",\"newest\":\""
        + PageFacts.iso(facts.newestDay())
        + "\",\"open\":\""
        + PageFacts.iso(openDay)
        + "\",\"lookback\":"
        + facts.lookbackDays()
        + ",\"smallest\":"
        + facts.minCellSize()
        + ",\"reports\":[\n"
        + String.join(",\n", series)
        + "\n]}";
  }
}

package com.webiny.telemetry.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.event.EventColumn;
import com.webiny.telemetry.privacy.AllowedEvent;
import com.webiny.telemetry.privacy.AllowedField;
import com.webiny.telemetry.privacy.Allowlist;
import com.webiny.telemetry.privacy.FieldType;
import com.webiny.telemetry.report.Cell;
import com.webiny.telemetry.report.Report;
import com.webiny.telemetry.report.ReportRow;
import com.webiny.telemetry.report.Reports;
import com.webiny.telemetry.report.Restatements;
import com.webiny.telemetry.table.Column;
import com.webiny.telemetry.table.Table;
import com.webiny.telemetry.table.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class PrivacyPageTest {
  private static final PageFacts FACTS = new PageFacts(20_000, 20_001, 7, 5);
  private static final Allowlist SHIPPED = EventColumn.shippedAllowlist();

  @Test
  void everyFieldStandsThereWithItsRuleItsPurposeAndItsReports() {
    String page = page(SHIPPED);
    for (AllowedField field : SHIPPED.fields()) {
      String row = row(page, "<code>" + field.column() + "</code>");
      assertThat(row)
          .contains(Escapes.html(field.rule()), Escapes.html(field.purpose()))
          .contains(field.from())
          .contains(field.usedBy());
    }
    for (AllowedEvent event : SHIPPED.events()) {
      assertThat(row(page, "<code>" + event.name() + "</code>"))
          .contains(Escapes.html(event.purpose()), event.family())
          .contains(event.also());
    }
  }

  @Test
  void everyReportThatAFieldNamesIsThere() {
    Set<String> named = new TreeSet<>();
    SHIPPED.fields().forEach(field -> named.addAll(field.usedBy()));
    assertThat(Reports.all().stream().map(Report::name)).containsAll(named);
  }

  @Test
  void thePageChangesWithTheAllowlist() {
    List<AllowedField> fields = new ArrayList<>(SHIPPED.fields());
    fields.add(
        new AllowedField(
            "theme",
            List.of("properties.theme"),
            FieldType.FLAG,
            "dark <or> light",
            false,
            "Someone & wants to know.",
            List.of("version_adoption")));
    String page = page(new Allowlist(fields, SHIPPED.events()));
    assertThat(row(page, "<code>theme</code> (optional)"))
        .contains("dark &lt;or&gt; light", "Someone &amp; wants to know.");
    assertThat(page(SHIPPED)).doesNotContain("<code>theme</code>");

    List<AllowedEvent> events = new ArrayList<>(SHIPPED.events());
    AllowedEvent last = events.remove(events.size() - 1);
    assertThat(page(new Allowlist(SHIPPED.fields(), events)))
        .doesNotContain("<code>" + last.name() + "</code>");
  }

  @Test
  void everyColumnHasAMeaningAUnitAndAnExample() {
    List<Table<?>> tables = new ArrayList<>(Tables.all());
    tables.add(Restatements.table());
    for (Table<?> table : tables) {
      for (Column<?> column : table.columns()) {
        assertThat(Dictionary.example(column)).as(table.name() + column.name()).isNotBlank();
      }
    }
    Reports.all().forEach(report -> tables.add(report.table()));
    String page = page(SHIPPED);
    for (Table<?> table : tables) {
      String part =
          page.substring(page.indexOf("-" + table.name() + "\">"))
              .transform(rest -> rest.substring(0, rest.indexOf("</table>")));
      for (Column<?> column : table.columns()) {
        assertThat(column.description()).as(table.name() + "." + column.name()).isNotBlank();
        assertThat(row(part, "<code>" + column.name() + "</code>"))
            .contains(Escapes.html(column.description()))
            .contains(Escapes.html(Dictionary.unit(column)))
            .contains("<td>" + column.type() + "</td>")
            .contains("<td>" + (column.nullable() ? "yes" : "no") + "</td>");
      }
      assertThat(part.split("<tr>", -1)).hasSize(table.columns().size() + 2);
    }
  }

  @Test
  void whatWasDroppedIsToldOfTheNewestDayAndOfAll() {
    PrivacyPage page = new PrivacyPage(FACTS, SHIPPED);
    Report quality = Reports.dataQuality();
    page.add(quality, List.of(qualityRow(quality, 20_000, 1_000), qualityRow(quality, 20_001, 7)));
    String dropped = page.page().transform(all -> all.substring(all.indexOf("id=\"dropped\"")));
    for (Report.Field field : quality.fields().subList(1, quality.fields().size())) {
      assertThat(row(dropped, "<code>" + field.name() + "</code>"))
          .endsWith("<td><b>7</b></td><td><b>1007</b></td>");
    }
  }

  @Test
  void thePageHoldsNoScriptAndTheSameInputGivesTheSamePage() {
    assertThat(page(SHIPPED))
        .doesNotContain("<script", "script-src", "http:", "https:", "{{")
        .contains("default-src 'none'")
        .isEqualTo(page(SHIPPED));
  }

  private static ReportRow qualityRow(Report quality, int day, long count) {
    List<Cell> cells = new ArrayList<>(List.of(new Cell.Day(day)));
    for (int i = 1; i < quality.fields().size(); i++) {
      cells.add(new Cell.Count(count));
    }
    return new ReportRow(cells, false, 1);
  }

  private static String page(Allowlist allowlist) {
    return new PrivacyPage(FACTS, allowlist).page();
  }

  /** The row with this head. */
  private static String row(String page, String head) {
    int start = page.indexOf("<th scope=\"row\">" + head);
    assertThat(start).as(head).isNotNegative();
    return page.substring(start, page.indexOf("</tr>", start));
  }
}

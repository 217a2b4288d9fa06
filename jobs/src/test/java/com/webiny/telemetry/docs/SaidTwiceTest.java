package com.webiny.telemetry.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.event.EventColumn;
import com.webiny.telemetry.event.EventName;
import com.webiny.telemetry.event.Stage;
import com.webiny.telemetry.opinion.SecondOpinion;
import com.webiny.telemetry.opinion.SecondOpinion.Question;
import com.webiny.telemetry.privacy.AllowedEvent;
import com.webiny.telemetry.publish.WarehouseSettings;
import com.webiny.telemetry.report.Report;
import com.webiny.telemetry.report.Reports;
import com.webiny.telemetry.table.Column;
import com.webiny.telemetry.table.Table;
import com.webiny.telemetry.table.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the job says once, others say a second time, on purpose: the second opinion, the vectors
 * made by hand, the pages for people. None of them forgets an event, a column or a report.
 */
class SaidTwiceTest {
  private static final LocalDate DAY = LocalDate.of(2026, 7, 1);
  private static final Path RESOURCES = Path.of("src/test/resources");

  @TempDir private Path temp;

  @Test
  void theSecondOpinionKnowsEverySpellingOfEveryEvent() throws Exception {
    List<String> spellings = new ArrayList<>();
    for (AllowedEvent event : EventColumn.shippedAllowlist().events()) {
      EventName name =
          List.of(EventName.values()).stream()
              .filter(any -> any.text().equals(event.name()))
              .findFirst()
              .orElseThrow();
      String stage = name.stage().map(Stage::text).orElse("null");
      for (String spelling : event.spellings()) {
        spellings.add(spelling + " " + event.name() + " " + event.family() + " " + stage);
      }
    }
    try (SecondOpinion opinion = opinion()) {
      assertThat(rows(opinion, "SELECT sent, event, family, stage FROM event_names"))
          .containsExactlyInAnyOrderElementsOf(spellings);
    }
  }

  @Test
  void theSecondOpinionComputesEveryColumnOfEveryTableAndReport() throws Exception {
    try (SecondOpinion opinion = opinion()) {
      for (Table<?> table : Tables.all()) {
        List<String> columns = columns(opinion, table.name());
        columns.remove("dt");
        assertThat(columns).as(table.name()).isEqualTo(names(table));
      }
      for (Report report : Reports.all()) {
        assertThat(columns(opinion, report.name()))
            .as(report.name())
            .isEqualTo(names(report.table()));
      }
    }
    assertThat(SecondOpinion.ALL_REPORTS)
        .containsExactlyElementsOf(Reports.all().stream().map(Report::name).toList());
  }

  @Test
  void everyReportIsDefinedAndToldOfAndHasAnExampleMadeByHand() throws IOException {
    String readme = Files.readString(Path.of("../README.md"));
    String changes = Files.readString(Path.of("CHANGELOG.md"));
    for (String report : SecondOpinion.ALL_REPORTS) {
      assertThat(changes).as("CHANGELOG.md").contains("`" + report + "`");
    }
    for (String report : SecondOpinion.MORE_REPORTS) {
      assertThat(readme).as("README.md").contains("\n- **" + report + "** (");
      assertThat(RESOURCES.resolve("more-reports/" + report + "/events.csv")).isRegularFile();
      assertThat(RESOURCES.resolve("more-reports/" + report + "/expected.csv")).isRegularFile();
    }
  }

  /**
   * A job reads only warehouses of its format; so columns that differ need another one. The file of
   * a format stays as it is: a new format has a new one.
   */
  @Test
  void theColumnsAreThoseOfTheFormat() throws IOException {
    String columns =
        Tables.all().stream()
            .map(table -> table.name() + ": " + String.join(", ", typed(table)) + "\n")
            .collect(Collectors.joining());
    assertThat(RESOURCES.resolve("warehouses/format-" + WarehouseSettings.FORMAT + ".txt"))
        .hasContent(columns);
    assertThat(Path.of("CHANGELOG.md"))
        .content()
        .contains("Warehouse format " + WarehouseSettings.FORMAT + ".");
  }

  private SecondOpinion opinion() throws IOException {
    Path folder = Files.createDirectories(temp.resolve("dt=" + DAY));
    Files.writeString(folder.resolve("edge"), "{}\n");
    return SecondOpinion.on(Question.nightly(temp, DAY, 5, 7), new byte[32]);
  }

  private static List<String> names(Table<?> table) {
    return table.columns().stream().map(Column::name).collect(Collectors.toList());
  }

  private static List<String> typed(Table<?> table) {
    return table.columns().stream()
        .map(column -> column.name() + " " + column.type() + (column.nullable() ? " or null" : ""))
        .collect(Collectors.toList());
  }

  private static List<String> columns(SecondOpinion opinion, String table) throws Exception {
    return rows(opinion, "SELECT column_name FROM (DESCRIBE " + table + ")");
  }

  private static List<String> rows(SecondOpinion opinion, String sql) throws Exception {
    List<String> rows = new ArrayList<>();
    try (Statement statement = opinion.connection().createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        StringBuilder row = new StringBuilder(String.valueOf(result.getString(1)));
        for (int i = 2; i <= result.getMetaData().getColumnCount(); i++) {
          row.append(' ').append(result.getString(i));
        }
        rows.add(row.toString());
      }
    }
    return rows;
  }
}

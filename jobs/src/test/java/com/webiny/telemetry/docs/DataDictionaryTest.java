package com.webiny.telemetry.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.event.EventColumn;
import com.webiny.telemetry.privacy.AllowedEvent;
import com.webiny.telemetry.privacy.AllowedField;
import com.webiny.telemetry.privacy.Allowlist;
import com.webiny.telemetry.report.Report;
import com.webiny.telemetry.report.Reports;
import com.webiny.telemetry.report.Restatements;
import com.webiny.telemetry.table.Column;
import com.webiny.telemetry.table.Table;
import com.webiny.telemetry.table.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The README shows what is kept and every published column, in the words that stand in the
 * allowlist and beside the columns. After a change there, write the README's parts anew with {@code
 * mvn test -Dtest=DataDictionaryTest -Ddocs.write=true}.
 */
final class DataDictionaryTest {
  private static final Path README = Path.of("..", "README.md");

  @Test
  void theReadmeShowsWhatTheAllowlistKeeps() throws IOException {
    Allowlist allowlist = EventColumn.shippedAllowlist();
    List<String> lines = new ArrayList<>();
    lines.add("| kept as | from | rule | purpose |");
    lines.add("|---|---|---|---|");
    for (AllowedField field : allowlist.fields()) {
      lines.add(
          row(
              code(field.column()) + (field.required() ? "" : " (optional)"),
              field.from().stream()
                  .map(DataDictionaryTest::code)
                  .reduce((a, b) -> a + ", " + b)
                  .orElse(""),
              field.rule(),
              field.purpose()));
    }
    lines.add("");
    lines.add("| event | also accepted as | family | purpose |");
    lines.add("|---|---|---|---|");
    for (AllowedEvent event : allowlist.events()) {
      lines.add(
          row(
              code(event.name()),
              event.also().stream()
                  .map(DataDictionaryTest::code)
                  .reduce((a, b) -> a + ", " + b)
                  .orElse(""),
              event.family(),
              event.purpose()));
    }
    requireInReadme("allowlist", lines);
  }

  @Test
  void theReadmeShowsEveryColumnOfEveryTable() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Table<?> table : Tables.all()) {
      lines.add("**" + table.name() + "**");
      lines.add("");
      addColumns(table, table.columns().size(), lines);
    }
    requireInReadme("tables", lines);
  }

  @Test
  void theReadmeShowsEveryColumnOfEveryReport() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Report report : Reports.all()) {
      lines.add("**" + report.name() + "** (one row per " + key(report) + ")");
      lines.add("");
      addColumns(report.table(), report.fields().size(), lines);
    }
    Table<?> log = Restatements.table();
    lines.add(
        "**" + log.name() + "** (CSV only; one row per changed number, in order of the runs)");
    lines.add("");
    addColumns(log, log.columns().size(), lines);
    requireInReadme("reports", lines);
  }

  private static String key(Report report) {
    return report.fields().subList(0, report.keyFields()).stream()
        .map(Report.Field::name)
        .reduce((a, b) -> a + ", " + b)
        .orElseThrow();
  }

  private static void addColumns(Table<?> table, int columns, List<String> lines) {
    lines.add("| column | type | null | meaning |");
    lines.add("|---|---|---|---|");
    for (Column<?> column : table.columns().subList(0, columns)) {
      assertThat(column.description()).as(table.name() + "." + column.name()).isNotBlank();
      lines.add(
          row(
              code(column.name()),
              column.type(),
              column.nullable() ? "yes" : "",
              column.description()));
    }
    lines.add("");
  }

  private static String row(String... cells) {
    return "| " + String.join(" | ", cells).replace("\n", " ") + " |";
  }

  private static String code(String text) {
    return "`" + text + "`";
  }

  private static void requireInReadme(String part, List<String> lines) throws IOException {
    String begin = "<!-- " + part + ": written by DataDictionaryTest -->\n";
    String end = "<!-- end of " + part + " -->";
    String readme = Files.readString(README);
    int from = readme.indexOf(begin);
    int to = readme.indexOf(end);
    assertThat(from).as("the mark of " + part).isNotNegative();
    assertThat(to).as("the end mark of " + part).isGreaterThan(from);
    String wanted = "\n" + String.join("\n", lines).strip() + "\n\n";
    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(
          README, readme.substring(0, from + begin.length()) + wanted + readme.substring(to));
      return;
    }
    assertThat(readme.substring(from + begin.length(), to)).isEqualTo(wanted);
  }
}

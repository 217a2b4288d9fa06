package com.webiny.telemetry.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.report.Report;
import com.webiny.telemetry.report.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RECIPES.md says of every number of every report whether it may be added up. */
final class RecipesTest {
  private static final String HEADER = "| report | over days | over the rows of one day | never |";

  @Test
  void everyNumberIsUnderOneHeadingOfWhatMayBeAdded() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("RECIPES.md"));
    int header = lines.indexOf(HEADER);
    assertThat(header).as(HEADER).isNotNegative();
    List<String> said = new ArrayList<>();
    for (String line : lines.subList(header + 2, lines.size())) {
      if (!line.startsWith("|")) {
        break;
      }
      String[] cells = line.split("\\|", -1);
      for (String names : List.of(cells).subList(2, 5)) {
        for (String name : names.split(",", -1)) {
          if (!name.isBlank()) {
            said.add(cells[1].strip() + "." + name.strip());
          }
        }
      }
    }
    List<String> numbers = new ArrayList<>();
    for (Report report : Reports.all()) {
      report.fields().stream()
          .skip(report.keyFields())
          .map(Report.Field::name)
          .filter(
              name -> !List.of("version_line", "channel", "kind", "newest_release").contains(name))
          .forEach(name -> numbers.add(report.name() + "." + name));
    }
    assertThat(said).containsExactlyInAnyOrderElementsOf(numbers);
  }
}

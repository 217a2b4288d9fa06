package com.webiny.telemetry.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.opinion.SecondOpinion;
import com.webiny.telemetry.opinion.SecondOpinion.Question;
import com.webiny.telemetry.vectors.CsvCompare;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reports beyond the contract on vectors made by hand: see more-reports/README.md. */
class MoreReportsIT {
  private static final int MIN_CELL_SIZE = 2;
  private static final int LOOKBACK = 7;
  private static final int DAYS_OF_A_NIGHT = 13;

  @TempDir Path temp;

  @ParameterizedTest
  @MethodSource("reports")
  void jobAndDatabasePublishWhatIsExpectedInOneNightAndInSeveral(String report) throws Exception {
    SortedMap<LocalDate, StringBuilder> days = events(report);
    LocalDate newest = days.lastKey();
    Site once = Site.in(temp.resolve("once"));
    days.forEach(
        (day, lines) ->
            once.write("dt=" + day + "/edge", lines.toString(), "2027-01-01T00:00:00Z"));
    once.publish(newest.toString(), "--min-cell-size", Integer.toString(MIN_CELL_SIZE));
    Site nights = Site.in(temp.resolve("nights"), once.raw());
    for (LocalDate day = days.firstKey(); day.isBefore(newest); ) {
      nights.publish(
          day.toString(), "--allow-empty", "--min-cell-size", Integer.toString(MIN_CELL_SIZE));
      day = day.plusDays(DAYS_OF_A_NIGHT);
    }
    nights.publish(newest.toString());

    String expected = text("/more-reports/" + report + "/expected.csv");
    assertThat(ofDates(once.csv(report), expected)).isEqualTo(expected);
    try (SecondOpinion opinion =
        SecondOpinion.on(Question.nightly(once.raw(), newest, MIN_CELL_SIZE, LOOKBACK), Site.KEY)) {
      assertThat(CsvCompare.differences(opinion.csv(report), once.csv(report), Set.of())).isEmpty();
    }
    assertThat(nights.tables()).isEqualTo(once.tables());
    for (String any : SecondOpinion.ALL_REPORTS) {
      assertThat(CsvCompare.differences(once.csv(any), nights.csv(any), Set.of("revision")))
          .as(any)
          .isEmpty();
    }
    assertThat(Twins.differences(once.warehouse())).isEmpty();
  }

  static List<String> reports() {
    return SecondOpinion.MORE_REPORTS;
  }

  /** The rows of those dates that are expected. */
  private static String ofDates(String csv, String expected) {
    List<String> dates = expected.lines().skip(1).map(MoreReportsIT::firstCell).toList();
    StringJoiner rows = new StringJoiner("\n", "", "\n");
    csv.lines()
        .filter(line -> line.startsWith("date,") || dates.contains(firstCell(line)))
        .forEach(rows::add);
    return rows.toString();
  }

  private static String firstCell(String line) {
    return line.substring(0, line.indexOf(','));
  }

  private static SortedMap<LocalDate, StringBuilder> events(String report) throws IOException {
    SortedMap<LocalDate, StringBuilder> days = new TreeMap<>();
    for (Map<String, String> group :
        Rows.of(text("/more-reports/" + report + "/events.csv")).rows()) {
      String[] ids = group.get("ids").split("-", -1);
      LocalDate from = LocalDate.parse(group.get("from"));
      for (int day = 0; day < Integer.parseInt(group.get("days")); day++) {
        LocalDate date = from.plusDays(day);
        StringBuilder lines = days.computeIfAbsent(date, unused -> new StringBuilder());
        for (int id = Integer.parseInt(ids[0]); id <= Integer.parseInt(ids[1]); id++) {
          lines
              .append(
                  TestLines.event(
                      date + "T10:00:00Z", id, group.get("event"), group.get("version")))
              .append('\n');
        }
      }
    }
    return days;
  }

  private static String text(String resource) throws IOException {
    try (InputStream in = MoreReportsIT.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

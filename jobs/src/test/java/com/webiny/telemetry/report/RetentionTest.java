package com.webiny.telemetry.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.table.UserRow;
import java.time.LocalDate;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class RetentionTest {

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/cases/cohort-weeks.csv", numLinesToSkip = 1)
  void countsTheWeeksSinceTheCohort(
      String sentence,
      LocalDate sunday,
      LocalDate firstActive,
      LocalDate firstPublished,
      Integer weeks) {
    int day = (int) sunday.toEpochDay();
    assertThat(CalendarWeek.isSunday(day)).isTrue();
    assertThat(CalendarWeek.isSunday(day - 1)).isFalse();
    int first = firstActive == null ? UserRow.NEVER : (int) firstActive.toEpochDay();
    assertThat(Retention.weeks(day, first, (int) firstPublished.toEpochDay()))
        .isEqualTo(weeks == null ? OptionalInt.empty() : OptionalInt.of(weeks));
  }
}

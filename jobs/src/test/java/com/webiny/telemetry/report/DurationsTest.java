package com.webiny.telemetry.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class DurationsTest {

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/cases/durations.csv", numLinesToSkip = 1)
  void rounds(String sentence, long micros, String text) {
    assertThat(Durations.textOfTenths(Durations.tenths(micros))).isEqualTo(text);
  }

  @Test
  void everyDurationOfAnAttemptSurvivesTheColumnInSeconds() {
    for (long tenths = 0; tenths <= 216_000; tenths++) {
      double seconds = Durations.seconds(tenths);
      assertThat(Durations.tenthsOfSeconds(seconds)).isEqualTo(tenths);
      assertThat(Durations.text(seconds)).isEqualTo(tenths / 10 + "." + tenths % 10);
    }
  }

  @Test
  void noDurationIsWrittenAsNothing() {
    assertThat(Durations.textOfTenths(OptionalLong.empty())).isEmpty();
    assertThat(Durations.textOfTenths(OptionalLong.of(6_000))).isEqualTo("600.0");
  }

  @Test
  void refusesAnEndBeforeTheStart() {
    assertThatThrownBy(() -> Durations.tenths(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("An attempt does not end before it starts.");
  }

  @Test
  void refusesToWriteWhatIsNoNumber() {
    assertThatThrownBy(() -> Durations.text(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

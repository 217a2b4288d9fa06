package com.webiny.telemetry.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RatioTest {

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/cases/ratios.csv", numLinesToSkip = 1)
  void rounds(String sentence, long part, long whole, String text) {
    String expected = text == null ? "" : text;
    OptionalDouble ratio = Ratio.ifDefined(part, whole);
    assertThat(Ratio.text(ratio)).isEqualTo(expected);
    if (ratio.isPresent()) {
      assertThat(Ratio.of(part, whole)).isEqualTo(Double.parseDouble(expected));
    }
  }

  @Test
  void everyRatioIsWrittenAsTheDecimalItIs() {
    for (int i = 0; i <= 10_000; i++) {
      String digits = String.valueOf(10_000 + i);
      String expected = (i == 10_000 ? "1." : "0.") + digits.substring(1);
      assertThat(Ratio.text(Ratio.of(i, 10_000))).isEqualTo(expected);
    }
  }

  @Test
  void aRatioThatWasNotRoundedBeforeIsRoundedHalfUp() {
    assertThat(Ratio.text(0.00004999)).isEqualTo("0.0000");
    assertThat(Ratio.text(0.00005)).isEqualTo("0.0001");
  }

  @Test
  void theLocaleDoesNotMatter() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(Ratio.text(0.5)).isEqualTo("0.5000");
      assertThat(Durations.text(600)).isEqualTo("600.0");
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @CsvSource({"-1, 2", "3, 2", "1, 0", "0, -1", "-2, -1"})
  void refusesWhatIsNoShare(long part, long whole) {
    assertThatThrownBy(() -> Ratio.of(part, whole))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A ratio needs 0 ≤ part ≤ whole and a whole above 0.");
    assertThatThrownBy(() -> Ratio.ifDefined(part, whole))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void nothingOfNothingIsNoNumber() {
    assertThatThrownBy(() -> Ratio.of(0, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void refusesToWriteWhatIsNoNumber(double number) {
    assertThatThrownBy(() -> Ratio.text(number))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A report shows no number that is not finite.");
  }
}

package com.webiny.telemetry.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionOrderTest {

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/cases/report-order.csv", numLinesToSkip = 1)
  void orders(String sentence, String first, String then) {
    assertThat(VersionOrder.TEXTS.compare(first, then)).isNegative();
    assertThat(VersionOrder.TEXTS.compare(then, first)).isPositive();
    assertThat(VersionOrder.TEXTS.compare(first, first)).isZero();
    assertThat(VersionOrder.of(first)).isLessThan(VersionOrder.of(then));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "5.41.0", "v5.41", "(others)", "x", ".x", "v5.41.0.x", "v5.x", "(NONE)"})
  void refusesATextNoReportHolds(String text) {
    assertThatThrownBy(() -> VersionOrder.of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void noVersionStandsInAGroupOfWords() {
    assertThatThrownBy(() -> new VersionOrder(VersionOrder.Group.VERSION, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A version stands among versions.");
  }
}

package com.webiny.telemetry.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.webiny.telemetry.event.ProductVersion;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class TransitionKindTest {

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/cases/transitions.csv", numLinesToSkip = 1)
  void names(String sentence, String from, String to, String kind) {
    assertThat(
            TransitionKind.of(
                Optional.ofNullable(from).map(ProductVersion::ofStored),
                ProductVersion.ofStored(to)))
        .isEqualTo(kind);
  }

  @Test
  void refusesAVersionThatStays() {
    ProductVersion version = ProductVersion.ofStored("v5.41.0-rc.1");
    assertThatThrownBy(() -> TransitionKind.of(Optional.of(version), version))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A version that stays is no transition.");
  }
}

package com.webiny.telemetry.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every start of a formula, behind everything a spreadsheet may pass over, in every quoting and at
 * every place of a line: refused. What is written is read again by a reader of the grammar.
 */
class CsvSafetyTest {
  @Test
  void everyFormulaIsRefusedInEveryDisguise() {
    List<String> written = new ArrayList<>();
    for (String cell : HostileCells.all()) {
      for (int place = 0; place < 3; place++) {
        List<String> cells = new ArrayList<>(List.of("a", "b", "c"));
        cells.set(place, cell);
        try {
          written.add(CsvText.line(cells));
        } catch (IllegalArgumentException refused) {
          assertThat(refused)
              .hasMessage("CSV cell " + (place + 1) + " of a line could be read as a formula.");
        }
      }
    }
    assertThat(written).isEmpty();
    assertThat(HostileCells.all()).hasSizeGreaterThan(10_000).allMatch(HostileCells::isFormula);
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    List<String> parts = List.of("a", "\"", ",", "\n", " ", "\u00e9", "(", "=", "'", "1");
    List<List<String>> lines = new ArrayList<>();
    StringBuilder file = new StringBuilder();
    for (String first : parts) {
      for (String second : parts) {
        for (String third : parts) {
          List<String> cells = List.of("(" + first + second, "x" + third + first, second + "(");
          if (!second.equals("=") && !second.equals("\n")) {
            lines.add(cells);
            file.append(CsvText.line(cells));
          }
        }
      }
    }
    assertThat(Rfc4180.read(file.toString().getBytes(UTF_8))).isEqualTo(lines);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,b",
        "a,b\r\n",
        "a,b\nc\n",
        "a,b\n\n",
        "\"a\",b\n",
        "a\"b,c\n",
        "\"a\"b,c\n",
        "\ufeffa,b\n",
        "a,b\u0000\n",
        "\"a,b\n",
        "\n",
        "a,\tb\n"
      })
  void theReaderIsStrict(String file) {
    assertThatThrownBy(() -> Rfc4180.read(file.getBytes(UTF_8)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

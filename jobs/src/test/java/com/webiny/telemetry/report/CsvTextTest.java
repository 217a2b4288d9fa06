package com.webiny.telemetry.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class CsvTextTest {

  /** Cells are quoted by apostrophes here; nothing written means refused. */
  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/cases/csv-cells.csv", numLinesToSkip = 1, quoteCharacter = '\'')
  void writes(String sentence, String cell, String written) {
    List<String> cells = List.of("x", unescape(cell), "y");
    if (written == null) {
      assertThatThrownBy(() -> CsvText.line(cells))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("CSV cell 2 of a line could be read as a formula.");
    } else {
      assertThat(CsvText.line(cells)).isEqualTo("x," + unescape(written) + ",y\n");
    }
  }

  @Test
  void aLineOfOneEmptyCellIsNotAnEmptyLine() {
    assertThat(CsvText.line(List.of(""))).isEqualTo("\"\"\n");
  }

  @Test
  void aLineOfNoCellsIsRefused() {
    assertThatThrownBy(() -> CsvText.line(List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void writesUtf8WithoutAMark() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CsvText.writeLine(out, List.of("date", "ü"));
    CsvText.writeLine(out, List.of("2026-07-01", ""));
    assertThat(out.toByteArray())
        .isEqualTo("date,ü\n2026-07-01,\n".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void writesNothingOfALineItRefuses() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThatThrownBy(() -> CsvText.writeLine(out, List.of("a", "=1")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(out.size()).isZero();
  }

  private static String unescape(String text) {
    return text.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t");
  }
}

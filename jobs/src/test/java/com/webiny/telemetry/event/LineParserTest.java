package com.webiny.telemetry.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * What a line is, by the tables of cases. The parser is shared: no line may leave a trace in the
 * next.
 */
class LineParserTest {

  private static final LineParser PARSER = Lines.parser();

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(
      resources = "/cases/lines.csv",
      delimiter = '|',
      quoteCharacter = '`',
      numLinesToSkip = 1)
  void line(
      String why,
      String line,
      String bucket,
      Integer droppedFields,
      Boolean invalidVersion,
      Boolean invalidCi) {
    LineResult result = Lines.parse(PARSER, Lines.bytes(Lines.expand(line)));
    assertThat(Lines.bucket(result).text()).isEqualTo(bucket);
    if (result instanceof LineResult.Accepted accepted) {
      assertThat(accepted.droppedFields()).isEqualTo(droppedFields);
      assertThat(accepted.invalidVersion()).isEqualTo(invalidVersion);
      assertThat(accepted.invalidCi()).isEqualTo(invalidCi);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(
      resources = "/cases/events.csv",
      delimiter = '|',
      quoteCharacter = '`',
      numLinesToSkip = 1)
  void event(String why, String spelling, String event) {
    String line = Lines.expand("{$T,$I,\"event\":\"" + spelling + "\"}");
    LineResult result = Lines.parse(PARSER, Lines.bytes(line));
    if (event.equals("none")) {
      assertThat(result).isEqualTo(new LineResult.Refused(Bucket.UNKNOWN_EVENT));
    } else {
      assertThat(accepted(result).event().event().text()).isEqualTo(event);
    }
  }

  @Test
  void anAcceptedLineGivesAllItsValues() {
    String line =
        "{\"received_at\":\"2026-11-22T16:03:20.881Z\",\"event\":\"project-deploy-end\","
            + "\"anonymous_id\":\"00000000-0000-4000-8000-00000000000A\","
            + "\"properties\":{\"version\":\"5.41.0-beta.2+x\",\"ci\":\"yes\"}}";
    TelemetryEvent event = accepted(Lines.parse(PARSER, Lines.bytes(line))).event();
    assertThat(event.receivedAtMicros()).isEqualTo(1_795_363_400_881_000L);
    assertThat(event.event()).isEqualTo(EventName.PROJECT_END);
    assertThat(event.version()).contains(ProductVersion.ofStored("v5.41.0-beta.2"));
    assertThat(event.ci()).isEqualTo(Ci.YES);
  }

  @Test
  void theLetterCaseOfAnIdDoesNotMatter() {
    String line = Lines.expand("{$T,$E,\"anonymous_id\":\"ID\"}");
    String id = "abcdef00-0000-4000-8000-00000000000a";
    TelemetryEvent lower =
        accepted(Lines.parse(PARSER, Lines.bytes(line.replace("ID", id)))).event();
    TelemetryEvent upper =
        accepted(Lines.parse(PARSER, Lines.bytes(line.replace("ID", id.toUpperCase(Locale.ROOT)))))
            .event();
    assertThat(upper).isEqualTo(lower);
  }

  @Test
  void ciIsReadFromEveryAcceptedSpelling() {
    assertThat(ci("true")).isEqualTo(Ci.YES);
    assertThat(ci("\"true\"")).isEqualTo(Ci.YES);
    assertThat(ci("\"yes\"")).isEqualTo(Ci.YES);
    assertThat(ci("false")).isEqualTo(Ci.NO);
    assertThat(ci("\"false\"")).isEqualTo(Ci.NO);
    assertThat(ci("\"no\"")).isEqualTo(Ci.NO);
    assertThat(ci("null")).isEqualTo(Ci.UNKNOWN);
    assertThat(ci("\"1\"")).isEqualTo(Ci.UNKNOWN);
  }

  @Test
  void nothingOfALineIsLeftInTheNext() {
    String full = "{$T,$E,$I,\"properties\":{\"version\":\"5.41.0\",\"ci\":true},\"x\":1}";
    Lines.parse(PARSER, Lines.bytes(Lines.expand(full)));
    LineResult.Accepted next =
        accepted(Lines.parse(PARSER, Lines.bytes(Lines.expand("{$T,$E,$I}"))));
    assertThat(next.event().version()).isEqualTo(Optional.empty());
    assertThat(next.event().ci()).isEqualTo(Ci.UNKNOWN);
    assertThat(next.droppedFields()).isZero();
    assertThat(Lines.parse(PARSER, Lines.bytes("{}")))
        .isEqualTo(new LineResult.Refused(Bucket.MISSING_RECEIVED_AT));
  }

  private static Ci ci(String value) {
    String line = Lines.expand("{$T,$E,$I,\"properties\":{\"ci\":" + value + "}}");
    return accepted(Lines.parse(PARSER, Lines.bytes(line))).event().ci();
  }

  private static LineResult.Accepted accepted(LineResult result) {
    assertThat(result).isInstanceOf(LineResult.Accepted.class);
    return (LineResult.Accepted) result;
  }
}

package com.webiny.telemetry.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Base64;

/**
 * The parser against {@link JacksonReference} on lines that a fuzzer makes which sees what code
 * each reaches. In a build it tries the lines it found before, which are kept among the test
 * resources; with {@code JAZZER_FUZZ=1} in the environment it looks for more, as {@code .ci/run}
 * does.
 */
class LineParserFuzz {
  private static final LineParser PARSER = Lines.parser();

  @FuzzTest(maxDuration = "30s")
  void bothSayTheSame(byte[] line) {
    SlowReference.Verdict expected = JacksonReference.judge(line);
    assertThat(Lines.verdict(PARSER.parse(line, 0, line.length)))
        .as(() -> Base64.getEncoder().encodeToString(line))
        .isEqualTo(expected);
    assertThat(Lines.verdict(Lines.parse(PARSER, line)))
        .as(() -> "between other bytes: " + Base64.getEncoder().encodeToString(line))
        .isEqualTo(expected);
  }
}

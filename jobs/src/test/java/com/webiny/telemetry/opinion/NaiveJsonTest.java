package com.webiny.telemetry.opinion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.webiny.telemetry.opinion.NaiveJson.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NaiveJsonTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "-0.10e+007",
        "1E5",
        "\"\"",
        "\"\\u00e4\\uD800\\/\\b\\f\\n\\r\\t\\\"\\\\\"",
        "\"\u007f\u2028\"",
        " [ ] ",
        "[1 , {\"a\" : null}]",
        "{\"a\":1,\"a\":2}",
        "true",
        "\t\r\nfalse"
      })
  void whatTheGrammarAllowsIsRead(String text) {
    assertThatCode(() -> NaiveJson.parse(text)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "01",
        "-",
        "+1",
        "1.",
        ".5",
        "1e",
        "1e+",
        "0x10",
        "NaN",
        "Infinity",
        "-Infinity",
        "tru",
        "True",
        "'a'",
        "\"a",
        "\"\t\"",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\\u12\"",
        "\"\\uff11234\\",
        "[1,]",
        "[,1]",
        "[1",
        "[1 2]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{1:1}",
        "{\"a\":1}}",
        "{} {}",
        "\uFEFF{}",
        "\u00a0{}",
        "/* */{}",
        "]"
      })
  void anythingElseIsMalformed(String text) {
    assertThatThrownBy(() -> NaiveJson.parse(text)).isInstanceOf(Malformed.class);
  }

  @Test
  void limitsAreAThousandLevelsAndAThousandDigits() throws Exception {
    assertThat(NaiveJson.parse("[".repeat(1_000) + "]".repeat(1_000)).kind())
        .isEqualTo(NaiveJson.Kind.ARRAY);
    assertThat(NaiveJson.parse("-" + "9".repeat(990) + ".99999e-12345").kind())
        .isEqualTo(NaiveJson.Kind.NUMBER);
    for (String wrong :
        new String[] {
          "[".repeat(1_001) + "]".repeat(1_001), "0." + "1".repeat(990) + "e1234567890"
        }) {
      assertThatThrownBy(() -> NaiveJson.parse(wrong)).isInstanceOf(Malformed.class);
    }
  }
}

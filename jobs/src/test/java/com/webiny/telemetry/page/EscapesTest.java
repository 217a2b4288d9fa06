package com.webiny.telemetry.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EscapesTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a plain version|v5.41.0",
        "the end of a script|</script><script>alert(1)</script>",
        "a comment that swallows the page|<!--<script>",
        "an entity|&lt;b&gt;",
        "quotes of both kinds|'\" onclick=\"x\" '",
        "a backslash|\\u003c\\",
        "an emoji|\uD83D\uDE00",
        "half an emoji|\uD83D",
        "no text|''"
      })
  void anyTextComesBackAndStaysInItsPlace(String is, String text) throws IOException {
    String all = text + "\u2028\u2029\u0000\n\t\u007f\ufeff";

    StringBuilder json = new StringBuilder();
    Escapes.json(all, json);
    assertThat(json.substring(1, json.length() - 1))
        .as(is)
        .matches("[ -~]*")
        .doesNotContainPattern("[<>&'\"]");
    assertThat(new ObjectMapper().readValue(json.toString(), String.class)).isEqualTo(all);

    String html = Escapes.html(all);
    assertThat(html).doesNotContainPattern("[<>'\"]");
    assertThat(
            html.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&"))
        .isEqualTo(all);
  }
}

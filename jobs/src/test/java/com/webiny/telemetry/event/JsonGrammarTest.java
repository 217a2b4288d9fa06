package com.webiny.telemetry.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * A line is malformed exactly if it is no JSON text by RFC 8259, whether its values are read or
 * skipped. The cases follow the ideas of the public JSON test suites, in our own words.
 */
class JsonGrammarTest {

  private static final LineParser PARSER = Lines.parser();

  /**
   * Where a text may stand in a line: read, skipped, in an object to walk through, at the end and
   * in between.
   */
  private static final List<String> PLACES =
      List.of(
          "%s",
          " %s ",
          "{\"x\":%s}",
          "{\"x\":%s,\"y\":1}",
          "{\"x\":[%s]}",
          "{\"x\":[%s ,{}]}",
          "[%s]",
          "{\"event\":%s}",
          "{\"received_at\":%s,\"y\":1}",
          "{\"properties\":%s}",
          "{\"properties\":{\"version\":%s}}",
          "{\"data\":{\"x\":{\"z\":%s}}}",
          // A name that is read by the second reader only, which must be as strict.
          "{\"<5c>ud800\":1,\"x\":%s}",
          "{\"<5c>udfff\":%s}",
          "{\"<5c>uD800\":[%s],\"properties\":{\"version\":%s}}");

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(
      resources = "/cases/json-valid.csv",
      delimiter = '|',
      quoteCharacter = '`',
      numLinesToSkip = 1)
  void valid(String why, String text) {
    for (String place : PLACES) {
      assertThat(bucketOf(place.replace("%s", text))).as(place).isNotEqualTo(Bucket.MALFORMED);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(
      resources = "/cases/json-invalid.csv",
      delimiter = '|',
      quoteCharacter = '`',
      numLinesToSkip = 1)
  void invalid(String why, String text) {
    for (String place : PLACES) {
      assertThat(bucketOf(place.replace("%s", text))).as(place).isEqualTo(Bucket.MALFORMED);
    }
  }

  @Test
  void aLineMayNestOneThousandDeepTheRootCounted() {
    for (String open : List.of("[", "{\"a\":")) {
      String close = open.equals("[") ? "]" : "}";
      String inner = open.equals("[") ? "" : "1";
      assertThat(bucketOf(open.repeat(1_000) + inner + close.repeat(1_000)))
          .isNotEqualTo(Bucket.MALFORMED);
      assertThat(bucketOf(open.repeat(1_001) + inner + close.repeat(1_001)))
          .isEqualTo(Bucket.MALFORMED);
    }
    for (String path : List.of("{\"x\":", "{\"event\":", "{\"data\":{\"properties\":{\"ci\":")) {
      int depth = (int) path.chars().filter(c -> c == '{').count();
      String close = "}".repeat(depth);
      String right = "[".repeat(1_000 - depth) + "]".repeat(1_000 - depth);
      assertThat(bucketOf(path + right + close)).isNotEqualTo(Bucket.MALFORMED);
      assertThat(bucketOf(path + "[" + right + "]" + close)).isEqualTo(Bucket.MALFORMED);
    }
  }

  @Test
  void aNumberMayHaveOneThousandDigitsSignsPointAndLetterAreNone() {
    String nines = "9".repeat(998);
    for (String place : PLACES) {
      for (String number :
          List.of(
              nines + "99",
              "-" + nines + "99",
              nines + ".99",
              "-" + nines + ".9e9",
              nines + "e+99",
              "-9.9E-" + nines,
              "0." + nines + "9")) {
        assertThat(bucketOf(place.replace("%s", number)))
            .as(place + " " + number)
            .isNotEqualTo(Bucket.MALFORMED);
        String longer = number.replace(nines, nines + "9");
        assertThat(bucketOf(place.replace("%s", longer)))
            .as(place + " " + longer)
            .isEqualTo(Bucket.MALFORMED);
      }
    }
  }

  @Test
  void aNameOrATextMayBeAsLongAsALine() {
    String text = "é".repeat(32_000);
    assertThat(bucketOf(Lines.expand("{$T,$E,$I,\"" + text + "\":1}"))).isEqualTo(Bucket.ACCEPTED);
    assertThat(bucketOf(Lines.expand("{$T,$E,$I,\"x\":\"" + text + "\"}")))
        .isEqualTo(Bucket.ACCEPTED);
    assertThat(bucketOf(Lines.expand("{$T,$I,\"event\":\"" + text + "\"}")))
        .isEqualTo(Bucket.UNKNOWN_EVENT);
    assertThat(bucketOf(Lines.expand("{$T,$E,$I,\"<5c>u0061" + text + "\":1}")))
        .isEqualTo(Bucket.ACCEPTED);
  }

  /** A parser that guards its table of names against floods would refuse one of these lines. */
  @Test
  void anyNumberOfDifferentNamesIsFine() {
    for (int round = 0; round < 20; round++) {
      StringBuilder line = new StringBuilder(Lines.expand("{$T,$E,$I"));
      for (int i = 0; i < 5_000; i++) {
        line.append(",\"").append(Integer.toString(round * 5_000 + i, 36)).append("\":1");
      }
      assertThat(bucketOf(line.append('}').toString())).isEqualTo(Bucket.ACCEPTED);
    }
  }

  private static Bucket bucketOf(String line) {
    return Lines.bucket(Lines.parse(PARSER, Lines.bytes(line)));
  }
}

package com.webiny.telemetry.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The parser against {@link SlowReference} on lines made at random, most nearly right, some broken
 * by a few bytes.
 */
class LineParserDifferentialTest {

  private static final int LINES = 40_000;

  private static final List<String> NAMES =
      List.of(
          "received_at",
          "anonymous_id",
          "distinct_id",
          "identity",
          "event",
          "version",
          "ci",
          "data",
          "properties",
          "x",
          "Event",
          "",
          "ev\\u0065nt",
          "\\u0064ata",
          "c\\u0069",
          "\\ud800",
          "data.event",
          "data/event",
          "\u00e9",
          "\uD83D\uDE00",
          "\\ud83d\\ude00",
          "a\\/b");

  private static final List<String> SCALARS =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "-0",
          "1.5e-3",
          "12345678901234567890",
          "\"\"",
          "\"yes\"",
          "\"no\"",
          "\"true\"",
          "\"NO\"",
          "\"a\\\\\\\"\\n\\u0000\"",
          "\"\u20ac\uD83D\uDE00\"",
          "\"\\udc00\"");

  private static final String BROKEN = "\"\\{}[]:,019-+.eEtfn u/xd'#\t\r\u0000\u001f\u007f";

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 20261122})
  void bothSayTheSameOfEveryLine(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    LineParser parser = Lines.parser();
    Map<Bucket, Integer> seen = new EnumMap<>(Bucket.class);
    for (int i = 0; i < LINES; i++) {
      byte[] line = line(random);
      SlowReference.Verdict expected = SlowReference.judge(line);
      assertThat(Lines.verdict(Lines.parse(parser, line)))
          .as(() -> new String(line, StandardCharsets.ISO_8859_1))
          .isEqualTo(expected);
      seen.merge(expected.bucket(), 1, Integer::sum);
    }
    // A generator that no longer reaches a bucket would prove nothing about it.
    for (Bucket bucket :
        List.of(
            Bucket.MALFORMED,
            Bucket.NOT_OBJECT,
            Bucket.DUPLICATE_FIELD,
            Bucket.MISSING_RECEIVED_AT,
            Bucket.BAD_RECEIVED_AT,
            Bucket.MISSING_ID,
            Bucket.BAD_ID,
            Bucket.MISSING_EVENT,
            Bucket.UNKNOWN_EVENT,
            Bucket.ACCEPTED)) {
      assertThat(seen.getOrDefault(bucket, 0)).as(bucket.text()).isGreaterThan(100);
    }
  }

  private static byte[] line(SplittableRandom random) {
    StringBuilder line = new StringBuilder();
    if (random.nextInt(20) == 0) {
      value(random, line, 0);
    } else {
      object(random, line, 0);
    }
    byte[] bytes = line.toString().getBytes(StandardCharsets.UTF_8);
    int breaks = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 0;
    for (int i = 0; i < breaks && bytes.length > 0; i++) {
      bytes = broken(random, bytes);
    }
    return bytes;
  }

  /** The bytes with one of them replaced, removed, or one more put in. */
  private static byte[] broken(SplittableRandom random, byte[] bytes) {
    int at = random.nextInt(bytes.length);
    int kind = random.nextInt(3);
    byte[] changed = new byte[bytes.length + kind - 1];
    System.arraycopy(bytes, 0, changed, 0, at);
    int kept = kind == 2 ? at : at + 1;
    System.arraycopy(
        bytes, kept, changed, changed.length - (bytes.length - kept), bytes.length - kept);
    if (kind > 0) {
      changed[at] =
          random.nextInt(8) == 0
              ? (byte) random.nextInt(256)
              : (byte) BROKEN.charAt(random.nextInt(BROKEN.length()));
    }
    return changed;
  }

  private static void object(SplittableRandom random, StringBuilder line, int depth) {
    line.append('{');
    String comma = "";
    if (depth == 0) {
      for (String name : List.of("received_at", "anonymous_id", "event")) {
        if (random.nextInt(8) > 0) {
          line.append(comma).append('"').append(name).append("\":");
          member(random, line, name, depth);
          comma = ",";
        }
      }
    }
    for (int i = random.nextInt(5); i > 0; i--) {
      String name = NAMES.get(random.nextInt(NAMES.size()));
      space(random, line.append(comma));
      space(random, line.append('"').append(name).append('"'));
      space(random, line.append(':'));
      member(random, line, name, depth);
      space(random, line);
      comma = ",";
    }
    line.append('}');
  }

  private static void member(SplittableRandom random, StringBuilder line, String name, int depth) {
    if (random.nextInt(12) == 0) {
      value(random, line, depth + 1);
      return;
    }
    switch (name) {
      case "received_at" -> line.append('"').append(instant(random)).append('"');
      case "anonymous_id", "identity", "distinct_id" ->
          line.append('"').append(id(random)).append('"');
      case "event", "ev\\u0065nt" -> line.append('"').append(event(random)).append('"');
      case "version" -> line.append('"').append(version(random)).append('"');
      case "data", "properties", "\\u0064ata" -> {
        if (depth < 4) {
          object(random, line, depth + 1);
        } else {
          line.append("null");
        }
      }
      default -> value(random, line, depth + 1);
    }
  }

  private static void value(SplittableRandom random, StringBuilder line, int depth) {
    int kind = depth > 4 ? 9 : random.nextInt(10);
    if (kind == 0) {
      object(random, line, depth + 1);
    } else if (kind == 1) {
      line.append('[');
      for (int i = random.nextInt(3); i >= 0; i--) {
        value(random, line, depth + 1);
        line.append(i == 0 ? "" : ",");
      }
      line.append(']');
    } else {
      line.append(SCALARS.get(random.nextInt(SCALARS.size())));
    }
  }

  private static void space(SplittableRandom random, StringBuilder line) {
    if (random.nextInt(10) == 0) {
      line.append(pick(random, " ", "\t", "\r", " \n "));
    }
  }

  private static String instant(SplittableRandom random) {
    String fraction = ".123456789012".substring(0, random.nextInt(13));
    String zone = pick(random, "Z", "Z", "Z", "+01:00", "-18:00", "+18:01", "", "z", "-00:00");
    String day = pick(random, "2026-07-01", "2024-02-29", "1969-12-31", "2026-02-29", "2026-13-01");
    return day
        + "T"
        + pick(random, "10:00:59", "23:59:59", "24:00:00", "00:00:60")
        + fraction
        + zone;
  }

  private static String id(SplittableRandom random) {
    return pick(
        random,
        Lines.ID,
        "ABCDEF00-0000-4000-8000-00000000000a",
        "00000000-0000-4000-8000-0000000000\\u0030b",
        "00000000-0000-0000-0000-000000000000",
        "jane");
  }

  private static String event(SplittableRandom random) {
    EventName name = EventName.of(random.nextInt(EventName.values().length));
    return pick(random, name.text(), name.text().replaceFirst("^(cli|admin)-", ""), "other");
  }

  private static String version(SplittableRandom random) {
    String core = pick(random, "", "v", "V") + random.nextInt(12) + "." + random.nextInt(200_000);
    String label = pick(random, "", "", "-beta", "-rc", "-rc1", "-dev", "-");
    String more =
        pick(random, "", "", ".0", ".12", ".012", ".99999", ".a-b", ".7.x", "..", "+a.0", "+");
    return core + "." + random.nextInt(3) + label + more;
  }

  private static String pick(SplittableRandom random, String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}

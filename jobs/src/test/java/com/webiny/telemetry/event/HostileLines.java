package com.webiny.telemetry.event;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes lines that are nearly right: real ones, changed where readers of JSON go wrong. Each change
 * may meet any place, so that also the right ones of what looks wrong occur.
 */
final class HostileLines {

  private static final List<String> NAMES =
      List.of(
          "received_at",
          "anonymous_id",
          "distinct_id",
          "event",
          "data",
          "properties",
          "identity",
          "version",
          "ci",
          "x",
          "",
          "data.event",
          "data/event",
          "Event",
          "eventx",
          "even");

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "false",
          "nul",
          "True",
          "0",
          "-0",
          "-",
          "01",
          "1.",
          ".5",
          "1e",
          "1e+",
          "1E-7",
          "1.5e+3",
          "+1",
          "NaN",
          "'a'",
          "\"\"",
          "{}",
          "[]",
          "[1,]",
          "{\"a\":1,}",
          "{\"a\"}",
          "{,}",
          "[}",
          "{]",
          "[[{}],{\"b\":[]}]",
          "\"no\"",
          "\"yes\"",
          "\"true\"",
          "\"false\"",
          "\"YES\"",
          "1 2",
          "",
          "\"2026-11-22T16:03:20.881Z\"",
          "\"2026-02-29T00:00:00Z\"",
          "\"admin-app-start\"",
          "\"app-start\"",
          "\"5.41.0\"",
          "\"v5.41.0-beta.12+a\"",
          "\"5.41.0-jane\"",
          "\"00000000-0000-0000-0000-000000000000\"",
          "\"00000000-0000-4000-8000-00000000000A\"");

  private static final List<String> ESCAPES =
      List.of(
          "\\n",
          "\\\"",
          "\\\\",
          "\\/",
          "\\b",
          "\\f",
          "\\r",
          "\\t",
          "\\u0041",
          "\\u00e9",
          "\\u20AC",
          "\\ud83d\\ude00",
          "\\ud800",
          "\\udfff",
          "\\uDC00\\uD800",
          "\\ud800\\u0041",
          "\\u0000",
          "\\x",
          "\\u12",
          "\\u12g4",
          "\\",
          "\\U0041",
          "\\ud83d\\n");

  /** Of every kind of right and wrong UTF-8. */
  private static final int[][] SEQUENCES = {
    {0xC3, 0xA9},
    {0xE2, 0x82, 0xAC},
    {0xF0, 0x9F, 0x98, 0x80},
    {0xEF, 0xBB, 0xBF},
    {0xEF, 0xBF, 0xBF},
    {0xF4, 0x8F, 0xBF, 0xBF},
    {0xED, 0x9F, 0xBF},
    {0xEE, 0x80, 0x80},
    {0xC2, 0x80},
    {0xE0, 0xA0, 0x80},
    {0xF0, 0x90, 0x80, 0x80},
    {0x80},
    {0xBF},
    {0xC0, 0x80},
    {0xC1, 0xBF},
    {0xC0, 0xAF},
    {0xE0, 0x80, 0xAF},
    {0xE0, 0x9F, 0xBF},
    {0xF0, 0x80, 0x80, 0xAF},
    {0xF0, 0x8F, 0xBF, 0xBF},
    {0xED, 0xA0, 0x80},
    {0xED, 0xBF, 0xBF},
    {0xF4, 0x90, 0x80, 0x80},
    {0xF5, 0x80, 0x80, 0x80},
    {0xF8, 0x88, 0x80, 0x80, 0x80},
    {0xFF},
    {0xFE},
    {0xC3},
    {0xE2, 0x82},
    {0xF0, 0x9F, 0x98},
    {0xC3, 0x28},
    {0xE2, 0x28, 0xA1},
    {0x00}
  };

  private static final String STRUCTURE =
      "\"\\{}[]:,019-+.eEtfnu/ \t\r\n\u000b\f\u0000\u001f\u007f'#";

  private final SplittableRandom random;
  private final List<byte[]> lines;

  /** Changes these lines. */
  HostileLines(SplittableRandom random, List<byte[]> lines) {
    this.random = random;
    this.lines = lines;
  }

  byte[] next() {
    byte[] line = lines.get(random.nextInt(lines.size()));
    for (int i = random.nextInt(4); i > 0; i--) {
      line = changed(line);
    }
    return line;
  }

  private byte[] changed(byte[] line) {
    return switch (random.nextInt(14)) {
      case 0 -> replaced(line, at(line), 1, new byte[] {(byte) random.nextInt(256)});
      case 1 -> replaced(line, at(line), random.nextInt(2), bytes(String.valueOf(structure())));
      case 2 -> replaced(line, at(line), 1 + random.nextInt(3), new byte[0]);
      case 3 -> Arrays.copyOf(line, at(line));
      case 4 -> replaced(line, at(line), random.nextInt(2), sequence());
      case 5 -> replaced(line, at(line), random.nextInt(2), bytes(pick(ESCAPES)));
      case 6 -> replaced(line, behind(line, "{,"), 0, bytes(member()));
      case 7 -> replaced(line, behind(line, "{,"), 0, bytes(member()));
      case 8 -> withValue(line, pick(VALUES));
      case 9 -> withValue(line, random.nextInt(20) == 0 ? nested() : pick(VALUES));
      case 10 -> withValue(line, random.nextInt(8) == 0 ? number() : pick(VALUES));
      case 11 -> escaped(line);
      case 12 ->
          replaced(
              line, behind(line, "{}[],:\""), 0, bytes(pick(List.of(" ", "\t", "\r\n", "  "))));
      default -> replaced(line, behind(line, "\""), 0, bytes("~".repeat(random.nextInt(41))));
    };
  }

  /** A member for any object: of a listed name more often than not. */
  private String member() {
    return "\"" + pick(NAMES) + "\":" + pick(VALUES) + (random.nextInt(8) == 0 ? "" : ",");
  }

  /** The line with another value behind one of its colons. */
  private byte[] withValue(byte[] line, String value) {
    int from = behind(line, ":");
    int to = from;
    while (to < line.length && ",}]".indexOf(line[to]) < 0) {
      to++;
    }
    return replaced(line, from, to - from, bytes(value));
  }

  /** Around the limit of nesting, counted from wherever it stands. */
  private String nested() {
    int depth = 995 + random.nextInt(8);
    String open = random.nextBoolean() ? "[" : "{\"event\":";
    return open.repeat(depth)
        + (open.equals("[") ? "]" : "1}")
        + (open.equals("[") ? "]" : "}").repeat(depth - 1);
  }

  /** Around the limit of digits, which may stand in any of the three parts. */
  private String number() {
    int digits = 998 + random.nextInt(5);
    int fraction = random.nextBoolean() ? 0 : 1 + random.nextInt(990);
    int exponent = random.nextBoolean() ? 0 : 1 + random.nextInt(digits - fraction - 1);
    return pick(List.of("", "-"))
        + "9".repeat(digits - fraction - exponent)
        + (fraction == 0 ? "" : "." + "0".repeat(fraction))
        + (exponent == 0 ? "" : pick(List.of("e", "E+", "e-")) + "0".repeat(exponent));
  }

  /** The line with one character written as an escape. */
  private byte[] escaped(byte[] line) {
    int at = at(line);
    if (at == line.length || line[at] < ' ') {
      return line;
    }
    String digits = "%04x".formatted((int) line[at]);
    return replaced(
        line,
        at,
        1,
        bytes("\\u" + (random.nextBoolean() ? digits : digits.toUpperCase(java.util.Locale.ROOT))));
  }

  private byte[] sequence() {
    int[] sequence = SEQUENCES[random.nextInt(SEQUENCES.length)];
    byte[] bytes = new byte[sequence.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) sequence[i];
    }
    return bytes;
  }

  private char structure() {
    return STRUCTURE.charAt(random.nextInt(STRUCTURE.length()));
  }

  private int at(byte[] line) {
    return random.nextInt(line.length + 1);
  }

  /**
   * The place behind one of these characters, if one stands in the rest of the line from somewhere.
   */
  private int behind(byte[] line, String characters) {
    int at = at(line);
    while (at < line.length && characters.indexOf(line[at]) < 0) {
      at++;
    }
    return Math.min(at + 1, line.length);
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] replaced(byte[] line, int at, int length, byte[] by) {
    ByteArrayOutputStream changed = new ByteArrayOutputStream(line.length + by.length);
    changed.write(line, 0, at);
    changed.writeBytes(by);
    int rest = Math.min(at + length, line.length);
    changed.write(line, rest, line.length - rest);
    return changed.toByteArray();
  }
}

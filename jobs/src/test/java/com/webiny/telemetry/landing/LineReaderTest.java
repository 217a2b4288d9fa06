package com.webiny.telemetry.landing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wherever a file is cut and however its bytes arrive, it has the same lines, each once. */
class LineReaderTest {
  private static final int MAX = LineReader.MAX_LINE_BYTES;
  private static final int BUFFER = 1 << 20;
  private static final String MARK = "\u00ef\u00bb\u00bf";

  @ParameterizedTest(name = "file {index}")
  @ValueSource(
      strings = {
        "",
        "\n",
        "\r\n",
        "\r",
        "\n\n\n",
        "\r\n\r\n",
        "a",
        "a\n",
        "a\r\n",
        "a\r",
        "\na",
        "a\nb",
        "a\r\nb\r\n",
        "a\rb\nc",
        "a\r\r\nb",
        "\r\r\r\n\n\r",
        "  \t\n \r\n\t",
        MARK,
        MARK + "\n",
        MARK + "a",
        MARK + "a\nb\n",
        MARK + "\r\na",
        MARK + MARK + "a\n" + MARK + "b",
        "\u00ef\u00bb",
        "\u00ef\u00bbx\n",
        "a" + MARK + "\nb",
        "a\n" + MARK + "b\n",
        "{\"a\":1}\n{\"b\":\"\u00c3\u00a9\u00e2\u0082\u00ac\"}\r\n\n{\"c\"",
        "one\ntwo\nthree\n\nfive\r\n six",
      })
  void aSmallFileCutAnywhere(String text) throws IOException {
    byte[] file = text.getBytes(ISO_8859_1);
    List<String> expected = naive(file);
    assertThat(whole(file, false)).isEqualTo(expected);
    assertThat(whole(file, true)).isEqualTo(expected);
    for (int a = 0; a <= file.length; a++) {
      for (int b = a; b <= file.length; b++) {
        assertThat(parts(file, a == b, a, b)).as("cut at %s and %s", a, b).isEqualTo(expected);
      }
    }
  }

  /** Line ends at every distance, among bytes that differ from one in a bit only. */
  @Test
  void aLineEndIsFoundAtEveryPlace() throws IOException {
    String others = "\u000b\u0008\u000e\u0002\u001a*J\u008a\u0009\u0000\u00ff";
    for (int first = 0; first <= 40; first++) {
      for (int second = 0; second <= 40; second++) {
        String filler = others.repeat(5).substring(second % 11);
        String text = filler.substring(0, first) + "\n" + filler.substring(0, second) + "\nend";
        byte[] file = text.getBytes(ISO_8859_1);
        assertThat(whole(file, false)).isEqualTo(naive(file));
      }
    }
  }

  @ParameterizedTest(name = "of {0} bytes")
  @ValueSource(
      ints = {
        MAX - 1,
        MAX,
        MAX + 1,
        MAX + 2,
        MAX + 3,
        BUFFER - 1,
        BUFFER,
        BUFFER + 1,
        2 * BUFFER + 3
      })
  void aLongLineCutWhereItMatters(int length) throws IOException {
    for (String fill : List.of("x", " ", "\r")) {
      for (String end : List.of("\n", "\r\n", "\r", "")) {
        for (String before : List.of("", "ab\n", MARK)) {
          byte[] file =
              (before + fill.repeat(length) + end + (end.endsWith("\n") ? "next\nlast" : ""))
                  .getBytes(ISO_8859_1);
          List<String> expected = naive(file);
          String which = before.length() + " " + (int) fill.charAt(0) + " " + end.length();
          assertThat(whole(file, false)).as(which).isEqualTo(expected);
          int lineEnd = before.length() + length + end.length();
          for (int a : List.of(1, before.length() + 1, length / 2, lineEnd - 1, lineEnd)) {
            int cut = Math.min(a, file.length);
            assertThat(parts(file, false, cut, Math.min(lineEnd + 1, file.length)))
                .as(which + " cut at " + cut)
                .isEqualTo(expected);
          }
        }
      }
    }
  }

  @Test
  void aLongLineThatArrivesByteByByte() throws IOException {
    for (int length : new int[] {MAX, MAX + 1, MAX + 2, BUFFER + 1}) {
      byte[] file = ("a\n" + "x".repeat(length) + "\r\nb").getBytes(ISO_8859_1);
      assertThat(whole(file, true)).as("length %s", length).isEqualTo(naive(file));
    }
  }

  @Test
  void blanksOverTheLimitAreBlankUnlessAnythingElseIsAmongThem() throws IOException {
    byte[] blank = (" ".repeat(MAX + 1) + "\n").getBytes(UTF_8);
    assertThat(whole(blank, false)).containsExactly("BLANK true");
    byte[] late = (" ".repeat(3 * BUFFER) + "x\n").getBytes(UTF_8);
    assertThat(whole(late, false)).containsExactly("TOO_LONG true");
    byte[] early = ("x" + " ".repeat(3 * BUFFER)).getBytes(UTF_8);
    assertThat(whole(early, false)).containsExactly("TOO_LONG false");
  }

  @Test
  void theEndOfALineIsNotCounted() throws IOException {
    assertThat(whole(("x".repeat(MAX) + "\r\n").getBytes(UTF_8), false))
        .containsExactly("LINE true " + "x".repeat(MAX));
    assertThat(whole(("x".repeat(MAX + 1) + "\n").getBytes(UTF_8), false))
        .containsExactly("TOO_LONG true");
  }

  /** Characters of two to four bytes and line ends across each end of the buffer. */
  @Test
  void charactersAndLineEndsAcrossTheEndOfTheBuffer() throws IOException {
    for (int shift = 0; shift < 8; shift++) {
      String line = "é€\uD83D\uDE00".repeat(5_000);
      StringBuilder text = new StringBuilder("s".repeat(shift)).append('\n');
      while (text.length() < 3 * BUFFER / 2) {
        text.append(line).append(text.length() % 2 == 0 ? "\r\n" : "\n");
      }
      byte[] file = text.toString().getBytes(UTF_8);
      List<String> expected = naive(file);
      assertThat(whole(file, false)).isEqualTo(expected);
      TreeSet<Integer> cuts = new TreeSet<>();
      for (int near = -4; near <= 4; near++) {
        cuts.add(BUFFER + near);
        cuts.add(2 * BUFFER + near);
      }
      for (int cut : cuts) {
        assertThat(parts(file, false, cut, cut + 100_000)).as("cut at %s", cut).isEqualTo(expected);
      }
    }
  }

  @Test
  void manyPartsOfOneByteEachYieldEachLineOnce() throws IOException {
    byte[] file = (MARK + "ab\r\n\nc\r\r\nde").getBytes(ISO_8859_1);
    List<String> lines = new ArrayList<>();
    for (int start = 0; start < file.length; start++) {
      lines.addAll(part(file, false, start, start + 1));
    }
    assertThat(lines).isEqualTo(naive(file));
  }

  private static List<String> whole(byte[] file, boolean byteByByte) throws IOException {
    try (LineReader reader = LineReader.ofWhole(stream(file, 0, byteByByte), buffer())) {
      return lines(reader);
    }
  }

  private static List<String> parts(byte[] file, boolean byteByByte, int a, int b)
      throws IOException {
    List<String> lines = new ArrayList<>(part(file, byteByByte, 0, a));
    lines.addAll(part(file, byteByByte, a, b));
    lines.addAll(part(file, byteByByte, b, file.length));
    return lines;
  }

  private static List<String> part(byte[] file, boolean byteByByte, int start, int end)
      throws IOException {
    if (start == end) {
      return List.of(); // No scan is planned so.
    }
    int from = (int) LineReader.contentStart(start);
    try (LineReader reader =
        LineReader.ofPart(stream(file, from, byteByByte), buffer(), start, end)) {
      return lines(reader);
    }
  }

  private static InputStream stream(byte[] file, int from, boolean byteByByte) {
    InputStream in = new ByteArrayInputStream(file, from, file.length - from);
    return byteByByte
        ? new FilterInputStream(in) {
          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            return super.read(bytes, offset, Math.min(1, length));
          }
        }
        : in;
  }

  private static List<String> lines(LineReader reader) throws IOException {
    List<String> lines = new ArrayList<>();
    for (LineReader.Found found = reader.next();
        found != LineReader.Found.END;
        found = reader.next()) {
      String line = found + " " + reader.terminated();
      lines.add(
          found == LineReader.Found.LINE
              ? line
                  + " "
                  + new String(reader.buffer(), reader.lineStart(), reader.lineLength(), ISO_8859_1)
              : line);
    }
    assertThat(reader.next()).as("the end stays the end").isEqualTo(LineReader.Found.END);
    return lines;
  }

  /** The rules of SPEC sections 2, 5 and 12, one after another. */
  private static List<String> naive(byte[] file) {
    String text = new String(file, ISO_8859_1);
    text = text.startsWith(MARK) ? text.substring(MARK.length()) : text;
    List<String> lines = new ArrayList<>();
    while (!text.isEmpty()) {
      int lineFeed = text.indexOf('\n');
      boolean terminated = lineFeed >= 0;
      String line = terminated ? text.substring(0, lineFeed) : text;
      text = terminated ? text.substring(lineFeed + 1) : "";
      if (terminated && line.endsWith("\r")) {
        line = line.substring(0, line.length() - 1);
      }
      boolean blank = line.chars().allMatch(c -> c == ' ' || c == '\t' || c == '\r');
      if (line.length() <= MAX) {
        lines.add("LINE " + terminated + " " + line);
      } else {
        lines.add((blank ? "BLANK " : "TOO_LONG ") + terminated);
      }
    }
    return lines;
  }

  /** Not clean, as one that was used before is not. */
  private static byte[] buffer() {
    byte[] buffer = new byte[LineReader.BUFFER_BYTES];
    Arrays.fill(buffer, (byte) '\n');
    return buffer;
  }
}

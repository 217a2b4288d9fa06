package com.webiny.telemetry.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.sample.SampleMaker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The parser against {@link JacksonReference} on real lines changed by strangers, bucket by bucket
 * and event by event. For a longer run by hand: {@code mvn test -Dtest=LineParserFuzzTest
 * -Dfuzz.lines=20000000 -Dfuzz.seed=7}.
 */
class LineParserFuzzTest {

  private static final int LINES = Integer.getInteger("fuzz.lines", 75_000);
  private static final long SEED = Long.getLong("fuzz.seed", 20261122);

  @TempDir private Path folder;

  @Test
  void bothSayTheSameOfEveryLine() throws IOException {
    HostileLines hostile = new HostileLines(new SplittableRandom(SEED), realLines());
    LineParser parser = Lines.parser();
    Map<Bucket, Integer> seen = new EnumMap<>(Bucket.class);
    for (int i = 0; i < LINES; i++) {
      byte[] line = hostile.next();
      SlowReference.Verdict expected = JacksonReference.judge(line);
      check(line, Lines.verdict(parser.parse(line, 0, line.length)), expected);
      check(line, Lines.verdict(Lines.parse(parser, line)), expected);
      check(line, Lines.verdict(parser.parse(surrounded(line), 64, line.length)), expected);
      seen.merge(expected.bucket(), 1, Integer::sum);
    }
    // A generator that no longer reaches a bucket would prove nothing about it.
    for (Bucket bucket :
        List.of(
            Bucket.BLANK,
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
      assertThat(seen.getOrDefault(bucket, 0)).as(bucket.text()).isGreaterThan(20);
    }
  }

  /** As {@link LineParserFuzz} does, which found these. */
  @Test
  void bothSayTheSameOfLinesThatAFuzzerFoundBefore() throws Exception {
    Path found =
        Path.of(LineParserFuzz.class.getResource("LineParserFuzzInputs/bothSayTheSame").toURI());
    LineParser parser = Lines.parser();
    int lines = 0;
    try (Stream<Path> files = Files.list(found)) {
      for (Path file : files.sorted().toList()) {
        byte[] line = Files.readAllBytes(file);
        SlowReference.Verdict expected = JacksonReference.judge(line);
        check(line, Lines.verdict(parser.parse(line, 0, line.length)), expected);
        check(line, Lines.verdict(Lines.parse(parser, line)), expected);
        lines++;
      }
    }
    assertThat(lines).isGreaterThan(100);
  }

  private static void check(
      byte[] line, SlowReference.Verdict actual, SlowReference.Verdict expected) {
    if (!actual.equals(expected)) {
      assertThat(actual)
          .as(() -> new String(line, StandardCharsets.ISO_8859_1))
          .isEqualTo(expected);
    }
  }

  /** Between bytes that would go on with what the line leaves open, far from the array's ends. */
  private static byte[] surrounded(byte[] line) {
    byte[] around = "\"\\u0041{}[]1,:".repeat(10).getBytes(StandardCharsets.US_ASCII);
    byte[] buffer = new byte[line.length + 128];
    System.arraycopy(around, 0, buffer, 0, 64);
    System.arraycopy(line, 0, buffer, 64, line.length);
    System.arraycopy(around, 0, buffer, 64 + line.length, 64);
    return buffer;
  }

  private List<byte[]> realLines() throws IOException {
    SampleMaker.make(folder, "--size", "400k", "--days", "2", "--plain");
    List<byte[]> lines = new ArrayList<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path file :
          paths.filter(path -> path.toString().endsWith(".ndjson")).sorted().toList()) {
        for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
          lines.add(line.getBytes(StandardCharsets.ISO_8859_1));
        }
      }
    }
    for (String root :
        List.of("", " ", "\t\r", "1", "[]", "null", "\"a\"", "{}", "[{}]", "{\"event\":{}}")) {
      lines.add(root.getBytes(StandardCharsets.UTF_8));
    }
    return lines;
  }
}

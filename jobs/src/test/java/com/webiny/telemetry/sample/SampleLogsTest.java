package com.webiny.telemetry.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The generator keeps its promises, and the committed sample is what it makes and holds what its
 * README says.
 */
class SampleLogsTest {
  private static final Path COMMITTED = Path.of("..", "sample-data", "raw");

  @TempDir Path temp;

  @Test
  void defaultArgumentsMakeTheCommittedSampleAgain() throws IOException {
    Path made = temp.resolve("raw");
    assertThat(run("--out", made.toString()).code()).isZero();
    assertThat(files(made)).isEqualTo(files(COMMITTED));
    for (String file : files(made)) {
      Path mine = made.resolve(file);
      Path theirs = COMMITTED.resolve(file);
      boolean packedOtherwise = file.endsWith(".gz") && Files.mismatch(mine, theirs) >= 0;
      if (packedOtherwise) { // by a JDK with another zlib: the lines must be the same
        assertThat(NaiveReading.content(mine)).as(file).isEqualTo(NaiveReading.content(theirs));
      } else {
        assertThat(sha256(mine)).as(file).isEqualTo(sha256(theirs));
      }
    }
  }

  @Test
  void committedSampleIsSmall() throws IOException {
    long bytes = 0;
    for (String file : files(COMMITTED)) {
      bytes += Files.size(COMMITTED.resolve(file));
    }
    assertThat(bytes).isLessThan(6_000_000);
    assertThat(files(COMMITTED)).hasSizeLessThanOrEqualTo(150);
  }

  @Test
  void committedSampleHoldsWhatItsReadmePromises() throws IOException {
    NaiveReading reading = read(COMMITTED);
    assertThat(reading.buckets)
        .containsKeys("blank", "too_long", "torn", "malformed", "not_object", "duplicate_field")
        .containsKeys("missing_received_at", "bad_received_at", "missing_id", "bad_id")
        .containsKeys("missing_event", "unknown_event", "misplaced", "accepted")
        .containsKeys("(byte order mark)", "(CRLF)", "(rest without LF)");
    assertThat(reading.buckets.get("too_long")).isEqualTo(1);
    assertThat(reading.shapes).containsOnlyKeys("flat", "WTS 2.0", "PostHog");
    assertThat(reading.ciForms)
        .contains("true", "false", "\"yes\"", "\"no\"", "\"true\"", "\"false\"", "\"YES\"", "1");
    assertThat(reading.copies.values()).anyMatch(count -> count > 1);
    assertThat(reading.events).hasSize(26); // 13 events, each in today's and in the old spelling
    for (LocalDate day = LocalDate.of(2026, 10, 14);
        day.isBefore(LocalDate.of(2026, 11, 23));
        day = day.plusDays(1)) {
      assertThat(reading.active.get(day)).as("active IDs on %s", day).hasSizeGreaterThan(300);
    }
  }

  @Test
  void committedSampleHoldsEveryKindOfFile() throws IOException {
    List<String> files = files(COMMITTED);
    assertThat(files).anyMatch(f -> f.endsWith(".ndjson"));
    assertThat(files).anyMatch(f -> f.endsWith(".gz")).anyMatch(f -> f.endsWith(".zst"));
    assertThat(files).anyMatch(f -> f.endsWith(".tmp")).anyMatch(f -> f.endsWith("._COPYING_"));
    assertThat(files)
        .anyMatch(f -> f.endsWith("/_SUCCESS"))
        .anyMatch(f -> f.contains("/_staging/"));
    assertThat(files).anyMatch(f -> f.contains("/ap/")).anyMatch(f -> f.contains(".late."));
    assertThat(files).contains("stray-edge.ndjson");
    assertThat(files).contains("dt=2026-11-23/edge-us-2.before-midnight.ndjson");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "client_ip",
    "user_agent",
    "url",
    "referrer",
    "domain",
    "wcpOrgId",
    "wcpProjectId",
    "commandParams",
    "errorMessage",
    "errorStack",
    "$set",
    "api_key",
    "email"
  })
  void committedSampleLeaksIn(String field) throws IOException {
    for (String file : files(COMMITTED)) {
      String text =
          new String(NaiveReading.content(COMMITTED.resolve(file)), StandardCharsets.UTF_8);
      int at = text.indexOf("\"" + field + "\":");
      if (at >= 0) {
        String value = text.substring(at, Math.min(text.length(), at + 150));
        assertThat(value).containsPattern("CANARY-|203\\.0\\.113\\.|2001:db8::");
        return;
      }
    }
    throw new AssertionError("no line holds " + field);
  }

  @Test
  void sameArgumentsMakeTheSameBytesAndAnotherSeedMakesOthers() throws IOException {
    List<String> small = List.of("--days", "3", "--ids-per-day", "40");
    Map<String, String> first = make("a", small, "--seed", "7");
    assertThat(make("b", small, "--seed", "7")).isEqualTo(first);
    assertThat(make("c", small, "--seed", "8")).isNotEqualTo(first);
  }

  @Test
  void sizeAndNumberOfIdsAreMetWithinFivePercent() throws IOException {
    Path night = temp.resolve("night");
    String[] args = {"--size", "20m", "--ids", "4000", "--days", "1", "--plain"};
    assertThat(run(with(args, "--out", night.toString())).code()).isZero();
    long bytes = 0;
    for (String file : files(night)) {
      assertThat(file).endsWith(".ndjson");
      bytes += Files.size(night.resolve(file));
    }
    assertThat((double) bytes).isBetween(19e6, 21e6);
    assertThat(read(night).ids.size()).isBetween(3800, 4300); // some IDs more come from junk
  }

  @Test
  void largeDaysAreWrittenHourByHourAndReachLittleIntoTheNextFolder() throws IOException {
    Path night = temp.resolve("night");
    run("--out", night.toString(), "--events", "110000", "--days", "1", "--from", "2026-11-22");
    assertThat(files(night))
        .contains("dt=2026-11-22/edge-us-2.00.ndjson.zst", "dt=2026-11-22/edge-eu-1.23.ndjson.gz")
        .contains("dt=2026-11-23/edge-us-2.before-midnight.ndjson");
  }

  @Test
  void cleanLogsHoldNothingButEventsInOrder() throws IOException {
    Path night = temp.resolve("night");
    run(with("--out", night, "--clean", "--events", "110000", "--days", "1"));
    assertThat(read(night).buckets).containsOnlyKeys("accepted", "(CRLF)", "(rest without LF)");
  }

  @Test
  void oneIdCarriesTheShareAskedFor() throws IOException {
    Path night = temp.resolve("night");
    run(with("--out", night, "--clean", "--events", "20000", "--days", "1", "--busy-share", "0.5"));
    Map<String, Integer> lines = new TreeMap<>();
    NaiveReading reading = read(night);
    // A copy's name begins with its ID.
    reading.copies.forEach((copy, n) -> lines.merge(copy.substring(0, 36), n, Integer::sum));
    int accepted = reading.buckets.get("accepted");
    assertThat((double) Collections.max(lines.values()) / accepted).isBetween(0.48, 0.52);
  }

  @Test
  void machinesCanBeDealtToMoreIds() throws IOException {
    List<String> small = List.of("--clean", "--days", "1", "--ids-per-day", "400");
    Path one = temp.resolve("one");
    Path many = temp.resolve("many");
    run(with("--out", one, small.toArray(String[]::new)));
    run(with(with("--out", many, small.toArray(String[]::new)), "--ids-per-machine", "24"));
    assertThat(read(many).ids.size()).isGreaterThan(read(one).ids.size() * 14 / 10);
    assertThat(read(many).buckets).isEqualTo(read(one).buckets);
  }

  @Test
  void filesCanBeCutSmallAndBeCompressedAllAlike() throws IOException {
    Path night = temp.resolve("night");
    run(with("--out", night, "--days", "1", "--events", "4000", "--file-size", "10k", "--zstd"));
    List<String> logs = files(night).stream().filter(file -> file.contains(".ndjson")).toList();
    assertThat(logs).hasSizeGreaterThan(150);
    for (String log : logs) {
      if (!log.endsWith(".tmp") && !log.endsWith("._COPYING_") && log.startsWith("dt=")) {
        assertThat(log).endsWith(".zst");
        assertThat(NaiveReading.content(night.resolve(log)).length).isLessThan(90_000);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "--days 3 | --out is missing: name the folder to write.",
        "--out x --days 0 | --days must be a whole number from 1 to 3650.",
        "--out x --size 6q | --size must be a whole number with k, m, g or nothing, like 6g.",
        "--out x --from 2026-02-30 | --from must be a date like 2026-10-14, from 1970 on.",
        "--out x --seed | --seed needs a value.",
        "--out x --busy-share 1.5 | --busy-share must be a fraction below 1, like 0.5.",
        "--out x --file-size 0 | --file-size must be a whole number with k, m, g or nothing, like"
            + " 6g.",
        "--out x --size 1m --events 5 | Give only one of --ids-per-day, --events and --size,"
            + " and --ids not with --ids-per-day.",
        "--out x --size 1m --ids 9000000 | So many --ids need a larger --events or --size;"
            + " without it their number sets the size.",
        "--out . | --out must name a new or empty folder, so that nothing is overwritten.",
        "--bogus | Unknown argument --bogus; --help lists the known ones."
      })
  void wrongArgumentsEndWithOneSentence(String args, String sentence) {
    Result result = run(args.split(" "));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).isEqualTo(sentence + System.lineSeparator());
    assertThat(Path.of("x")).doesNotExist();
  }

  @Test
  void helpNamesEveryArgument() {
    assertThat(run("--help").out())
        .contains("--out", "--seed", "--from", "--days", "--ids-per-day")
        .contains("--events", "--size", "--ids ", "--plain", "--gzip", "--zstd", "--clean")
        .contains("--file-size", "--busy-share", "--ids-per-machine");
  }

  private record Result(int code, String out, String err) {}

  private static Result run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        SampleLogs.run(
            args,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Result(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private Map<String, String> make(String name, List<String> args, String... more)
      throws IOException {
    Path out = temp.resolve(name);
    String[] all = with(with(args.toArray(String[]::new), more), "--out", out.toString());
    assertThat(run(all).code()).isZero();
    Map<String, String> sums = new TreeMap<>();
    for (String file : files(out)) {
      sums.put(file, sha256(out.resolve(file)));
    }
    return sums;
  }

  private static String[] with(String name, Path value, String... more) {
    return with(new String[] {name, value.toString()}, more);
  }

  private static String[] with(String[] args, String... more) {
    return Stream.concat(Stream.of(args), Stream.of(more)).toArray(String[]::new);
  }

  private static NaiveReading read(Path raw) throws IOException {
    NaiveReading reading = new NaiveReading();
    for (String file : files(raw)) {
      boolean there = !file.matches(".*(/[_.].*|\\.tmp|\\._COPYING_)") && file.startsWith("dt=");
      if (there) {
        reading.read(raw.resolve(file), LocalDate.parse(file.substring(3, 13)));
      }
    }
    return reading;
  }

  private static List<String> files(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      return paths
          .filter(Files::isRegularFile)
          .map(path -> root.relativize(path).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  private static String sha256(Path file) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}

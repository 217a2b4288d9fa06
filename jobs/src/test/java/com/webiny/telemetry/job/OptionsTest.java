package com.webiny.telemetry.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.report.Report;
import com.webiny.telemetry.report.Reports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each option wrong once: the exit code, one sentence word for word, and nothing written. */
class OptionsTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T03:00:00Z"), ZoneOffset.UTC);

  /** Stands for a blank of a path while a template is cut into words. */
  private static final char BLANK = '\u0000';

  @TempDir Path temp;

  private final Map<String, String> words = new LinkedHashMap<>();

  @BeforeEach
  void prepare() throws IOException {
    Path raw = Files.createDirectories(temp.resolve("raw/dt=2026-11-22")).getParent();
    Files.writeString(raw.resolve("dt=2026-11-22/a.ndjson"), "\n");
    String common = "--raw {raw} --warehouse {warehouse} --id-key-file {key}";
    words.put("{nightly}", "nightly " + common);
    words.put("{common}", "backfill " + common);
    words.put("{backfill}", "backfill " + common + " --from 2026-11-22 --to 2026-11-22");
    words.put("{raw}", oneWord(raw));
    words.put("{warehouse}", oneWord(temp.resolve("warehouse")));
    words.put(
        "{reports}", Reports.all().stream().map(Report::name).collect(Collectors.joining(", ")));
    words.put("{missing}", oneWord(temp.resolve("missing")));
    words.put("{key}", keyFile("id.key", 32, "rw-r-----"));
    words.put("{short-key}", keyFile("short.key", 31, "rw-------"));
    words.put("{long-key}", keyFile("long.key", 65_537, "rw-------"));
    words.put("{open-key}", keyFile("open.key", 32, "rw----r--"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/cases/options.csv", delimiter = '|', numLinesToSkip = 1)
  void aWrongOption(String why, String arguments, int exitCode, String sentence)
      throws IOException {
    List<Path> before = files();
    Said said = run(arguments == null ? new String[0] : arguments(arguments));
    assertThat(said.error()).isEqualTo(withBlanks(filled(sentence)) + System.lineSeparator());
    assertThat(said.exitCode()).isEqualTo(exitCode);
    assertThat(said.output()).isEmpty();
    assertThat(files()).as("nothing is written").isEqualTo(before);
  }

  @Test
  void withoutMasterNothingIsWrittenEither() throws IOException {
    List<Path> before = files();
    Said said = run(arguments("{nightly} --date 2026-11-22"));
    assertThat(said.error())
        .isEqualTo(
            "No Spark master is set; start the job with spark-submit --master, or on one machine with scripts/telemetry.sh."
                + System.lineSeparator());
    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void everyWrongOptionIsAnsweredInOneSentence() throws IOException {
    List<String> cases = Files.readAllLines(Path.of("src/test/resources/cases/options.csv"), UTF_8);
    for (String line : cases.subList(1, cases.size())) {
      String sentence = line.substring(line.lastIndexOf('|') + 1);
      assertThat(sentence).endsWith(".");
      assertThat(Pattern.compile("[.!?] ").matcher(sentence).find()).as(sentence).isFalse();
      assertThat(sentence).as("a fault, then a remedy").contains(";");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nightly",
        "backfill",
        "status",
        "verify",
        "forget",
        "prune",
        "explain",
        "discover"
      })
  void helpTellsOfEachOptionAndItsDefault(String command) {
    picocli.CommandLine.Model.CommandSpec spec =
        TelemetryJobs.commandLine(CLOCK).getSubcommands().get(command).getCommandSpec();
    assertThat(spec.options()).hasSizeGreaterThan(2);
    Said said = run(command, "--help");
    assertThat(said.exitCode()).isZero();
    assertThat(said.error()).isEmpty();
    String help = said.output().replaceAll("\\s+", " ");
    for (picocli.CommandLine.Model.OptionSpec option : spec.options()) {
      String text = String.join(" ", option.description());
      assertThat(text).as(option.longestName()).isNotBlank().endsWith(".");
      assertThat(help).contains(option.longestName()).contains(text.replaceAll("\\s+", " "));
      if (!option.required() && !option.usageHelp() && !option.versionHelp()) {
        assertThat(text).as(option.longestName()).contains("Default: ");
      }
    }
  }

  @Test
  void helpNamesTheDefaultsThatHold() {
    String help = run("nightly", "--help").output().replaceAll("\\s+", " ");
    assertThat(help)
        .contains("--buckets=N")
        .contains("Default: " + SettingsRule.DEFAULT_BUCKETS + ".")
        .contains("Default: " + SettingsRule.DEFAULT_LOOKBACK_DAYS + ".")
        .contains("Default: " + SettingsRule.DEFAULT_MIN_CELL_SIZE + ".");
  }

  @Test
  void helpOfAllNamesCommandsAndExitCodes() {
    Said said = run("--help");
    assertThat(said.exitCode()).isZero();
    assertThat(said.output())
        .contains(
            "nightly",
            "backfill",
            "status",
            "verify",
            "forget",
            "prune",
            "explain",
            "explain",
            "discover",
            "Exit codes: 0 done");
  }

  /** What a run said. */
  private record Said(int exitCode, String output, String error) {}

  private static Said run(String... arguments) {
    PrintStream outputBefore = System.out;
    PrintStream errorBefore = System.err;
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(output, true, UTF_8));
      System.setErr(new PrintStream(error, true, UTF_8));
      int exitCode = TelemetryJobs.run(CLOCK, arguments);
      return new Said(exitCode, output.toString(UTF_8), error.toString(UTF_8));
    } finally {
      System.setOut(outputBefore);
      System.setErr(errorBefore);
    }
  }

  private String[] arguments(String template) {
    List<String> arguments = new ArrayList<>();
    for (String word : filled(template).split(" ", -1)) {
      arguments.add(word.equals("{empty}") ? "" : withBlanks(word));
    }
    return arguments.toArray(String[]::new);
  }

  private String filled(String template) {
    String text = template;
    for (Map.Entry<String, String> word : words.entrySet()) {
      text = text.replace(word.getKey(), word.getValue());
    }
    return text;
  }

  /** A path as a template holds it: blanks in it do not part words. */
  private static String oneWord(Path path) {
    return path.toString().replace(' ', BLANK);
  }

  private static String withBlanks(String word) {
    return word.replace(BLANK, ' ');
  }

  private String keyFile(String name, int bytes, String permissions) throws IOException {
    Path file = temp.resolve(name);
    Files.writeString(file, "k".repeat(bytes));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    return oneWord(file);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(temp)) {
      return all.sorted().toList();
    }
  }
}

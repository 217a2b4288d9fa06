package com.webiny.telemetry.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.webiny.telemetry.exit.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * The schedules of {@code scripts/schedule}: their command lines are the job's, and each does with
 * an exit code what it means. Their syntax is checked by {@code check.sh} beside them.
 */
class SchedulesTest {
  private static final Path FOLDER = Path.of("..", "scripts", "schedule");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T03:10:00Z"), ZoneOffset.UTC);

  /** Exit codes that another try would only repeat. */
  private static final Set<Integer> NEED_A_PERSON =
      codes(ExitCode.BUG, ExitCode.USAGE, ExitCode.CHECK_FAILED);

  private static final Pattern SCRIPT =
      Pattern.compile(
          "scripts/(submit-nightly|telemetry)\\.sh\"?((?: +(?:\"[^\"]*\"|[^\\s>|&#`]+))*)");

  @TempDir Path temp;

  /** A command line of a schedule, as the job gets it. */
  record CommandOf(String file, List<String> arguments) {
    @Override
    public String toString() {
      return file + ": " + String.join(" ", arguments);
    }
  }

  static List<CommandOf> commands() throws IOException {
    List<CommandOf> commands = new ArrayList<>();
    for (String file :
        List.of(
            "README.md",
            "crontab",
            "systemd/telemetry-nightly.service",
            "systemd/telemetry-freshness.service")) {
      for (MatchResult found : SCRIPT.matcher(read(file)).results().toList()) {
        List<String> arguments = new ArrayList<>();
        if (found.group(1).equals("submit-nightly")) {
          arguments.add("nightly");
        }
        Arrays.stream(found.group(2).strip().split(" +", -1))
            .map(word -> word.replace("\"", ""))
            .filter(word -> !word.isEmpty())
            .forEach(arguments::add);
        if (arguments.size() > 1) {
          commands.add(new CommandOf(file, arguments));
        }
      }
    }
    commands.addAll(ofTheDag());
    for (JsonNode document : yaml("kubernetes/cronjob.yaml")) {
      List<String> arguments = texts(container(document).path("args"));
      int jar = arguments.indexOf("/opt/webiny-telemetry/telemetry-jobs.jar");
      assertThat(arguments.get(jar - 1)).isEqualTo(TelemetryJobs.class.getName());
      commands.add(
          new CommandOf("kubernetes/cronjob.yaml", arguments.subList(jar + 1, arguments.size())));
    }
    JsonNode spark = yaml("kubernetes/spark-operator.yaml").get(0).path("spec").path("template");
    assertThat(spark.path("mainClass").asText()).isEqualTo(TelemetryJobs.class.getName());
    commands.add(new CommandOf("kubernetes/spark-operator.yaml", texts(spark.path("arguments"))));
    return commands;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  void everyCommandLineIsOneTheJobTakes(CommandOf command) {
    assertThatCode(
            () ->
                TelemetryJobs.commandLine(CLOCK)
                    .parseArgs(command.arguments().toArray(String[]::new)))
        .as(command.toString())
        .doesNotThrowAnyException();
  }

  @Test
  void everyScheduleRunsTheNightAndTheMorningCheck() throws IOException {
    List<String> seen =
        commands().stream().map(of -> of.file() + " " + of.arguments().get(0)).toList();
    assertThat(seen)
        .contains(
            "crontab nightly",
            "crontab status",
            "crontab verify",
            "systemd/telemetry-nightly.service nightly",
            "systemd/telemetry-freshness.service status",
            "airflow/telemetry_nightly.py nightly",
            "airflow/telemetry_nightly.py status",
            "kubernetes/cronjob.yaml nightly",
            "kubernetes/cronjob.yaml status",
            "kubernetes/spark-operator.yaml nightly");
  }

  @Test
  void aRenamedOptionWouldBeFound() {
    CommandLine jobs = TelemetryJobs.commandLine(CLOCK);
    assertThatCode(() -> jobs.parseArgs("status", "--store", "x"))
        .isInstanceOf(CommandLine.ParameterException.class);
  }

  /** What needs a person is not tried again, by any scheduler that can tell exit codes apart. */
  @Test
  void allAgreeOnWhatNeedsAPerson() throws IOException {
    assertThat(numbers("systemd/telemetry-nightly.service", "RestartPreventExitStatus=(.*)"))
        .isEqualTo(NEED_A_PERSON);
    assertThat(numbers("systemd/telemetry-nightly.service", "SuccessExitStatus=(.*)"))
        .isEqualTo(codes(ExitCode.LOST_RACE));
    assertThat(numbers("airflow/telemetry_nightly.py", "if code in \\((.*)\\):"))
        .isEqualTo(NEED_A_PERSON);
    JsonNode rule =
        yaml("kubernetes/cronjob.yaml").get(0).findPath("podFailurePolicy").path("rules").get(0);
    assertThat(rule.path("action").asText()).isEqualTo("FailJob");
    Set<Integer> values = new TreeSet<>();
    rule.path("onExitCodes").path("values").forEach(value -> values.add(value.asInt()));
    assertThat(values).isEqualTo(NEED_A_PERSON);
    assertThat(rule.path("onExitCodes").path("containerName").asText())
        .isEqualTo(container(yaml("kubernetes/cronjob.yaml").get(0)).path("name").asText());
  }

  @Test
  void noTwoNightsAtOnceAndNoOneElseReadsTheKey() throws IOException {
    List<JsonNode> all =
        Stream.of("kubernetes/cronjob.yaml", "kubernetes/spark-operator.yaml")
            .flatMap(file -> yaml(file).stream())
            .toList();
    assertThat(all).hasSize(3);
    for (JsonNode document : all) {
      assertThat(document.path("spec").path("concurrencyPolicy").asText()).isEqualTo("Forbid");
      for (JsonNode secret : document.findValues("secret")) {
        assertThat(secret.path("defaultMode").asInt()).isEqualTo(0440);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a night that published              | 0         | 0   | 1 | ",
        "a night that lost a race            | 5         | 0   | 1 | ",
        "a bug                               | 1         | 1   | 1 | exit code 1",
        "wrong arguments                     | 2         | 2   | 1 | exit code 2",
        "a check that failed                 | 4         | 4   | 1 | exit code 4",
        "a command that is not there         | 127       | 127 | 1 | exit code 127",
        "logs that come late                 | 3 3 0     | 0   | 3 | ",
        "a store that is well again          | 6 0       | 0   | 2 | ",
        "a store that failed, then a bug     | 6 1 0     | 1   | 2 | exit code 1",
        "a race lost after a store failed    | 6 5       | 0   | 2 | ",
        "a night that was killed             | 137 0     | 0   | 2 | ",
        "logs that never come                | 3 3 3 0   | 3   | 3 | exit code 3",
        "a store that stays away             | 6 6 6 0   | 6   | 3 | exit code 6",
      })
  void theGuardDoesByExitCode(String why, String ends, int code, int tries, String alert)
      throws Exception {
    Path alerts = temp.resolve("alerts");
    GuardedRun run =
        guard(
            Map.of("TELEMETRY_ALERT", script("alert", "printf '%s\\n' \"$1\" >>'" + alerts + "'")),
            ends);
    assertThat(run.code()).as(run.said()).isEqualTo(code);
    assertThat(run.tries()).isEqualTo(tries);
    if (alert == null) {
      assertThat(alerts).doesNotExist();
    } else {
      assertThat(Files.readAllLines(alerts)).singleElement().asString().contains(alert, "run.sh");
    }
  }

  @Test
  void withoutAProgramForAlertsTheyAreOnStandardErrorForCronToMail() throws Exception {
    assertThat(guard(Map.of(), "4").said()).contains("exit code 4").hasLineCount(1);
    assertThat(guard(Map.of(), "0").said()).isEmpty();
    GuardedRun lame = guard(Map.of("TELEMETRY_ALERT", script("lame", "exit 1")), "4");
    assertThat(lame.said()).contains("TELEMETRY_ALERT failed", "exit code 4");
    assertThat(lame.code()).isEqualTo(4);
  }

  @Test
  void twoRunsNeverMeet() throws Exception {
    Path lock = Files.createFile(temp.resolve("lock"));
    String inner =
        "'%s' sh -c 'echo met >>\"%s\"'"
            .formatted(FOLDER.resolve("guarded-run.sh").toAbsolutePath(), temp.resolve("met"));
    Process outer =
        process(
            Map.of("TELEMETRY_LOCK", lock.toString()),
            FOLDER.resolve("guarded-run.sh").toString(),
            "sh",
            "-c",
            inner);
    assertThat(new String(outer.getInputStream().readAllBytes(), UTF_8))
        .contains("Another run holds", "nothing was started");
    assertThat(outer.waitFor()).isZero();
    assertThat(temp.resolve("met")).doesNotExist();
  }

  @Test
  void whatThisMachineCanCheckHasNoFault() throws Exception {
    Process check = process(Map.of(), FOLDER.resolve("check.sh").toString());
    String said = new String(check.getInputStream().readAllBytes(), UTF_8);
    assertThat(check.waitFor()).as(said).isZero();
    assertThat(said).contains("crontab: no fault found");
  }

  /** How the guard ended. */
  private record GuardedRun(int code, String said, int tries) {}

  /** Runs the guard on a command that ends with one exit code after the other. */
  private GuardedRun guard(Map<String, String> environment, String ends) throws Exception {
    Path left = Files.writeString(temp.resolve("left"), ends + " ");
    Path tries = temp.resolve("tries");
    Files.deleteIfExists(tries);
    String run =
        script(
            "run.sh",
            "echo try >>'%1$s'; read -r code rest <'%2$s'; printf '%%s\\n' \"$rest\" >'%2$s'; exit \"$code\""
                .formatted(tries, left));
    Map<String, String> all = new TreeMap<>(environment);
    all.put("TELEMETRY_TRIES", "3");
    all.put("TELEMETRY_WAIT", "0");
    all.put("TELEMETRY_LOCK", temp.resolve("lock").toString());
    Process guard = process(all, FOLDER.resolve("guarded-run.sh").toString(), run);
    String said = new String(guard.getInputStream().readAllBytes(), UTF_8);
    return new GuardedRun(guard.waitFor(), said, Files.readAllLines(tries).size());
  }

  private static Process process(Map<String, String> environment, String... command)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return builder.start();
  }

  private String script(String name, String text) throws IOException {
    Path file = Files.writeString(temp.resolve(name), "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return file.toString();
  }

  private static List<CommandOf> ofTheDag() throws IOException {
    String dag = read("airflow/telemetry_nightly.py");
    List<CommandOf> commands = new ArrayList<>();
    for (MatchResult list :
        Pattern.compile("= (\\[\\s+\"/opt/[^]]*)]").matcher(dag).results().toList()) {
      List<String> words =
          new ArrayList<>(
              new ObjectMapper()
                  .readValue(
                      list.group(1).strip().replaceAll(",$", "") + "]",
                      new TypeReference<List<String>>() {}));
      if (words.remove(0).endsWith("/submit-nightly.sh")) {
        words.add(0, "nightly");
      }
      commands.add(new CommandOf("airflow/telemetry_nightly.py", words));
    }
    return commands;
  }

  private static JsonNode container(JsonNode cronJob) {
    return cronJob.findPath("containers").get(0);
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(
        text -> {
          assertThat(text.isTextual()).as(text + " is a text").isTrue();
          texts.add(text.asText());
        });
    return texts;
  }

  private static Set<Integer> numbers(String file, String pattern) throws IOException {
    MatchResult found =
        Pattern.compile(pattern).matcher(read(file)).results().findFirst().orElseThrow();
    return Arrays.stream(found.group(1).split("[ ,]+", -1))
        .map(Integer::valueOf)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<Integer> codes(ExitCode... codes) {
    return Arrays.stream(codes).map(ExitCode::code).collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<JsonNode> yaml(String file) {
    try {
      return YAML.readerFor(JsonNode.class).<JsonNode>readValues(read(file)).readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(String file) throws IOException {
    return Files.readString(FOLDER.resolve(file));
  }
}

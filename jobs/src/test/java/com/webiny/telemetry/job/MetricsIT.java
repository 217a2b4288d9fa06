package com.webiny.telemetry.job;

import static com.webiny.telemetry.job.Fortnight.may;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.webiny.telemetry.event.Bucket;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --metrics-file}: what a monitoring system is told of a run, good or bad. */
class MetricsIT {
  private static final Instant NIGHT = Instant.parse("2026-05-04T03:10:00.250Z");
  private static final Instant LATER = Instant.parse("2026-05-05T03:10:00Z");

  @TempDir Path temp;
  private Site site;
  private Path file;

  @BeforeEach
  void makeLogs() throws IOException {
    site = Site.in(temp).on(JobRun.embedded().at(NIGHT));
    for (int day = 1; day <= 3; day++) {
      Fortnight.log(site, day);
    }
    site.write(
        "dt=" + may(3) + "/junk.ndjson",
        "\nno json\n[]\n{\"event\":\"x\"}\n",
        may(3) + "T23:59:59Z");
    file = Files.createDirectory(temp.resolve("textfile")).resolve("telemetry.prom");
  }

  @Test
  void aNightTellsWhatItReadWroteAndWhen() throws Exception {
    site.publish(may(3), "--metrics-file", file.toString());
    Map<String, String> told = PrometheusText.parse(Files.readString(file));
    assertThat(told)
        .containsEntry("telemetry_last_run_exit_code{command=nightly}", "0")
        .containsEntry("telemetry_last_run_timestamp_seconds{command=nightly}", "1777864200.25")
        .containsEntry("telemetry_last_success_timestamp_seconds{command=nightly}", "1777864200.25")
        .containsEntry("telemetry_last_run_duration_seconds{command=nightly}", "0")
        .containsEntry(
            "telemetry_newest_day_timestamp_seconds{command=nightly}",
            Long.toString(LocalDate.parse(may(3)).toEpochDay() * 86_400))
        .containsEntry("telemetry_files{command=nightly,state=read}", "4")
        .containsEntry("telemetry_files{command=nightly,state=late}", "0")
        .containsEntry("telemetry_missing_folders{command=nightly}", "0");

    Rows quality = site.report("data_quality");
    for (Bucket bucket : Bucket.values()) {
      long lines = quality.column(bucket.text()).stream().mapToLong(Long::parseLong).sum();
      assertThat(told)
          .containsEntry(
              "telemetry_read_lines{bucket=" + bucket.text() + ",command=nightly}",
              Long.toString(lines));
    }
    assertThat(told)
        .containsEntry("telemetry_read_lines{bucket=missing_received_at,command=nightly}", "1")
        .containsEntry("telemetry_read_lines{bucket=malformed,command=nightly}", "1");
    assertThat(told.get("telemetry_added_events{command=nightly}"))
        .isEqualTo(
            Long.toString(quality.column("events").stream().mapToLong(Long::parseLong).sum()));
    for (String table : List.of("events", "daily_users", "attempts")) {
      assertThat(told)
          .containsEntry(
              "telemetry_newest_day_rows{command=nightly,table=" + table + "}",
              rows("tables/" + table + "/dt=" + may(3) + "/*.parquet"));
    }
    assertThat(told)
        .containsEntry(
            "telemetry_newest_day_rows{command=nightly,table=users}",
            rows("tables/users/*.parquet"));
    try (var left = Files.list(file.getParent())) {
      assertThat(left).containsExactly(file);
    }
    promtoolAgrees();
  }

  /** Prometheus' own tool, where it is installed; {@link PrometheusText} has judged already. */
  private void promtoolAgrees() throws Exception {
    for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
      Path promtool = Path.of(folder, "promtool");
      if (Files.isExecutable(promtool)) {
        Process check =
            new ProcessBuilder(promtool.toString(), "check", "metrics")
                .redirectInput(file.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(check.waitFor()).as(said).isZero();
        assertThat(said).isEmpty();
        return;
      }
    }
  }

  @Test
  void aNightWithNothingToDoIsASuccessThatReadNothing() throws Exception {
    site.publish(may(3), "--metrics-file", file.toString());
    Map<String, String> before = PrometheusText.parse(Files.readString(file));
    Site later = site.on(JobRun.embedded().at(LATER));
    assertThat(later.nightly(may(3), "--metrics-file", file.toString()).nothingToDo()).isTrue();
    Map<String, String> told = PrometheusText.parse(Files.readString(file));
    assertThat(told.keySet()).isEqualTo(before.keySet());
    assertThat(told)
        .containsEntry("telemetry_last_success_timestamp_seconds{command=nightly}", "1777950600")
        .containsEntry("telemetry_read_lines{bucket=accepted,command=nightly}", "0");
    for (String state :
        List.of(
            "telemetry_newest_day_rows{command=nightly,table=events}",
            "telemetry_newest_day_timestamp_seconds{command=nightly}")) {
      assertThat(told.get(state)).isEqualTo(before.get(state));
    }
  }

  @Test
  void aNightThatFailedTellsItsCodeAndKeepsTheLastSuccess() throws Exception {
    site.publish(may(3), "--metrics-file", file.toString());
    Map<String, String> before = PrometheusText.parse(Files.readString(file));
    Site later = site.on(JobRun.embedded().at(LATER));
    JobRun.Result missing = later.nightly(may(4), "--metrics-file", file.toString());
    assertThat(missing.code()).isEqualTo(3);
    assertThat(missing.err()).hasLineCount(1);
    Map<String, String> told = PrometheusText.parse(Files.readString(file));
    assertThat(told)
        .containsEntry("telemetry_last_run_exit_code{command=nightly}", "3")
        .containsEntry("telemetry_last_run_timestamp_seconds{command=nightly}", "1777950600");
    assertThat(told.keySet()).isEqualTo(before.keySet());
    before.forEach(
        (sample, value) -> {
          if (!sample.startsWith("telemetry_last_run_")) {
            assertThat(told).containsEntry(sample, value);
          }
        });
  }

  @Test
  void aFirstNightThatFailedTellsOfItselfOnly() throws Exception {
    assertThat(site.nightly("no date", "--metrics-file", file.toString()).code()).isEqualTo(2);
    assertThat(PrometheusText.parse(Files.readString(file)))
        .containsOnlyKeys(
            "telemetry_last_run_exit_code{command=nightly}",
            "telemetry_last_run_timestamp_seconds{command=nightly}",
            "telemetry_last_run_duration_seconds{command=nightly}")
        .containsEntry("telemetry_last_run_exit_code{command=nightly}", "2");
  }

  @Test
  void whatElseStandsInTheFileIsNotKept() throws Exception {
    Files.writeString(
        file,
        """
        telemetry_last_success_timestamp_seconds{command="nightly"} 17
        telemetry_last_success_timestamp_seconds{command="nightly\\"} 0\\n"} 18
        telemetry_read_lines{bucket="accepted"} many
        node_load1 3
        telemetry_last_run_exit_code{command="nightly"} 0
        """);
    assertThat(site.nightly("no date", "--metrics-file", file.toString()).code()).isEqualTo(2);
    assertThat(PrometheusText.parse(Files.readString(file)))
        .hasSize(4)
        .containsEntry("telemetry_last_success_timestamp_seconds{command=nightly}", "17")
        .containsEntry("telemetry_last_run_exit_code{command=nightly}", "2");
  }

  @Test
  void backfillAndVerifyTellToo() throws Exception {
    site.publish(may(3));
    assertThat(site.backfill(may(1), may(2), "--metrics-file", file.toString()).code()).isZero();
    assertThat(PrometheusText.parse(Files.readString(file)))
        .containsEntry("telemetry_last_run_exit_code{command=backfill}", "0")
        .containsEntry("telemetry_files{command=backfill,state=published}", "0");
    Path other = file.resolveSibling("verify.prom");
    String[] verify = {
      "verify", "--warehouse", site.warehouse().toString(), "--metrics-file", other.toString()
    };
    assertThat(site.job().run(verify).code()).isZero();
    assertThat(PrometheusText.parse(Files.readString(other)))
        .containsEntry("telemetry_last_run_exit_code{command=verify}", "0");
    Files.writeString(site.warehouse().resolve("reports/data_quality.csv"), "");
    assertThat(site.job().run(verify).code()).isEqualTo(4);
    assertThat(PrometheusText.parse(Files.readString(other)))
        .containsEntry("telemetry_last_run_exit_code{command=verify}", "4")
        .containsEntry("telemetry_last_success_timestamp_seconds{command=verify}", "1777864200.25");
  }

  @Test
  void aFileThatCannotBeWrittenIsToldAndChangesNoExitCode() {
    JobRun.Result night = site.nightly(may(3), "--metrics-file", "/proc/telemetry.prom");
    assertThat(night.code()).isZero();
    assertThat(night.published()).isTrue();
    assertThat(night.err())
        .contains("--metrics-file could not be written (", "look at its folder")
        .hasLineCount(1);
    JobRun.Result failed = site.nightly("no date", "--metrics-file", "/proc/telemetry.prom");
    assertThat(failed.code()).isEqualTo(2);
    assertThat(failed.err()).hasLineCount(2);
  }

  @Test
  void theRunTookTheTimeBetweenItsStartAndItsEnd() throws Exception {
    Clock slow = new SteppingClock();
    MetricsOption option = new MetricsOption();
    new picocli.CommandLine(new Holder(option)).parseArgs("--metrics-file", file.toString());
    option.tell("verify", slow, java.util.Optional::empty);
    assertThat(PrometheusText.parse(Files.readString(file)))
        .containsEntry("telemetry_last_run_duration_seconds{command=verify}", "90");
    assertThatThrownBy(
            () ->
                option.tell(
                    "verify",
                    slow,
                    () -> {
                      throw new StackOverflowError("as deep as it goes");
                    }))
        .isInstanceOf(StackOverflowError.class);
    assertThat(PrometheusText.parse(Files.readString(file)))
        .containsEntry("telemetry_last_run_exit_code{command=verify}", "1");
  }

  /** Only words of the contract: a label never takes a value from a log line, or grows. */
  @Test
  void labelsHaveFixedValues() throws Exception {
    site.publish(may(3), "--metrics-file", file.toString());
    Set<String> values = new TreeSet<>();
    for (MatchResult label :
        Pattern.compile("([a-z]+)=\"([^\"]*)\"")
            .matcher(Files.readString(file))
            .results()
            .toList()) {
      values.add(label.group(1) + "=" + label.group(2));
    }
    Set<String> expected =
        new TreeSet<>(
            List.of(
                "command=nightly",
                "state=read",
                "state=published",
                "state=growing",
                "state=damaged",
                "state=late",
                "table=events",
                "table=daily_users",
                "table=attempts",
                "table=users"));
    for (Bucket bucket : Bucket.values()) {
      expected.add("bucket=" + bucket.text());
    }
    assertThat(values).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a 1",
        "# HELP a b\na 1\n",
        "# HELP a b\n# TYPE a gauge\na{x=\"1\" 1\n",
        "# HELP a b\n# TYPE a gauge\na{x=\"1\",} 1\n",
        "# HELP a b\n# TYPE a gauge\na 1\na 1\n",
        "# HELP a b\n# TYPE a gauge\na NaN\n",
        "# HELP a b\n# TYPE a gauge\nb 1\n",
        "# HELP a b\n# TYPE a gauge\n\na 1\n",
      })
  void theReaderOfTheFormatIsStrict(String text) {
    assertThatThrownBy(() -> PrometheusText.parse(text)).isInstanceOf(AssertionError.class);
  }

  /** Holds the option as a command does. */
  @picocli.CommandLine.Command
  private record Holder(@picocli.CommandLine.Mixin MetricsOption option) {}

  /** A clock that goes on by 90 seconds at each look. */
  private static final class SteppingClock extends Clock {
    private Instant now = NIGHT;

    @Override
    public java.time.ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      Instant told = now;
      now = now.plusSeconds(90);
      return told;
    }
  }

  private String rows(String files) throws SQLException {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT count(*) FROM read_parquet('" + site.warehouse().resolve(files) + "')")) {
      rows.next();
      return rows.getString(1);
    }
  }
}

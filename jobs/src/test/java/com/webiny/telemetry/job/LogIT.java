package com.webiny.telemetry.job;

import static com.webiny.telemetry.job.Fortnight.may;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.webiny.telemetry.canary.JobProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --log-format json}: an object a line, for collectors of logs. */
class LogIT {
  private static final Instant NIGHT = Instant.parse("2026-05-04T03:10:00.250Z");
  private static final String TIME = "2026-05-04T03:10:00.250Z";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path temp;
  private Site site;

  @BeforeEach
  void makeLogs() {
    site = Site.in(temp).on(JobRun.embedded().at(NIGHT));
    Fortnight.log(site, 1);
    Fortnight.log(site, 2);
  }

  /** The one line, and nothing beside it. */
  private static JsonNode only(String stream, String other) throws IOException {
    assertThat(other).isEmpty();
    assertThat(stream).endsWith("}\n").containsOnlyOnce("\n");
    return MAPPER.readTree(stream);
  }

  private JsonNode summary(int commit) throws IOException {
    Path file = site.warehouse().resolve("_telemetry/commits/00000" + commit + ".json");
    return MAPPER.readTree(file.toFile()).get("summary");
  }

  @Test
  void eachCommandThatCommitsTellsItsSummaryInOneLine() throws Exception {
    Path ids = Files.writeString(temp.resolve("ids"), "01234567-89ab-4cde-8f01-23456789abcd\n");
    JobRun.Result night = site.nightly(may(2), "--log-format", "json");
    site.write(
        "dt=" + may(1) + "/late.ndjson",
        Fortnight.event(1, "12:00:00", 9, "cli-project-deploy-start"),
        may(1) + "T23:59:59Z");
    List<JobRun.Result> runs =
        List.of(
            night,
            site.backfill(may(1), may(2), "--log-format", "json"),
            site.command("forget", "--ids", ids.toString(), "--log-format", "json"));
    List<String> commands = List.of("nightly", "backfill", "forget");
    for (int i = 0; i < runs.size(); i++) {
      JsonNode line = only(runs.get(i).out(), runs.get(i).err());
      assertThat(line.get("time").asText()).isEqualTo(TIME);
      assertThat(line.get("level").asText()).isEqualTo("INFO");
      assertThat(line.get("command").asText()).isEqualTo(commands.get(i));
      assertThat(line.get("exit").asInt()).isZero();
      assertThat(line.get("summary")).isEqualTo(summary(i + 1));
    }
    assertThat(MAPPER.readTree(runs.get(0).out()).get("message").asText())
        .startsWith("Published 2026-05-01 to 2026-05-02 (2 new days). Read ")
        .endsWith("Reports are in " + site.warehouse() + "/reports.");
  }

  @Test
  void soDoesPrune() throws Exception {
    Fortnight.log(site, 52);
    site.publish(may(52));
    JobRun.Result prune = site.command("prune", "--keep-days", "43", "--log-format", "json");
    JsonNode line = only(prune.out(), prune.err());
    assertThat(line.get("command").asText()).isEqualTo("prune");
    assertThat(line.get("summary")).isEqualTo(summary(2));
    assertThat(line.get("message").asText()).startsWith("The tables begin with 2026-05-09; ");
  }

  @Test
  void whatGoesWrongBesideTheRunIsSuchALineToo() throws Exception {
    Path file = Files.createDirectories(temp.resolve("prom")).resolve("telemetry.prom");
    // Taken by a folder when the run has ended: it cannot be written.
    Files.createDirectories(
        file.resolveSibling(
            file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp/in the way"));
    JobRun.Result night =
        site.nightly(may(2), "--log-format", "json", "--metrics-file", file.toString());
    assertThat(night.code()).isZero();
    JsonNode line = MAPPER.readTree(night.err());
    assertThat(line.get("level").asText()).isEqualTo("ERROR");
    assertThat(line.get("message").asText()).startsWith("--metrics-file could not be written (");
    assertThat(line.has("exit")).isFalse();
    assertThat(MAPPER.readTree(night.out()).get("exit").asInt()).isZero();
  }

  @Test
  void nothingToDoHasNoSummary() throws Exception {
    site.publish(may(2));
    JobRun.Result again = site.nightly(may(2), "--log-format", "json");
    JsonNode line = only(again.out(), again.err());
    assertThat(line.get("message").asText())
        .isEqualTo("Nothing to do: everything up to this day is published.");
    assertThat(line.has("summary")).isFalse();

    JobRun.Result prune = site.command("prune", "--keep-days", "400", "--log-format", "json");
    assertThat(only(prune.out(), prune.err()).get("command").asText()).isEqualTo("prune");
  }

  @Test
  void aFailureIsALineOfStandardErrorWithItsExitCode() throws Exception {
    JobRun.Result failed = site.nightly(may(9), "--log-format", "json");
    JobRun.Result told = site.nightly(may(9));
    assertThat(failed.code()).isEqualTo(3);
    JsonNode line = only(failed.err(), failed.out());
    assertThat(line.get("time").asText()).isEqualTo(TIME);
    assertThat(line.get("level").asText()).isEqualTo("ERROR");
    assertThat(line.get("command").asText()).isEqualTo("nightly");
    assertThat(line.get("exit").asInt()).isEqualTo(3);
    assertThat(line.get("message").asText() + "\n").isEqualTo(told.err());
  }

  @Test
  void sparkTellsItsOwnInTheSameFields() throws Exception {
    JobProcess process =
        new JobProcess(temp.resolve("process"))
            .set(
                "log4j2.configurationFile",
                Path.of("src/main/resources/log4j2.properties").toUri().toString())
            .set("telemetry.log", "info")
            .set("telemetry.log.format", "json");
    JobProcess.Ended ended = process.run(site.nightlyArguments(may(2), "--log-format", "json"));
    assertThat(ended.exitCode()).as(ended.error()).isZero();
    only(ended.output(), "");
    List<String> lines = ended.error().lines().toList();
    assertThat(lines).hasSizeGreaterThan(1);
    for (String line : lines) {
      JsonNode object = MAPPER.readTree(line);
      assertThat(object.get("time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:.*Z");
      assertThat(object.get("level").asText()).isIn("ERROR", "WARN", "INFO");
      assertThat(object.get("message").asText()).isNotBlank();
    }
  }
}

package com.webiny.telemetry.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs a case: prepares what must be there before the clock starts, then lets the contestants run
 * in turn, round after round, each into a fresh folder.
 */
final class CaseRun {
  private final Project project;
  private final BenchmarkCase of;
  private final RawInput input;
  private final Path prepared;

  CaseRun(Project project, BenchmarkCase of) {
    this.project = project;
    this.of = of;
    this.prepared = project.work().resolve("prepared");
    this.input =
        of.generator.isEmpty()
            ? new RawInput(
                project.root().resolve("sample-data/raw"), LocalDate.parse(Project.NEWEST_DAY))
            : RawInput.generated(project, of.days, of.generator.toArray(String[]::new));
  }

  /**
   * Measures.
   *
   * @throws TimedProcess.Failed if a run fails, or if reports differ
   */
  List<Measured> measure(int rounds) {
    project.remove(prepared);
    prepare();
    input.warm();
    Map<Contestant, List<Usage>> usages = new EnumMap<>(Contestant.class);
    for (int round = 1; round <= rounds; round++) {
      for (Contestant contestant : of.contestants) {
        Usage usage = run(contestant);
        usages.computeIfAbsent(contestant, unused -> new ArrayList<>()).add(usage);
        Benchmark.say(
            "%s, %s, run %d of %d: %.1f s wall, %.1f s CPU, %.0f MB (load %s)"
                .formatted(
                    of.name,
                    contestant.title(),
                    round,
                    rounds,
                    usage.wallSeconds(),
                    usage.cpuSeconds(),
                    usage.peakMegabytes(),
                    Machine.load()));
      }
      compare();
    }
    List<Measured> rows = new ArrayList<>();
    usages.forEach((who, runs) -> rows.add(new Measured(of.name, who, of.bytes(input), runs)));
    project.remove(project.work().resolve("out"));
    project.remove(prepared);
    return rows;
  }

  private void prepare() {
    if (of.historyDays > 0) {
      LocalDate newest = input.newest();
      Benchmark.say("Publishing " + of.historyDays + " days of history ...");
      jobBefore(
          "backfill",
          "--from",
          newest.minusDays(of.historyDays).toString(),
          "--to",
          newest.minusDays(1).toString());
    }
    if (of.nothingNew) {
      jobBefore("nightly", "--date", input.newest().toString());
    }
  }

  private void jobBefore(String command, String... more) {
    List<String> whole = new ArrayList<>(List.of(project.script("telemetry.sh"), command));
    whole.addAll(List.of("--raw", input.folder().toString(), "--warehouse", prepared.toString()));
    whole.addAll(List.of("--id-key-file", project.key().toString()));
    whole.addAll(List.of(more));
    TimedProcess.run(whole, of.environment(), project.log("prepare"));
  }

  private Path out(Contestant contestant) {
    return project.work().resolve("out").resolve(contestant.name());
  }

  private Usage run(Contestant contestant) {
    Path out = out(contestant);
    project.remove(out);
    project.shell("mkdir -p \"$0\"", out.getParent().toString());
    if (Files.exists(prepared)) {
      // With times, and no hard links: a run may write where another has read.
      project.shell("cp -a \"$0\" \"$1\"", prepared.toString(), out.toString());
    }
    List<String> command = contestant.command(project, of, input, out);
    Path log = project.log(contestant.name());
    return of.workers == 0
        ? TimedProcess.run(command, of.environment(), log)
        : onCluster(command, log);
  }

  private Usage onCluster(List<String> command, Path log) {
    try (StandaloneCluster cluster = StandaloneCluster.start(project, of.workers)) {
      Map<String, String> environment = new TreeMap<>(of.environment());
      environment.put("TELEMETRY_MASTER", cluster.url());
      environment.put("TELEMETRY_JAVA_OPTS", "-Dspark.executor.memory=" + of.heap);
      Usage driver = TimedProcess.run(command, environment, log);
      return driver.and(cluster.stopWorkers());
    }
  }

  private void compare() {
    Path expected = out(Contestant.JOB).resolve("reports");
    for (Contestant contestant : of.contestants) {
      List<String> found =
          contestant == Contestant.JOB
              ? List.of()
              : ReportsEqual.differences(expected, out(contestant).resolve("reports"));
      if (!found.isEmpty()) {
        throw new TimedProcess.Failed(
            "%s: the reports of %s differ from this job's, so no ratio is told:%n%s"
                .formatted(of.name, contestant.title(), String.join("\n", found)));
      }
    }
  }
}

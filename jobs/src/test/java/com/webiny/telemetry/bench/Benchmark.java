package com.webiny.telemetry.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Measures the job against its peers: same machine, same input, warm page cache, in turn, each in a
 * process of its own that starts with nothing. Compares their reports before it tells a ratio.
 * Started by {@code scripts/benchmark.sh}, which builds.
 */
@Command(
    name = "scripts/benchmark.sh",
    sortOptions = false,
    usageHelpWidth = 120,
    mixinStandardHelpOptions = true,
    description = {
      "Measures this job against DuckDB and against an idiomatic Spark job, over generated logs.",
      "",
      "With --micro, runs the JMH benchmarks instead; what follows goes to JMH.",
      ""
    })
public final class Benchmark implements Callable<Integer> {
  @Mixin private final BenchmarkOptions options = new BenchmarkOptions();

  private final String[] arguments;
  private final Path root;

  private Benchmark(Path root, String[] arguments) {
    this.root = root;
    this.arguments = arguments;
  }

  /** Runs; the project's folder is the system property {@code bench.root}. */
  public static void main(String[] arguments) {
    Path root = Path.of(System.getProperty("bench.root"));
    System.exit(new CommandLine(new Benchmark(root, arguments)).execute(arguments));
  }

  static void say(String line) {
    System.err.println(line);
  }

  @Override
  public Integer call() throws IOException {
    Map<String, List<BenchmarkCase>> scenarios = Scenarios.of(options);
    if (scenarios.isEmpty() || options.repeat < 1) {
      say("There is no scenario " + options.scenario + "; --help lists them.");
      return 2;
    }
    Path work = options.work == null ? root.resolve(".local/benchmark") : options.work;
    Project project = new Project(root, Files.createDirectories(work).toRealPath());
    Path results = Files.createDirectories(project.work().resolve("results"));
    try {
      for (Map.Entry<String, List<BenchmarkCase>> scenario : scenarios.entrySet()) {
        List<Measured> rows = new ArrayList<>();
        String before = Machine.load();
        for (BenchmarkCase one : scenario.getValue()) {
          rows.addAll(new CaseRun(project, one).measure(options.repeat));
        }
        ResultTable table = new ResultTable(scenario.getKey(), rows, facts(before));
        Files.writeString(results.resolve(scenario.getKey() + ".md"), table.markdown());
        Files.writeString(results.resolve(scenario.getKey() + ".csv"), table.csv());
        System.out.println(table.markdown());
      }
    } catch (TimedProcess.Failed e) {
      say(e.getMessage());
      return 1;
    }
    say("Tables are in " + results);
    return 0;
  }

  private List<String> facts(String loadBefore) {
    List<String> facts = new ArrayList<>(Machine.facts());
    facts.add("Command: `scripts/benchmark.sh " + String.join(" ", arguments) + "`");
    facts.add("Load average before %s, after %s".formatted(loadBefore, Machine.load()));
    if (!TimedProcess.tellsMemory()) {
      facts.add("CPU and memory are unknown: there is no GNU time in /usr/bin/time");
    }
    return facts;
  }
}

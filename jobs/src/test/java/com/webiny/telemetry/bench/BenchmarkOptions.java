package com.webiny.telemetry.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** The arguments of {@code scripts/benchmark.sh}. */
final class BenchmarkOptions {

  private static final long BYTES_PER_ID = 6_000;

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      description = "One of: ${COMPLETION-CANDIDATES}; or all. Default: ${DEFAULT-VALUE}.",
      completionCandidates = Scenarios.Names.class)
  String scenario = "night";

  @Option(
      names = "--size",
      paramLabel = "N[m|g]",
      description =
          "Bytes of a night, where the scenario leaves it open. Default: ${DEFAULT-VALUE}.")
  String size = "6g";

  @Option(
      names = "--ids",
      paramLabel = "N",
      description = "Distinct anonymous IDs of the night. Default: one for 6,000 bytes.")
  long ids;

  @Option(
      names = "--history-days",
      paramLabel = "N",
      description =
          "Days published before the clock starts, --size a day. Default: 0, a first night. Only"
              + " the job runs then.")
  int historyDays;

  @Option(
      names = "--junk",
      description =
          "Lines no client should send too, as in sample-data. Only the job runs then: peers read"
              + " them otherwise.")
  boolean junk;

  @Option(
      names = "--repeat",
      paramLabel = "R",
      description = "Runs of each contestant. Default: ${DEFAULT-VALUE}.")
  int repeat = 3;

  @Option(
      names = "--contestants",
      split = ",",
      paramLabel = "NAME",
      converter = ContestantConverter.class,
      description = "Of job, duckdb, spark; job is always there. Default: all.")
  private List<Contestant> peers = List.of(Contestant.values());

  @Option(
      names = "--cores",
      paramLabel = "N",
      description = "Cores given to each contestant. Default: all of this machine.")
  int cores = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--heap",
      paramLabel = "N[m|g]",
      description = "Heap of the job and of the Spark peer. Default: ${DEFAULT-VALUE}.")
  String heap = "2g";

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "Folder for inputs, warehouses, logs and results. Default: .local/benchmark.")
  Path work;

  /** Who runs, the job first. */
  List<Contestant> contestants() {
    EnumSet<Contestant> all = EnumSet.of(Contestant.JOB);
    all.addAll(peers);
    return List.copyOf(all);
  }

  /** Options of the generator for a night of this size. */
  String[] night(String ofSize, String... more) {
    long count = ids > 0 ? ids : Math.max(1, bytes(ofSize) / BYTES_PER_ID);
    List<String> generator = new ArrayList<>(List.of("--size", ofSize));
    generator.addAll(List.of("--ids", Long.toString(count), "--plain"));
    if (!junk) {
      generator.add("--clean");
    }
    generator.addAll(List.of(more));
    return generator.toArray(String[]::new);
  }

  /** Options of the generator for many days of this size each. */
  String[] days(int number, String aDay) {
    List<String> generator =
        new ArrayList<>(List.of("--size", Long.toString(number * bytes(aDay)), "--plain"));
    if (!junk) {
      generator.add("--clean");
    }
    return generator.toArray(String[]::new);
  }

  /** Bytes of {@code 6g}. */
  static long bytes(String size) {
    int unit = "kmg".indexOf(size.charAt(size.length() - 1));
    long number = Long.parseLong(unit < 0 ? size : size.substring(0, size.length() - 1));
    for (int i = 0; i <= unit; i++) {
      number *= 1000;
    }
    return number;
  }

  /** Reads {@code job,duckdb}. */
  static final class ContestantConverter implements ITypeConverter<Contestant> {
    @Override
    public Contestant convert(String name) {
      return Contestant.of(name);
    }
  }
}

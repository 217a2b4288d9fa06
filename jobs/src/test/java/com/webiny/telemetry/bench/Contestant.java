package com.webiny.telemetry.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Who runs the night. */
enum Contestant {
  /** This project, as an operator runs it. */
  JOB("this job"),
  /** DuckDB at its best. */
  DUCKDB("DuckDB"),
  /** The Spark job of the guide. */
  SPARK("idiomatic Spark");

  private final String title;

  Contestant(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  static Contestant of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** The command of a night; {@code out} gets {@code reports} and {@code tables}. */
  List<String> command(Project project, BenchmarkCase of, RawInput input, Path out) {
    List<String> command = new ArrayList<>(pinned(of.cores));
    String[] peerArguments = {
      input.folder().toString(),
      out.toString(),
      project.key().toString(),
      input.newest().toString(),
      Integer.toString(of.cores)
    };
    switch (this) {
      case JOB -> {
        command.add(project.script("telemetry.sh"));
        command.addAll(List.of("nightly", "--raw", input.folder().toString()));
        command.addAll(List.of("--warehouse", out.toString()));
        command.addAll(List.of("--id-key-file", project.key().toString()));
        command.addAll(List.of("--date", input.newest().toString()));
      }
      case DUCKDB -> {
        // Its memory is outside the heap.
        command.addAll(project.java("512m", DuckDbPeer.class.getName()));
        command.addAll(List.of(peerArguments));
      }
      case SPARK -> {
        command.addAll(
            project.java(
                of.heap,
                "-Dspark.master=local[" + of.cores + "]",
                "-Dspark.ui.enabled=false",
                "-Dspark.driver.host=localhost",
                "-Dspark.driver.bindAddress=127.0.0.1",
                "-Dspark.local.dir=" + out.resolve("spill"),
                SparkPeer.class.getName()));
        command.addAll(List.of(peerArguments));
      }
    }
    return command;
  }

  /** Fewer cores than there are: the process may use no other, not even to collect garbage. */
  private static List<String> pinned(int cores) {
    boolean all = cores >= Runtime.getRuntime().availableProcessors();
    return all ? List.of() : List.of("taskset", "-c", "0-" + (cores - 1));
  }
}

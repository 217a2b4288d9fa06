package com.webiny.telemetry.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The project as {@code scripts/benchmark.sh} has built it, and the folder to work in.
 *
 * @param root the project's folder
 * @param work a folder for inputs, warehouses, logs and results; large, and outside version control
 */
record Project(Path root, Path work) {

  /** The folder of the day every benchmark publishes last. */
  static final String NEWEST_DAY = "2026-11-22";

  /** The jars of Spark, as the build has found them. */
  List<Path> sparkJars() {
    return Stream.of(read("jobs/target/runtime-classpath.txt").split(":", -1))
        .map(Path::of)
        .toList();
  }

  /** A JVM of a heap, with the flags Spark asks for, on the class path of the tests. */
  List<String> java(String heap, String... more) {
    List<String> command = new ArrayList<>(List.of(javaProgram()));
    command.addAll(List.of(read("jobs/target/java-flags.txt").trim().split("\\s+", -1)));
    command.add("-Xmx" + heap);
    command.add(
        "-Dlog4j2.configurationFile="
            + root.resolve("jobs/src/main/resources/log4j2.properties").toUri());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(more));
    return command;
  }

  static String javaProgram() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** One of the project's scripts. */
  String script(String name) {
    return root.resolve("scripts").resolve(name).toString();
  }

  /** The ID key of all benchmarks in this work folder, made if there is none. */
  Path key() {
    Path key = work.resolve("id.key");
    if (!Files.exists(key)) {
      shell("umask 077; head -c 32 /dev/urandom > \"$0\"", key.toString());
    }
    return key;
  }

  /** Runs a line of shell; {@code $0}, {@code $1} … are the arguments. */
  void shell(String line, String... arguments) {
    List<String> command = new ArrayList<>(List.of("sh", "-ec", line));
    command.addAll(List.of(arguments));
    TimedProcess.run(command, Map.of(), work.resolve("logs/shell.log"));
  }

  /** Where the logs of a run go. */
  Path log(String name) {
    return work.resolve("logs").resolve(name.toLowerCase(Locale.ROOT) + ".log");
  }

  /** Removes a folder below the work folder, if it is there. */
  void remove(Path folder) {
    if (!folder.startsWith(work)) {
      throw new IllegalArgumentException("not below the work folder: " + folder);
    }
    shell("rm -rf \"$0\"", folder.toString());
  }

  private String read(String file) {
    try {
      return Files.readString(root.resolve(file)).trim();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

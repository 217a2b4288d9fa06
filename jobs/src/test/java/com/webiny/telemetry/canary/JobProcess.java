package com.webiny.telemetry.canary;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Runs the job as an operator does: in a process of its own, through its real main. */
public final class JobProcess {
  private static final int TIMEOUT_MINUTES = 5;

  private final Path home;
  private final Map<String, String> properties = new TreeMap<>();

  /**
   * A process that keeps its output and all its temporary files in one folder.
   *
   * @param home an empty folder
   */
  public JobProcess(Path home) {
    this.home = home;
    set("spark.master", "local[2]");
    set("spark.ui.enabled", "false");
    set("spark.driver.host", "localhost");
    set("spark.driver.bindAddress", "127.0.0.1");
    set("spark.local.dir", folder("local").toString());
    set("java.io.tmpdir", folder("tmp").toString());
  }

  /** Sets a system property, which is also how Spark's settings are given. */
  public JobProcess set(String property, String value) {
    properties.put(property, value);
    return this;
  }

  /** A folder of its own, which is there. */
  public Path folder(String name) {
    try {
      return Files.createDirectories(home.resolve(name));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** How a run ended. */
  public record Ended(int exitCode, String output, String error) {}

  /** What starts the job with these arguments. */
  public List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Arrays.asList(System.getProperty("spark.java.flags").trim().split("\\s+")));
    command.add("-Xmx1g");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+UseSerialGC");
    command.add("-XX:-UsePerfData");
    properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("com.webiny.telemetry.job.TelemetryJobs");
    command.addAll(Arrays.asList(arguments));
    return command;
  }

  /** Runs a command to its end. */
  public Ended run(String... arguments) throws IOException, InterruptedException {
    return ended(start(arguments));
  }

  /** Starts a command. */
  public Process start(String... arguments) throws IOException {
    return new ProcessBuilder(command(arguments))
        .directory(folder("work").toFile())
        .redirectOutput(output().toFile())
        .redirectError(error().toFile())
        .start();
  }

  /** Waits for the end of what was started. */
  public Ended ended(Process process) throws IOException, InterruptedException {
    if (!process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException("the job does not end");
    }
    return new Ended(process.exitValue(), Files.readString(output()), Files.readString(error()));
  }

  private Path output() {
    return folder("printed").resolve("stdout");
  }

  private Path error() {
    return folder("printed").resolve("stderr");
  }
}

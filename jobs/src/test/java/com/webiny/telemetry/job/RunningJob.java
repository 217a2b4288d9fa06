package com.webiny.telemetry.job;

import com.webiny.telemetry.canary.JobProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A run in a process of its own, which can be killed: what {@link JobRun} is not. */
final class RunningJob implements AutoCloseable {
  private static final int LIMIT_SECONDS = 240;

  private final Process process;

  /** Through a pipe, since a run may not be able to write any file. */
  private final CompletableFuture<String> said;

  private RunningJob(Process process) {
    this.process = process;
    this.said =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  /** Starts a run. */
  static RunningJob start(Path temp, String... arguments) {
    return start(temp, List.of(), arguments);
  }

  /**
   * Starts a run.
   *
   * @param temp where its temporary files go
   * @param before a command that ends by running the command behind it
   */
  static RunningJob start(Path temp, List<String> before, String... arguments) {
    return start(temp, before, Map.of(), arguments);
  }

  /**
   * Starts a run.
   *
   * @param temp where its temporary files go
   * @param before a command that ends by running the command behind it
   * @param properties system properties, which is also how Spark's settings are given
   */
  static RunningJob start(
      Path temp, List<String> before, Map<String, String> properties, String... arguments) {
    JobProcess job = new JobProcess(temp).set("spark.master", "local[1]");
    properties.forEach(job::set);
    List<String> command = new ArrayList<>(before);
    command.addAll(job.command(arguments));
    try {
      return new RunningJob(new ProcessBuilder(command).redirectErrorStream(true).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Waits for its end and tells its exit code; of a process killed by a signal 128 and the signal.
   */
  int code() throws InterruptedException {
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("The run did not end in " + LIMIT_SECONDS + " s: " + said());
    }
    return process.exitValue();
  }

  /** Whether it ended within this time. */
  boolean endsWithin(long millis) throws InterruptedException {
    return process.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Sends a signal, by its name without SIG; nothing if the run has ended. */
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** Lets no file grow beyond a size from now on. */
  void limitFiles(long bytes) throws IOException, InterruptedException {
    new ProcessBuilder("prlimit", "--pid", Long.toString(process.pid()), "--fsize=" + bytes)
        .start()
        .waitFor();
  }

  /** What it printed until it ended, errors included. */
  String said() {
    return said.join();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}

package com.webiny.telemetry.job;

import com.webiny.telemetry.exit.ExitCode;
import com.webiny.telemetry.exit.StopException;
import com.webiny.telemetry.publish.Warehouse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option of commands that tell a monitoring system how they ended. */
final class MetricsOption {
  private static final long MAX_KEPT_BYTES = 1 << 20;

  @Option(
      names = "--metrics-file",
      paramLabel = "FILE",
      description =
          "Local file to write, whole and at once, how the run ended: Prometheus' text format, for node_exporter's textfile"
              + " collector. Give each command its own. Default: none.")
  private String file;

  /** What a night or a backfill did, and where. */
  record Done(NightlyPipeline.Outcome outcome, String warehouse) {}

  /** Work whose end is told. */
  @FunctionalInterface
  interface Work {
    /**
     * Does it.
     *
     * @return what a night or backfill did; empty of other commands
     */
    Optional<Done> done() throws Exception;
  }

  /**
   * Does the work and writes how it ended, also if it failed: then what the file said of the last
   * success stays. That the file cannot be written is told, but changes no exit code.
   *
   * @param command its name
   * @param clock tells when it began and ended
   * @throws StopException with {@link ExitCode#USAGE}, before anything is done, if FILE cannot be
   *     one
   * @throws Exception as the work
   */
  void tell(String command, Clock clock, Work work) throws Exception {
    if (file == null) {
      work.done();
      return;
    }
    Path path = path();
    Instant start = clock.instant();
    try {
      Optional<Done> done = work.done();
      write(
          path,
          () -> {
            Metrics metrics = Metrics.of(command, ExitCode.OK, start, clock.instant());
            if (done.isPresent()) {
              metrics.addState(new Warehouse(Locations.warehouse(done.get().warehouse())).state());
              metrics.addRun(done.get().outcome());
            }
            return metrics;
          });
    } catch (Throwable failed) { // Also of what no handler gets: an error of the JVM.
      write(
          path,
          () -> {
            Metrics metrics = Metrics.of(command, Ending.of(failed).code(), start, clock.instant());
            metrics.addKept(kept(path));
            return metrics;
          });
      throw failed;
    }
  }

  private Path path() throws StopException {
    Path path;
    try {
      path = Path.of(file).toAbsolutePath();
    } catch (InvalidPathException wrong) {
      throw usage("is no path; give the path of a local file.");
    }
    if (file.isBlank() || Files.isDirectory(path)) {
      throw usage("names no file; give the path of a local file, such as telemetry.prom.");
    }
    Path folder = path.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw usage("lies in a folder that does not exist; make it, or give another path.");
    }
    return path;
  }

  /** Gives what is to be written. */
  private interface Source {
    Metrics metrics() throws Exception;
  }

  private static void write(Path path, Source source) {
    // A reader takes files by their ending, so it passes over this one.
    Path waiting =
        path.resolveSibling(path.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
    try {
      Files.writeString(waiting, source.metrics().text(), StandardCharsets.UTF_8);
      Files.move(waiting, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (Exception failed) {
      Console.error(
          "--metrics-file could not be written ("
              + failed.getClass().getSimpleName()
              + "); look at its folder: the run itself ended as its exit code says.");
    }
  }

  private static String kept(Path path) throws IOException {
    try {
      return Files.size(path) > MAX_KEPT_BYTES
          ? ""
          : new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
    } catch (NoSuchFileException first) {
      return "";
    }
  }

  private static StopException usage(String fault) {
    return new StopException(ExitCode.USAGE, "--metrics-file " + fault);
  }
}

package com.webiny.telemetry.canary;

import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.canary.JobProcess.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A run with everything logged that can be, and watched: every file it writes anywhere, if only for
 * a moment, and what can be seen of its process. Shuffle and spill files are written without
 * compression, unless {@link #asShipped} is asked for.
 */
final class WatchedRun {
  /** The word of the run's plain-text log that tells it was on. */
  private static final String DEBUG_LINE = "DEBUG";

  private final Path home;
  private final Path kept;
  private final Path warehouse;
  private final JobProcess process;
  private List<String> names = List.of();

  WatchedRun(Path temp, String name, Path warehouse) throws IOException {
    this.home = Files.createDirectories(temp.resolve("run-" + name));
    this.kept = Files.createDirectories(temp.resolve("kept-" + name));
    this.warehouse = warehouse;
    Path logging = home.resolve("log4j2.properties");
    Files.writeString(
        logging,
        String.join(
            "\n",
            "rootLogger.level = debug",
            "rootLogger.appenderRef.file.ref = file",
            "appender.file.type = File",
            "appender.file.name = file",
            "appender.file.fileName = " + log(),
            "appender.file.layout.type = PatternLayout",
            "appender.file.layout.pattern = %d %p %c: %m%n%ex",
            ""));
    process = new JobProcess(home);
    process
        .set("log4j2.configurationFile", logging.toString())
        .set("spark.eventLog.enabled", "true")
        .set("spark.eventLog.compress", "false")
        .set("spark.eventLog.dir", process.folder("events").toUri().toString())
        .set("spark.eventLog.logStageExecutorMetrics", "true")
        .set("spark.logConf", "true")
        .set("spark.sql.debug.maxToStringFields", "1000")
        .set("spark.shuffle.compress", "false")
        .set("spark.shuffle.spill.compress", "false")
        .set("spark.broadcast.compress", "false")
        .set("spark.rdd.compress", "false")
        .set("spark.shuffle.spill.numElementsForceSpillThreshold", "5")
        .set("spark.telemetry.partBytes", "20000");
  }

  /** Everything packed as it is by default. */
  WatchedRun asShipped() {
    for (String compressed :
        List.of(
            "spark.eventLog.compress",
            "spark.shuffle.compress",
            "spark.shuffle.spill.compress",
            "spark.broadcast.compress")) {
      process.set(compressed, "true");
    }
    return this;
  }

  WatchedRun set(String property, String value) {
    process.set(property, value);
    return this;
  }

  /** What is done to a run while it lasts. */
  @FunctionalInterface
  interface Meanwhile {
    /** Does it. */
    void to(Process run) throws Exception;
  }

  Ended run(List<String> arguments) throws Exception {
    return run(arguments, run -> {});
  }

  Ended run(List<String> arguments, Meanwhile meanwhile) throws Exception {
    FolderWatch files = new FolderWatch(List.of(home, warehouse), kept);
    Process run = process.start(arguments.toArray(String[]::new));
    ProcessWatch seen = new ProcessWatch(run.toHandle(), process.folder("seen"));
    try {
      meanwhile.to(run);
      return process.ended(run);
    } finally {
      run.destroyForcibly();
      seen.close();
      files.close();
      names = files.names();
    }
  }

  /** Spark's own log of the run. */
  Path log() {
    return home.resolve("job.log");
  }

  /** The folder the process ran in. */
  Path workFolder() {
    return process.folder("work");
  }

  /** A folder that is searched with all else. */
  Path folder(String name) {
    return process.folder(name);
  }

  List<Path> written() {
    return List.of(home, kept);
  }

  /** The run has logged all it can, and its passing files were caught. */
  void assertWatchedWell() throws IOException {
    assertThat(Files.readString(log())).contains(DEBUG_LINE);
    assertThat(names)
        .anyMatch(name -> name.matches("\\d+-shuffle_.*\\.data.*"))
        .anyMatch(name -> name.matches("\\d+-(events_|local-|app-).*"));
  }

  /** The files kept that hold these bytes. */
  Set<String> holding(String text) {
    SecretSearch search = new SecretSearch(List.of(new Secret("it", text, Secret.Kind.TEXT)));
    Set<String> holding = new TreeSet<>();
    Unpacking.folder(
        kept,
        (name, content) -> {
          if (!search.hits(name, content).isEmpty()) {
            holding.add(name.substring(name.indexOf('/') + 1));
          }
        });
    return holding;
  }
}

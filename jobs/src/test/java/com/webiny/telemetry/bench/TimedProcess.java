package com.webiny.telemetry.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Processes and what they use, told by GNU time ({@code /usr/bin/time}), which counts the children
 * too. Whatever still runs when this JVM ends is ended with it.
 */
final class TimedProcess {
  private static final Path TIME = Path.of("/usr/bin/time");
  private static final boolean HAS_TIME = hasGnuTime();

  private final Process process;
  private final Path usage;
  private final List<String> command;
  private final long started = System.nanoTime();

  private TimedProcess(Process process, Path usage, List<String> command) {
    this.process = process;
    this.usage = usage;
    this.command = command;
  }

  /** How a failed command is told: with its log, so that nobody has to guess. */
  static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Failed(String message) {
      super(message);
    }
  }

  /** Whether CPU time and memory can be told. */
  static boolean tellsMemory() {
    return HAS_TIME;
  }

  /** Starts a command; all it says goes to {@code log}. */
  static TimedProcess start(List<String> command, Map<String, String> environment, Path log) {
    try {
      Files.createDirectories(log.getParent());
      Path usage = Path.of(log + ".usage");
      List<String> whole = new ArrayList<>();
      if (HAS_TIME) {
        whole.addAll(List.of(TIME.toString(), "-f", "%U %S %M", "-o", usage.toString()));
      }
      whole.addAll(command);
      ProcessBuilder builder =
          new ProcessBuilder(whole)
              .redirectErrorStream(true)
              .redirectInput(new File("/dev/null"))
              .redirectOutput(log.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process)));
      return new TimedProcess(process, usage, command);
    } catch (IOException e) {
      throw new Failed("Cannot start " + command.get(0) + ": " + e.getMessage());
    }
  }

  /**
   * Runs a command to its end.
   *
   * @throws Failed if it does not end with 0
   */
  static Usage run(List<String> command, Map<String, String> environment, Path log) {
    TimedProcess started = start(command, environment, log);
    int code = started.await();
    Usage usage = started.usage();
    if (code != 0) {
      throw new Failed(
          "Exit code %d of: %s%nSee %s".formatted(code, String.join(" ", shortened(command)), log));
    }
    return usage;
  }

  /** Ends it as an operator would, and tells what it and its children used. */
  Usage stop() {
    end(process);
    await();
    return usage();
  }

  /** The process of the command, not that of GNU time. */
  ProcessHandle itself() {
    return HAS_TIME ? process.children().findFirst().orElseThrow() : process.toHandle();
  }

  private int await() {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      end(process);
      throw new Failed("Interrupted during " + shortened(command).get(0));
    }
  }

  private Usage usage() {
    double wall = (System.nanoTime() - started) / 1e9;
    if (!HAS_TIME) {
      return new Usage(wall, -1, -1);
    }
    try {
      List<String> lines = Files.readAllLines(usage);
      // A line before it tells of an exit code or a signal.
      String[] numbers = lines.get(lines.size() - 1).split(" ", -1);
      return new Usage(
          wall,
          Double.parseDouble(numbers[0]) + Double.parseDouble(numbers[1]),
          Double.parseDouble(numbers[2]) / 1024);
    } catch (IOException e) {
      throw new Failed("GNU time told nothing: " + e.getMessage());
    }
  }

  /** Time itself passes no signal on, so its child is ended; then it says what was used. */
  private static void end(Process process) {
    if (HAS_TIME) {
      process.children().forEach(ProcessHandle::destroy);
    } else {
      process.destroy();
    }
  }

  /** A class path of two hundred jars tells nobody anything. */
  static List<String> shortened(List<String> command) {
    return command.stream().map(part -> part.length() > 300 ? "…" : part).toList();
  }

  private static boolean hasGnuTime() {
    try {
      Path told = Files.createTempFile("time", "");
      try {
        return Files.isExecutable(TIME)
            && new ProcessBuilder(TIME.toString(), "-f", "%M", "-o", told.toString(), "true")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor()
                == 0;
      } finally {
        Files.delete(told);
      }
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new Failed("Interrupted at the start");
    }
  }
}

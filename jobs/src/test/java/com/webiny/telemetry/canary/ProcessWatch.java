package com.webiny.telemetry.canary;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Keeps what anyone on the machine can see of a process while it runs, and of those it starts: its
 * arguments, its environment, the names of its threads.
 */
final class ProcessWatch implements AutoCloseable {
  private static final int EVERY_MILLIS = 5;

  private final Path kept;
  private final ProcessHandle process;
  private final Set<String> seen = new HashSet<>();
  private final Thread thread = new Thread(this::watch, "process-watch");
  private volatile boolean ended;

  /**
   * Begins to watch.
   *
   * @param kept an existing folder
   */
  ProcessWatch(ProcessHandle process, Path kept) {
    this.process = process;
    this.kept = kept;
    thread.setDaemon(true);
    thread.start();
  }

  private void watch() {
    while (!ended && process.isAlive()) {
      look(process);
      process.descendants().forEach(this::look);
      try {
        Thread.sleep(EVERY_MILLIS);
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void look(ProcessHandle of) {
    Path proc = Path.of("/proc", Long.toString(of.pid()));
    for (String name : List.of("cmdline", "environ")) {
      keep(name, proc.resolve(name));
    }
    try (Stream<Path> tasks = Files.list(proc.resolve("task"))) {
      tasks.forEach(task -> keep("comm", task.resolve("comm")));
    } catch (IOException | java.io.UncheckedIOException gone) {
      // It has ended.
    }
  }

  private void keep(String name, Path file) {
    try {
      byte[] content = Files.readAllBytes(file);
      if (seen.add(name + new String(content, StandardCharsets.ISO_8859_1))) {
        Files.write(kept.resolve(name + "-" + seen.size()), content);
      }
    } catch (IOException gone) {
      // It has ended.
    }
  }

  @Override
  public void close() {
    ended = true;
    try {
      thread.join();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}

package com.webiny.telemetry.job;

import com.webiny.telemetry.audit.RunSummary;
import com.webiny.telemetry.exit.ExitCode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What a run says to the person who started it: results on standard output, reasons on standard
 * error. A command can ask for lines of JSON instead: of all it says from then on, since a process
 * runs one command.
 */
final class Console {
  private static final AtomicReference<Optional<JsonLog>> LOG =
      new AtomicReference<>(Optional.empty());

  private Console() {}

  /** Lets a command begin: it speaks to a person. */
  static void speak() {
    LOG.set(Optional.empty());
  }

  /** Lets a command speak to a collector of logs. */
  static void speak(JsonLog log) {
    LOG.set(Optional.of(log));
  }

  /**
   * Prints what a command did.
   *
   * @param summary what its commit holds; empty if it made none
   */
  static void done(List<String> text, Optional<RunSummary> summary) {
    LOG.get()
        .ifPresentOrElse(
            log -> System.out.println(log.done(text, summary)),
            () -> text.forEach(System.out::println));
  }

  /** Prints a line of a result. */
  static void print(String line) {
    System.out.println(line);
  }

  /** Prints why a run ends otherwise. */
  static void failure(ExitCode code, String sentence) {
    System.err.println(LOG.get().map(log -> log.failure(code, sentence)).orElse(sentence));
  }

  /** Prints what went wrong, where no exit code is known yet. */
  static void error(String sentence) {
    System.err.println(LOG.get().map(log -> log.error(sentence)).orElse(sentence));
  }
}

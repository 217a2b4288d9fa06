package com.webiny.telemetry.job;

import com.webiny.telemetry.audit.RunSummary;
import com.webiny.telemetry.landing.LandingFile;
import java.util.List;
import java.util.Optional;

/**
 * What a run says to the person who started it: results on standard output, reasons on standard
 * error.
 */
final class Console {

  private Console() {}

  /** Says what a run is about to read: the long part. */
  static void reading(List<LandingFile> files) {
    long bytes = files.stream().mapToLong(LandingFile::length).sum();
    System.out.println("Reading " + files.size() + " files, " + bytes + " bytes.");
  }

  /** Prints what a run did. */
  static void print(Optional<RunSummary> summary, RunOptions options) {
    if (summary.isEmpty()) {
      System.out.println("Nothing to do: everything up to this day is published.");
      return;
    }
    summary.get().text().forEach(System.out::println);
    System.out.println("Reports are in " + options.warehouse() + "/reports.");
  }

  /** Prints a line of a result. */
  static void print(String line) {
    System.out.println(line);
  }

  /** Prints why a run ended otherwise. */
  static void error(String sentence) {
    System.err.println(sentence);
  }
}

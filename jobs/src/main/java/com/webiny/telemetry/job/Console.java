package com.webiny.telemetry.job;

import com.webiny.telemetry.audit.RunSummary;

/**
 * What a run says to the person who started it: results on standard output, reasons on standard
 * error.
 */
final class Console {

  private Console() {}

  /** Prints what a run did. */
  static void print(NightlyPipeline.Outcome outcome, RunOptions options) {
    if (outcome.summary().isEmpty()) {
      System.out.println("Nothing to do: everything up to this day is published.");
      if (outcome.unreadLateFiles().count() > 0) {
        System.out.println(RunSummary.UNREAD_LATE + outcome.unreadLateFiles().text() + ".");
      }
      return;
    }
    outcome.summary().get().text().forEach(System.out::println);
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

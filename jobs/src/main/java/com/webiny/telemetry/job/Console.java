package com.webiny.telemetry.job;

/**
 * What a run says to the person who started it: results on standard output, reasons on standard
 * error.
 */
final class Console {

  private Console() {}

  /** Prints a line of a result. */
  static void print(String line) {
    System.out.println(line);
  }

  /** Prints why a run ended otherwise. */
  static void error(String sentence) {
    System.err.println(sentence);
  }
}

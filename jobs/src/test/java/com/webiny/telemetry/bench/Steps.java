package com.webiny.telemetry.bench;

import java.util.Locale;

/** Says on standard output how long each step of a peer took. */
final class Steps {
  private long since = System.nanoTime();

  void done(String step) {
    long now = System.nanoTime();
    System.out.printf(Locale.ROOT, "%7.2f s  %s%n", (now - since) / 1e9, step);
    since = now;
  }
}

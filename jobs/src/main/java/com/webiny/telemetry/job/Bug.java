package com.webiny.telemetry.job;

/**
 * Tells a fault of this program without telling what it was looking at: only types and places of
 * the code.
 */
final class Bug {
  private static final int MAX_FRAMES = 12;

  private Bug() {}

  /** One sentence that a maintainer can use, free of any message, which might quote data. */
  static String sentence(Throwable bug) {
    Throwable root = bug;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    StringBuilder places = new StringBuilder();
    StackTraceElement[] frames = root.getStackTrace();
    for (int i = 0; i < Math.min(MAX_FRAMES, frames.length); i++) {
      places
          .append(i == 0 ? " at " : " < ")
          .append(frames[i].getClassName())
          .append('.')
          .append(frames[i].getMethodName())
          .append(':')
          .append(frames[i].getLineNumber());
    }
    return "This is a bug: please report "
        + bug.getClass().getName()
        + (root == bug ? "" : " caused by " + root.getClass().getName())
        + places
        + ".";
  }
}

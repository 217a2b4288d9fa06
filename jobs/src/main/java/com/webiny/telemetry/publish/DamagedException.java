package com.webiny.telemetry.publish;

import java.io.IOException;

/**
 * Control data whose bytes are not those that were written. Its message is one sentence for the
 * operator and holds no value of a log line.
 */
public final class DamagedException extends IOException {
  private static final long serialVersionUID = 1L;

  private DamagedException(String sentence) {
    super(sentence);
  }

  /**
   * Tells which file it is.
   *
   * @param path below the warehouse
   */
  static DamagedException of(String path) {
    return new DamagedException(
        path
            + " in the warehouse is damaged; restore it from a backup, or publish the raw logs to a new warehouse.");
  }
}

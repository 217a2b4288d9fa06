package com.webiny.telemetry.landing;

import java.io.IOException;

/**
 * A compressed file stops in the middle, or a plain one is shorter than it was listed: perhaps it
 * is still being written.
 */
final class EndsEarlyException extends IOException {
  private static final long serialVersionUID = 1L;

  EndsEarlyException() {
    super("the file ends early");
  }
}

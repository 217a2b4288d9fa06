package com.webiny.telemetry.privacy;

/**
 * A key file that cannot be used. The message is one sentence: the option, the place, what to do.
 */
public final class IdKeyException extends Exception {

  private static final long serialVersionUID = 1L;

  IdKeyException(String message) {
    super(message);
  }
}

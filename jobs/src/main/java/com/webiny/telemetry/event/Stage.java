package com.webiny.telemetry.event;

/**
 * Where in an attempt an event of the command line stands. The order of the constants is the order
 * in which events of one instant are read when attempts are paired (SPEC section 8): start, error,
 * error-graceful, end.
 */
public enum Stage {
  START("start"),
  ERROR("error"),
  ERROR_GRACEFUL("error-graceful"),
  END("end");

  private final String text;

  Stage(String text) {
    this.text = text;
  }

  /** The value of the column {@code stage}. */
  public String text() {
    return text;
  }
}

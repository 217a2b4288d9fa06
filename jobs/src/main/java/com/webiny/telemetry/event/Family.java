package com.webiny.telemetry.event;

/** The four kinds of activity the published promise names (SPEC section 4). */
public enum Family {
  CREATE("create"),
  PROJECT("project"),
  APP("app"),
  ADMIN("admin");

  private final String text;

  Family(String text) {
    this.text = text;
  }

  /** The value of the column {@code family}. */
  public String text() {
    return text;
  }
}

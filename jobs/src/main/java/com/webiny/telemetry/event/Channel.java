package com.webiny.telemetry.event;

/** How a version was released (SPEC section 7): derived from the version alone. */
public enum Channel {
  STABLE("stable"),
  PRERELEASE("prerelease"),
  DEV("dev"),
  UNKNOWN("unknown");

  private final String text;

  Channel(String text) {
    this.text = text;
  }

  /** The value of the column {@code channel}. */
  public String text() {
    return text;
  }
}

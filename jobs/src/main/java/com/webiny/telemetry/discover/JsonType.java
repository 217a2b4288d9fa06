package com.webiny.telemetry.discover;

import java.util.Locale;

/** What kind of value a field holds. */
public enum JsonType {
  STRING,
  NUMBER,
  BOOLEAN,
  OBJECT,
  ARRAY,
  NULL;

  /** Told by a value's first byte, in a text that is JSON. */
  static JsonType of(byte first) {
    return switch (first) {
      case '"' -> STRING;
      case '{' -> OBJECT;
      case '[' -> ARRAY;
      case 't', 'f' -> BOOLEAN;
      case 'n' -> NULL;
      default -> NUMBER;
    };
  }

  /** As it is shown. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}

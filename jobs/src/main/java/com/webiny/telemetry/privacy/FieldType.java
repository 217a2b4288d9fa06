package com.webiny.telemetry.privacy;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The kinds of single value an allowed field may have. There is none for an object, an array or a
 * free text: such a field cannot be written down.
 */
public enum FieldType {
  INSTANT("instant"),
  UUID("uuid"),
  EVENT("event"),
  VERSION("version"),
  FLAG("flag");

  private final String text;

  FieldType(String text) {
    this.text = text;
  }

  /** How the allowlist spells the type. */
  public String text() {
    return text;
  }

  /** The type spelled so, if there is one. */
  static Optional<FieldType> ofText(String text) {
    return Arrays.stream(values()).filter(type -> type.text.equals(text)).findFirst();
  }

  /** All spellings, for a person to choose from. */
  static String spellings() {
    return Arrays.stream(values()).map(FieldType::text).collect(Collectors.joining(", "));
  }
}

package com.webiny.telemetry.canary;

import java.nio.charset.StandardCharsets;

/**
 * Something that must not be found again.
 *
 * @param place where it was planted, for the report of a leak
 * @param text what was planted; bytes that are no text, as Latin-1
 * @param kind decides how it might be spelled
 */
public record Secret(String place, String text, Kind kind) {

  /** What it is. */
  public enum Kind {
    /** Words, as UTF-8. */
    TEXT,
    /** A UUID, which might also be stored as its 16 bytes, or as a hash of its text. */
    ID,
    /** The bytes of an ID key. */
    KEY
  }

  byte[] bytes() {
    return text.getBytes(kind == Kind.KEY ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
  }
}

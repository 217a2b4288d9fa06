package com.webiny.telemetry.json;

/**
 * What all readers of JSON share: the limits, and looking at a place that may lie beyond the end,
 * as {@link #MALFORMED} and every place counted from it do.
 */
final class JsonText {

  /** How deep a text may nest; its outermost value counts as 1. */
  static final int MAX_NESTING = 1_000;

  /** How many digits a number may have: integer, fraction and exponent together. */
  static final int MAX_NUMBER_DIGITS = 1_000;

  /** The place behind a fault. */
  static final int MALFORMED = Integer.MAX_VALUE / 2;

  private JsonText() {}

  /** The byte at this place; beyond the end NUL, which no JSON text holds. */
  static byte byteAt(byte[] bytes, int at, int end) {
    return at < end ? bytes[at] : 0;
  }

  /** Passes over this one character, which must stand here. */
  static int expect(char expected, byte[] bytes, int at, int end) {
    return byteAt(bytes, at, end) == expected ? at + 1 : MALFORMED;
  }

  /** Passes over white space, if there is any. */
  static int skipSpace(byte[] bytes, int at, int end) {
    // Nearly always there is none: so the loop is kept out of the way.
    return byteAt(bytes, at, end) > ' ' ? at : skipSpaces(bytes, at, end);
  }

  private static int skipSpaces(byte[] bytes, int at, int end) {
    int behind = at;
    while (isSpace(byteAt(bytes, behind, end))) {
      behind++;
    }
    return behind;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t' || b == '\r' || b == '\n';
  }
}

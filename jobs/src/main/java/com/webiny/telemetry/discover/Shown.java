package com.webiny.telemetry.discover;

import java.nio.charset.StandardCharsets;

/**
 * Names that strangers chose, as they may be shown on a terminal: printable ASCII only, so that
 * none can move a cursor, colour or reverse text, or look like another; a name of other than
 * letters, digits, {@code _}, {@code -} and {@code $} stands in quotes. Two names that differ only
 * behind the cut are shown alike.
 */
final class Shown {
  /** The most characters of a name. */
  static final int MAX_NAME = 80;

  /** The most characters of a path. */
  static final int MAX_PATH = 200;

  private static final String CUT = "...";

  private Shown() {}

  /** A path of {@link FieldWalk}. */
  static String path(String key) {
    StringBuilder shown = new StringBuilder();
    for (String name : key.split(String.valueOf(FieldWalk.SEPARATOR), -1)) {
      if (name.equals(FieldWalk.ELEMENT)) {
        shown.append("[]");
      } else {
        shown.append(shown.isEmpty() ? "" : ".").append(name(name));
      }
    }
    return cut(shown.toString(), MAX_PATH);
  }

  /**
   * A name.
   *
   * @param bytes UTF-8, each byte as a character of the same number
   */
  static String name(String bytes) {
    String name = new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    StringBuilder shown = new StringBuilder();
    boolean plain = !name.isEmpty();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      plain &= isPlain(c);
      if (c == '"' || c == '\\') {
        shown.append('\\').append(c);
      } else if (c >= ' ' && c <= '~') {
        shown.append(c);
      } else {
        shown
            .append("\\u")
            .append(hex(c >> 12))
            .append(hex(c >> 8))
            .append(hex(c >> 4))
            .append(hex(c));
      }
    }
    String text = cut(shown.toString(), MAX_NAME);
    return plain ? text : '"' + text + '"';
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-'
        || c == '$';
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - CUT.length()) + CUT;
  }

  private static char hex(int digit) {
    return Character.forDigit(digit & 0xf, 16);
  }
}

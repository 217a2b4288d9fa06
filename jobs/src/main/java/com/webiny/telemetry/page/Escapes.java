package com.webiny.telemetry.page;

/** Makes any text harmless where it stands in a page: as text of HTML, or as a string of JSON. */
final class Escapes {
  private static final String HEX = "0123456789abcdef";

  private Escapes() {}

  /** The text as HTML shows it, in an element or in a quoted attribute. */
  static String html(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  /**
   * Appends the text as a JSON string that may stand in a script element: nothing in it can end the
   * element, begin a comment, or end a line for any reader.
   */
  static void json(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isPlain(c)) {
        out.append(c);
      } else {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          out.append(HEX.charAt((c >> shift) & 15));
        }
      }
    }
    out.append('"');
  }

  /** Printable ASCII without what means something to JSON or HTML. */
  private static boolean isPlain(char c) {
    return c >= ' ' && c < 0x7f && c != '"' && c != '\\' && c != '<' && c != '>' && c != '&'
        && c != '\'';
  }
}

package com.webiny.telemetry.json;

import com.webiny.telemetry.bytes.EightBytes;

/** Strings of a JSON text: where they end, and that all in them is right. */
final class JsonStrings {

  /** How far behind the end of a text bytes are looked at, which must be in the array. */
  static final int PADDING = 2 * EightBytes.COUNT;

  private static final long QUOTE_BIT = EightBytes.repeated('"' ^ ' ');
  private static final long BEHIND_SPACE = EightBytes.repeated(' ' + 1);
  private static final long BACKSLASHES = EightBytes.repeated('\\');
  private static final long ONES = EightBytes.repeated(1);

  private JsonStrings() {}

  /** Passes over the rest of a string whose opening quote was read. */
  static int skip(byte[] bytes, int from, int end) {
    int special = firstSpecial(bytes, from, end);
    return JsonText.byteAt(bytes, special, end) == '"'
        ? special + 1
        : closingQuote(bytes, special, end) + 1;
  }

  /**
   * The place of the first byte that is not simply a character of the string: a quote, a backslash,
   * a control character or one beyond ASCII; a place not before the end if there is none.
   *
   * @param bytes with {@link #PADDING} bytes behind the end
   */
  static int firstSpecial(byte[] bytes, int from, int end) {
    // Most strings are shorter than this, so that one step is all they need.
    for (int at = from; at < end; at += 2 * EightBytes.COUNT) {
      long first = special(EightBytes.at(bytes, at));
      long second = special(EightBytes.at(bytes, at + EightBytes.COUNT));
      if (first != 0) {
        return at + EightBytes.firstMarked(first);
      } else if (second != 0) {
        return at + EightBytes.COUNT + EightBytes.firstMarked(second);
      }
    }
    return JsonText.MALFORMED;
  }

  /**
   * Marks special bytes, right up to the first. A subtraction sets the highest bit of an ASCII byte
   * below what is taken off, and of no byte before the first such. Changing the one bit in which
   * quote and space differ puts the quote right above the control characters, and the space, which
   * is none of them, out of the way.
   */
  private static long special(long eight) {
    return (eight | ((eight ^ QUOTE_BIT) - BEHIND_SPACE) | ((eight ^ BACKSLASHES) - ONES))
        & EightBytes.MARKS;
  }

  /**
   * The place of the quote that ends a string, or {@link JsonText#MALFORMED}.
   *
   * @param special the first special byte behind its opening quote
   */
  static int closingQuote(byte[] bytes, int special, int end) {
    int at = special;
    while (true) {
      byte b = JsonText.byteAt(bytes, at, end);
      if (b == '"') {
        return at;
      } else if (b == '\\') {
        at = firstSpecial(bytes, skipEscape(bytes, at + 1, end), end);
      } else if (b < 0) {
        int size = Utf8.sequenceSize(bytes, at, end);
        if (size == 0) {
          return JsonText.MALFORMED;
        }
        at += size;
        // Rarely a character beyond ASCII comes alone.
        at = JsonText.byteAt(bytes, at, end) < 0 ? at : firstSpecial(bytes, at, end);
      } else {
        return JsonText.MALFORMED;
      }
    }
  }

  private static int skipEscape(byte[] bytes, int at, int end) {
    return switch (JsonText.byteAt(bytes, at, end)) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at + 1;
      case 'u' -> end - at > 4 && hex(bytes, at + 1) >= 0 ? at + 5 : JsonText.MALFORMED;
      default -> JsonText.MALFORMED;
    };
  }

  /** The number of four hexadecimal digits; negative if one is none. */
  static int hex(byte[] bytes, int at) {
    // A digit that is none is -1, and so then is the whole.
    return digit(bytes[at]) << 12
        | digit(bytes[at + 1]) << 8
        | digit(bytes[at + 2]) << 4
        | digit(bytes[at + 3]);
  }

  private static int digit(byte b) {
    return Character.digit(b, 16);
  }
}

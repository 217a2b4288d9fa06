package com.webiny.telemetry.json;

import com.webiny.telemetry.bytes.EightBytes;
import java.nio.charset.StandardCharsets;

/** Numbers and the three words of a JSON text: where they end, and that they are right. */
final class JsonScalars {

  /** A word of at most eight bytes. */
  private record Word(long head, int length) {

    static Word of(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
      return new Word(EightBytes.head(bytes, 0, bytes.length), bytes.length);
    }
  }

  private static final Word TRUE = Word.of("true");
  private static final Word FALSE = Word.of("false");
  private static final Word NULL = Word.of("null");

  private JsonScalars() {}

  /** Passes over true, false, null or a number. */
  static int skip(byte[] bytes, int at, int end) {
    return switch (JsonText.byteAt(bytes, at, end)) {
      case 't' -> skipWord(TRUE, bytes, at, end);
      case 'f' -> skipWord(FALSE, bytes, at, end);
      case 'n' -> skipWord(NULL, bytes, at, end);
      default -> skipNumber(bytes, at, end);
    };
  }

  private static int skipWord(Word word, byte[] bytes, int at, int end) {
    boolean isThere =
        word.length <= end - at && EightBytes.head(bytes, at, word.length) == word.head;
    return isThere ? at + word.length : JsonText.MALFORMED;
  }

  private static int skipNumber(byte[] bytes, int start, int end) {
    int integer = JsonText.byteAt(bytes, start, end) == '-' ? start + 1 : start;
    // A zero stands alone: what follows it is for the caller to refuse.
    int at =
        JsonText.byteAt(bytes, integer, end) == '0' ? integer + 1 : skipDigits(bytes, integer, end);
    int digits = at - integer;
    if (JsonText.byteAt(bytes, at, end) == '.') {
      int fraction = at + 1;
      at = skipDigits(bytes, fraction, end);
      digits += at - fraction;
    }
    // The bit in which upper and lower case differ.
    if ((JsonText.byteAt(bytes, at, end) | 0x20) == 'e') {
      byte sign = JsonText.byteAt(bytes, at + 1, end);
      int exponent = sign == '+' || sign == '-' ? at + 2 : at + 1;
      at = skipDigits(bytes, exponent, end);
      digits += at - exponent;
    }
    return digits > JsonText.MAX_NUMBER_DIGITS ? JsonText.MALFORMED : at;
  }

  /** Passes over digits, of which there must be one. */
  private static int skipDigits(byte[] bytes, int start, int end) {
    int at = start;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    return at > start ? at : JsonText.MALFORMED;
  }
}

package com.webiny.telemetry.json;

/** Numbers and the three words of a JSON text: where they end, and that they are right. */
final class JsonScalars {

  private JsonScalars() {}

  /** Passes over true, false, null or a number. */
  static int skip(byte[] bytes, int at, int end) {
    return switch (JsonText.byteAt(bytes, at, end)) {
      case 't' -> skipRest("true", bytes, at, end);
      case 'f' -> skipRest("false", bytes, at, end);
      case 'n' -> skipRest("null", bytes, at, end);
      default -> skipNumber(bytes, at, end);
    };
  }

  private static int skipRest(String word, byte[] bytes, int at, int end) {
    for (int i = 1; i < word.length(); i++) {
      if (JsonText.byteAt(bytes, at + i, end) != word.charAt(i)) {
        return JsonText.MALFORMED;
      }
    }
    return at + word.length();
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

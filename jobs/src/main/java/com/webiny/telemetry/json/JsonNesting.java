package com.webiny.telemetry.json;

/**
 * Passes over objects and arrays, however deep, without recursion: all it remembers is one flag for
 * each level. Not thread-safe.
 */
final class JsonNesting {

  /** For each level of nesting whether it is an object; else it is an array. */
  private final boolean[] isObject = new boolean[JsonText.MAX_NESTING + 1];

  /**
   * Passes over the object or array that begins here.
   *
   * <p>One method, although it is long: split up, it is small enough for the JIT to copy it into
   * every place a value is passed over, and then there is no room left there for what runs more
   * often.
   *
   * @param outerDepth how many objects and arrays are open around it
   */
  int skip(byte[] bytes, int start, int end, int outerDepth) {
    int depth = outerDepth;
    int at = start;
    boolean isMember = false;
    while (true) {
      if (isMember) {
        at = JsonText.expect('"', bytes, at, end);
        at = JsonText.skipSpace(bytes, JsonStrings.skip(bytes, at, end), end);
        at = JsonText.skipSpace(bytes, JsonText.expect(':', bytes, at, end), end);
      }
      // Here a value begins.
      switch (JsonText.byteAt(bytes, at, end)) {
        case '"' -> at = JsonStrings.skip(bytes, at + 1, end);
        case '{' -> {
          if (++depth > JsonText.MAX_NESTING) {
            return JsonText.MALFORMED;
          }
          isObject[depth] = true;
          at = JsonText.skipSpace(bytes, at + 1, end);
          if (JsonText.byteAt(bytes, at, end) != '}') {
            isMember = true;
            continue;
          }
        }
        case '[' -> {
          if (++depth > JsonText.MAX_NESTING) {
            return JsonText.MALFORMED;
          }
          isObject[depth] = false;
          at = JsonText.skipSpace(bytes, at + 1, end);
          if (JsonText.byteAt(bytes, at, end) != ']') {
            isMember = false;
            continue;
          }
        }
        default -> at = JsonScalars.skip(bytes, at, end);
      }
      // Here a value has ended, or an empty object or array is about to.
      at = JsonText.skipSpace(bytes, at, end);
      byte closing = isObject[depth] ? (byte) '}' : (byte) ']';
      while (JsonText.byteAt(bytes, at, end) == closing) {
        if (--depth == outerDepth) {
          return at + 1;
        }
        at = JsonText.skipSpace(bytes, at + 1, end);
        closing = isObject[depth] ? (byte) '}' : (byte) ']';
      }
      if (JsonText.byteAt(bytes, at, end) != ',') {
        return JsonText.MALFORMED;
      }
      at = JsonText.skipSpace(bytes, at + 1, end);
      isMember = isObject[depth];
    }
  }
}

package com.webiny.telemetry.json;

import com.webiny.telemetry.bytes.EightBytes;

/**
 * Reads JSON by the letter of RFC 8259 from bytes, without making objects.
 *
 * <p>Its methods take the place to begin at and give the place behind what they read. A fault gives
 * a place beyond the end, where nothing can be read any more: so it need not be asked for after
 * each step, it shows when the text should be at its {@linkplain #isEnd end}.
 *
 * <p>Nothing that is passed over is kept. Memory is that of one string with escapes, one text at
 * the end of its array, and one flag for each level of nesting. Not thread-safe.
 */
public final class JsonReader {

  /** The place behind a fault. */
  public static final int MALFORMED = JsonText.MALFORMED;

  private static final short COLON_QUOTE = EightBytes.two(':', '"');
  private static final short COMMA_QUOTE = EightBytes.two(',', '"');

  /** For each level of nesting whether it is an object; else it is an array. */
  private final boolean[] isObject = new boolean[JsonText.MAX_NESTING + 1];

  private final Unescaped unescaped = new Unescaped();
  private byte[] padded = {};
  private byte[] bytes = padded;
  private int end;
  private boolean textHasEscapes;
  private int textStart;
  private int textLength;

  /**
   * Turns to another text, which must stay as it is while it is read.
   *
   * @return its first place
   */
  public int open(byte[] source, int offset, int length) {
    int start = offset;
    if (source.length - offset - length < JsonStrings.PADDING) {
      copy(source, offset, length);
      start = 0;
    } else if (bytes != source) {
      bytes = source;
    }
    end = start + length;
    textHasEscapes = false;
    textStart = start;
    textLength = 0;
    return start;
  }

  /** Makes room behind a text that lies at the very end of its array. */
  private void copy(byte[] source, int offset, int length) {
    if (padded.length < length + JsonStrings.PADDING) {
      padded = new byte[length + JsonStrings.PADDING];
    }
    System.arraycopy(source, offset, padded, 0, length);
    bytes = padded;
  }

  /** Whether exactly the whole text was read, without a fault. */
  public boolean isEnd(int at) {
    return at == end;
  }

  /** The byte at this place, which tells what begins there; NUL at the end and behind a fault. */
  public byte byteAt(int at) {
    return JsonText.byteAt(bytes, at, end);
  }

  /** Passes over white space, if there is any. */
  public int skipSpace(int at) {
    return JsonText.skipSpace(bytes, at, end);
  }

  /** Passes over this one byte, which must stand here. */
  public int expect(char expected, int at) {
    return byteAt(at) == expected ? at + 1 : MALFORMED;
  }

  /** Whether nothing but a comma stands before the name of a further member, as it mostly is. */
  public boolean isNextName(int at) {
    return areNext(COMMA_QUOTE, at);
  }

  /** Passes over what stands between a name and its value. */
  public int toValue(int at) {
    return areNext(COLON_QUOTE, at) ? at + 1 : skipSpace(expect(':', skipSpace(at)));
  }

  /** Reads the rest of a string whose opening quote was read, to be found as the text. */
  public int readString(int from) {
    int special = JsonStrings.firstSpecial(bytes, from, end);
    if (byteAt(special) == '"') {
      textHasEscapes = false;
      textStart = from;
      textLength = special - from;
      return special + 1;
    }
    return readStringWith(special, from);
  }

  private int readStringWith(int special, int from) {
    int quote = JsonStrings.closingQuote(bytes, special, end);
    textStart = 0;
    textLength = 0;
    textHasEscapes = true;
    if (quote < end) {
      unescaped.read(bytes, from, quote);
      textLength = unescaped.length();
    }
    return quote + 1;
  }

  /**
   * Where the bytes of the text are: those of the name or string read last, escapes resolved. Good
   * until the next is read.
   */
  public byte[] textBytes() {
    return textHasEscapes ? unescaped.bytes() : bytes;
  }

  public int textStart() {
    return textStart;
  }

  public int textLength() {
    return textLength;
  }

  /**
   * Passes over the rest of a member whose name was read.
   *
   * @param depth how many objects and arrays are open around it
   */
  public int skipMember(int at, int depth) {
    return areNext(COLON_QUOTE, at) ? skipString(at + 2) : skipValue(toValue(at), depth);
  }

  /**
   * Passes over a value of any kind.
   *
   * @param depth how many objects and arrays are open around it
   */
  public int skipValue(int at, int depth) {
    return switch (byteAt(at)) {
      case '"' -> skipString(at + 1);
      case '{', '[' -> skipNested(at, depth);
      default -> JsonScalars.skip(bytes, at, end);
    };
  }

  /** Passes over the rest of a string whose opening quote was read. */
  private int skipString(int from) {
    int special = JsonStrings.firstSpecial(bytes, from, end);
    return byteAt(special) == '"' ? special + 1 : JsonStrings.closingQuote(bytes, special, end) + 1;
  }

  /** Passes over an object or array, however deep, without recursion. */
  private int skipNested(int start, int startDepth) {
    int depth = startDepth;
    int at = start;
    while (true) {
      byte first = byteAt(at);
      if (first == '{' || first == '[') {
        if (++depth > JsonText.MAX_NESTING) {
          return MALFORMED;
        }
        isObject[depth] = first == '{';
        at = skipSpace(at + 1);
        if (byteAt(at) != closing(depth)) {
          at = toElement(at, depth);
          continue;
        }
      } else {
        at = skipValue(at, depth);
      }
      // Here a value has just ended, or an empty object or array is about to.
      if (areNext(COMMA_QUOTE, at)) {
        at = isObject[depth] ? toValue(skipString(at + 2)) : at + 1;
        continue;
      }
      at = skipSpace(at);
      while (byteAt(at) == closing(depth)) {
        if (--depth == startDepth) {
          return at + 1;
        }
        at = skipSpace(at + 1);
      }
      if (byteAt(at) != ',') {
        return MALFORMED;
      }
      at = toElement(skipSpace(at + 1), depth);
    }
  }

  private byte closing(int depth) {
    return isObject[depth] ? (byte) '}' : (byte) ']';
  }

  /** Passes over what stands before a value, which is a name if the value is a member. */
  private int toElement(int at, int depth) {
    return isObject[depth] ? toValue(skipString(expect('"', at))) : at;
  }

  private boolean areNext(short two, int at) {
    return at < end - 1 && EightBytes.twoAt(bytes, at) == two;
  }
}

package com.webiny.telemetry.json;

import com.webiny.telemetry.bytes.EightBytes;

/**
 * Reads JSON by the letter of RFC 8259 from bytes, without making objects.
 *
 * <p>Its methods take the place to begin at and give the place behind what they read. A fault gives
 * a place beyond the end, where nothing can be read any more: so it need not be asked for after
 * each step, it shows when the text should be at its {@linkplain #isEnd end}.
 *
 * <p>Nothing that is passed over is kept. Memory is that of the strings with escapes of one text,
 * of one text at the end of its array, and of one flag for each level of nesting. Not thread-safe.
 */
public final class JsonReader {

  /** The place behind a fault. */
  public static final int MALFORMED = JsonText.MALFORMED;

  private static final short COLON_QUOTE = EightBytes.two(':', '"');
  private static final short COMMA_QUOTE = EightBytes.two(',', '"');

  private final JsonNesting nesting = new JsonNesting();
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
    unescaped.clear();
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

  /** Whether nothing but white space is left, and nothing before it was wrong. */
  public boolean isEnd(int at) {
    return at == end || skipSpace(at) == end;
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
    return JsonText.expect(expected, bytes, at, end);
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
    textHasEscapes = true;
    textStart = unescaped.length();
    if (quote < end) {
      unescaped.add(bytes, from, quote);
    }
    textLength = unescaped.length() - textStart;
    return quote + 1;
  }

  /** Whether the text, the string read last, is not found as it was sent. */
  public boolean textHasEscapes() {
    return textHasEscapes;
  }

  /**
   * Where a string that was read is to be found until another text is opened.
   *
   * @param hasEscapes whether it had escapes, which are resolved there
   */
  public byte[] bytes(boolean hasEscapes) {
    return hasEscapes ? unescaped.bytes() : bytes;
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
    return areNext(COLON_QUOTE, at)
        ? JsonStrings.skip(bytes, at + 2, end)
        : skipValue(toValue(at), depth);
  }

  /**
   * Passes over a value of any kind.
   *
   * @param depth how many objects and arrays are open around it
   */
  public int skipValue(int at, int depth) {
    return switch (byteAt(at)) {
      case '"' -> JsonStrings.skip(bytes, at + 1, end);
      case '{', '[' -> nesting.skip(bytes, at, end, depth);
      default -> JsonScalars.skip(bytes, at, end);
    };
  }

  private boolean areNext(short two, int at) {
    return at < end - 1 && EightBytes.twoAt(bytes, at) == two;
  }
}

package com.webiny.telemetry.json;

import java.util.Arrays;

/**
 * The strings of a JSON text that were read and have escapes, these resolved, as UTF-8, one behind
 * the other. Used again for each text, so it is at most as long as the longest one was.
 */
final class Unescaped {

  private byte[] bytes = new byte[128];
  private int length;

  byte[] bytes() {
    return bytes;
  }

  /** How many bytes there are: the next string begins behind them. */
  int length() {
    return length;
  }

  /** Forgets the strings of the text before. */
  void clear() {
    length = 0;
  }

  /**
   * Adds a string.
   *
   * @param from behind its opening quote
   * @param to at its closing quote; all between must have been found right
   */
  void add(byte[] source, int from, int to) {
    // No escape is shorter than what it stands for.
    if (bytes.length - length < to - from) {
      bytes = Arrays.copyOf(bytes, 2 * length + to - from);
    }
    int at = from;
    while (at < to) {
      byte b = source[at++];
      if (b != '\\') {
        bytes[length++] = b;
        continue;
      }
      byte escape = source[at++];
      if (escape == 'u') {
        char first = (char) JsonStrings.hex(source, at);
        at += 4;
        if (Character.isHighSurrogate(first) && isLowSurrogate(source, at, to)) {
          add(Character.toCodePoint(first, (char) JsonStrings.hex(source, at + 2)));
          at += 6;
        } else {
          add(first);
        }
      } else {
        bytes[length++] = control(escape);
      }
    }
  }

  private static boolean isLowSurrogate(byte[] source, int at, int to) {
    return to - at >= 6
        && source[at] == '\\'
        && source[at + 1] == 'u'
        && Character.isLowSurrogate((char) JsonStrings.hex(source, at + 2));
  }

  private static byte control(byte escape) {
    return switch (escape) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> escape; // a quote, a backslash or a slash stands for itself
    };
  }

  /**
   * Adds a character as UTF-8. A lone surrogate, which has no UTF-8, becomes what its number would
   * be: no word is equal to that.
   */
  private void add(int character) {
    if (character < 0x80) {
      bytes[length++] = (byte) character;
    } else if (character < 0x800) {
      bytes[length++] = (byte) (0xC0 | character >> 6);
      addRest(character, 0);
    } else if (character < 0x1_0000) {
      bytes[length++] = (byte) (0xE0 | character >> 12);
      addRest(character, 6);
      addRest(character, 0);
    } else {
      bytes[length++] = (byte) (0xF0 | character >> 18);
      addRest(character, 12);
      addRest(character, 6);
      addRest(character, 0);
    }
  }

  private void addRest(int character, int shift) {
    bytes[length++] = (byte) (0x80 | (character >> shift & 0x3F));
  }
}

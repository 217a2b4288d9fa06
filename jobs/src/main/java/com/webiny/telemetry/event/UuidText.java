package com.webiny.telemetry.event;

import com.webiny.telemetry.bytes.EightBytes;

/**
 * Reads an anonymous ID: a UUID as 8-4-4-4-12 hex of any case, not all zeros (SPEC section 3). Not
 * thread-safe.
 */
final class UuidText {

  private static final int LENGTH = 36;
  private static final long LOWER_HALF = 0xFFFF_FFFFL;

  private static final long ZEROS = EightBytes.repeated('0');
  private static final long CASE_BITS = EightBytes.repeated('a' ^ 'A');
  private static final long BEFORE_A = EightBytes.repeated('a' - 1);
  private static final long BEHIND_9 = EightBytes.repeated(0x80 - 10);
  private static final long FROM_A = EightBytes.repeated(0x80 - 1);
  private static final long BEHIND_F = EightBytes.repeated(0x80 - 7);
  private static final long LOW_NIBBLES = EightBytes.repeated(0x0F);

  private long high;
  private long low;

  /**
   * Reads a text.
   *
   * @return whether it is an ID; only then {@link #high()} and {@link #low()} are its
   */
  boolean read(byte[] text, int offset, int length) {
    if (length != LENGTH
        || text[offset + 8] != '-'
        || text[offset + 13] != '-'
        || text[offset + 18] != '-'
        || text[offset + 23] != '-') {
      return false;
    }
    long first = EightBytes.at(text, offset);
    long second = halves(EightBytes.at(text, offset + 9), EightBytes.at(text, offset + 14));
    long third = halves(EightBytes.at(text, offset + 19), EightBytes.at(text, offset + 24));
    long fourth = EightBytes.at(text, offset + 28);
    if ((notHex(first) | notHex(second) | notHex(third) | notHex(fourth)) != 0) {
      return false;
    }
    high = number(first) << Integer.SIZE | number(second);
    low = number(third) << Integer.SIZE | number(fourth);
    return (high | low) != 0;
  }

  /** The first 16 hexadecimal digits of the ID. */
  long high() {
    return high;
  }

  /** The last 16 hexadecimal digits of the ID. */
  long low() {
    return low;
  }

  /** The first four bytes of each. */
  private static long halves(long first, long second) {
    return (first & LOWER_HALF) | second << Integer.SIZE;
  }

  /** Marks bytes that are no hexadecimal digit. */
  private static long notHex(long eight) {
    long notDigit = (eight ^ ZEROS) + BEHIND_9;
    return (eight | (notDigit & ~letters(eight))) & EightBytes.MARKS;
  }

  /**
   * Marks the letters A to F of any case, if all bytes are ASCII. Only letters differ from their
   * lower case in this one bit, and nothing but the upper-case letters becomes a letter by it.
   */
  private static long letters(long eight) {
    long fromA = (eight | CASE_BITS) ^ BEFORE_A;
    return (fromA + FROM_A) & ~(fromA + BEHIND_F) & EightBytes.MARKS;
  }

  /** The number of eight hexadecimal digits. */
  private static long number(long eight) {
    // The letters of either case end in 1 to 6.
    long nibbles = (eight & LOW_NIBBLES) + (letters(eight) >>> 7) * 9;
    long number = Long.reverseBytes(nibbles);
    number = (number | number >>> 4) & 0x00FF_00FF_00FF_00FFL;
    number = (number | number >>> 8) & 0x0000_FFFF_0000_FFFFL;
    return (number | number >>> 16) & LOWER_HALF;
  }
}

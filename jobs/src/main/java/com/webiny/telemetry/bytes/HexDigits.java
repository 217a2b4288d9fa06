package com.webiny.telemetry.bytes;

/** Eight hexadecimal digits at a time, as bytes of ASCII. */
public final class HexDigits {

  private static final long ZEROS = EightBytes.repeated('0');
  private static final long CASE_BITS = EightBytes.repeated('a' ^ 'A');
  private static final long BEFORE_A = EightBytes.repeated('a' - 1);
  private static final long FROM_10 = EightBytes.repeated(0x80 - 10);
  private static final long FROM_1 = EightBytes.repeated(0x80 - 1);
  private static final long FROM_7 = EightBytes.repeated(0x80 - 7);
  private static final long LOW_NIBBLES = EightBytes.repeated(0x0F);
  private static final long EVERY_OTHER_BYTE = 0x00FF_00FF_00FF_00FFL;
  private static final long EVERY_OTHER_TWO = 0x0000_FFFF_0000_FFFFL;
  private static final long EVERY_OTHER_FOUR = 0x0000_0000_FFFF_FFFFL;

  private HexDigits() {}

  /** Marks the bytes that are no hexadecimal digit of either case. */
  public static long others(long eight) {
    long notDecimal = (eight ^ ZEROS) + FROM_10;
    return (eight | (notDecimal & ~letters(eight))) & EightBytes.MARKS;
  }

  /**
   * Marks the letters A to F of either case, if all bytes are ASCII. Only letters differ from their
   * lower case in this one bit, and nothing but the upper-case letters becomes a letter by it.
   */
  private static long letters(long eight) {
    long letter = (eight | CASE_BITS) ^ BEFORE_A;
    return (letter + FROM_1) & ~(letter + FROM_7) & EightBytes.MARKS;
  }

  /** The number of eight hexadecimal digits, of which the first weighs most. */
  public static long number(long eight) {
    // The letters of either case end in 1 to 6.
    long digits = (eight & LOW_NIBBLES) + 9 * (letters(eight) >>> 7);
    long number = Long.reverseBytes(digits);
    number = (number | number >>> 4) & EVERY_OTHER_BYTE;
    number = (number | number >>> 8) & EVERY_OTHER_TWO;
    return (number | number >>> 16) & EVERY_OTHER_FOUR;
  }

  /** The eight digits, letters in lower case, of the lower half of a number. */
  public static long text(long number) {
    long digits = number & EVERY_OTHER_FOUR;
    digits = (digits | digits << 16) & EVERY_OTHER_TWO;
    digits = (digits | digits << 8) & EVERY_OTHER_BYTE;
    digits = Long.reverseBytes((digits | digits << 4) & LOW_NIBBLES);
    long letters = ((digits + FROM_10) & EightBytes.MARKS) >>> 7;
    return digits + ZEROS + ('a' - '0' - 10) * letters;
  }
}

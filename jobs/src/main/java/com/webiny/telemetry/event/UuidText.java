package com.webiny.telemetry.event;

import com.webiny.telemetry.bytes.EightBytes;
import com.webiny.telemetry.bytes.HexDigits;

/**
 * Reads an anonymous ID: a UUID as 8-4-4-4-12 hex of any case, not all zeros (SPEC section 3). Not
 * thread-safe.
 */
public final class UuidText {

  private static final int LENGTH = 36;
  private static final long LOWER_HALF = 0xFFFF_FFFFL;

  private long high;
  private long low;

  /**
   * Reads a text.
   *
   * @return whether it is an ID; only then {@link #high()} and {@link #low()} are its
   */
  public boolean read(byte[] text, int offset, int length) {
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
    long others =
        HexDigits.others(first)
            | HexDigits.others(second)
            | HexDigits.others(third)
            | HexDigits.others(fourth);
    if (others != 0) {
      return false;
    }
    high = HexDigits.number(first) << Integer.SIZE | HexDigits.number(second);
    low = HexDigits.number(third) << Integer.SIZE | HexDigits.number(fourth);
    return (high | low) != 0;
  }

  /** The first 16 hexadecimal digits of the ID. */
  public long high() {
    return high;
  }

  /** The last 16 hexadecimal digits of the ID. */
  public long low() {
    return low;
  }

  /** The first four bytes of each. */
  private static long halves(long first, long second) {
    return (first & LOWER_HALF) | second << Integer.SIZE;
  }
}

package com.webiny.telemetry.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Whether bytes are UTF-8 by the letter: no overlong form, no surrogate, nothing beyond U+10FFFF,
 * nothing cut off.
 */
final class Utf8 {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long LOW_BITS = 0x0101010101010101L;

  private Utf8() {}

  /** Whether the bytes are UTF-8 and hold no NUL, which no JSON text contains. */
  static boolean isValidWithoutNul(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int at = offset;
    while (at < end) {
      // Plain ASCII, eight bytes at a time: a byte is a problem if its high bit is set, or if
      // taking one off
      // sets it, which in ASCII only happens to NUL.
      while (at <= end - Long.BYTES) {
        long eight = (long) LONGS.get(bytes, at);
        if (((eight | (eight - LOW_BITS)) & HIGH_BITS) != 0) {
          break;
        }
        at += Long.BYTES;
      }
      if (at == end) {
        return true;
      }
      int size = sequenceSize(bytes, at, end);
      if (size == 0) {
        return false;
      }
      at += size;
    }
    return true;
  }

  /** How many bytes the character at this place has; 0 if it is none, or NUL. */
  private static int sequenceSize(byte[] bytes, int at, int end) {
    int first = bytes[at];
    if (first >= 0) {
      return first == 0 ? 0 : 1;
    }
    int lead = first & 0xFF;
    int size = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    if (size == 0 || end - at < size || !isSecondByte(lead, bytes[at + 1])) {
      return 0;
    }
    for (int i = 2; i < size; i++) {
      if ((bytes[at + i] & 0xC0) != 0x80) {
        return 0;
      }
    }
    return size;
  }

  /** The second byte is where overlong forms, surrogates and too high characters show. */
  private static boolean isSecondByte(int lead, byte second) {
    int value = second & 0xFF;
    int lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    int highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    return value >= lowest && value <= highest;
  }
}

package com.webiny.telemetry.json;

/**
 * Whether bytes beyond ASCII are UTF-8 by the letter: no overlong form, no surrogate, nothing
 * beyond U+10FFFF, nothing cut off.
 */
final class Utf8 {

  private Utf8() {}

  /** How many bytes the character has whose first byte, not ASCII, stands here; 0 if it is none. */
  static int sequenceSize(byte[] bytes, int at, int end) {
    int lead = bytes[at] & 0xFF;
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

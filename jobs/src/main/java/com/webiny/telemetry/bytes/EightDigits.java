package com.webiny.telemetry.bytes;

import java.nio.charset.StandardCharsets;

/**
 * Eight bytes of a fixed form: digits at some places, at each other place one character.
 *
 * @param form the form with zeros for digits
 * @param room for each byte how much can be added to its difference from the form before the
 *     highest bit is set
 */
public record EightDigits(long form, long room) {

  /** This form, with a zero for each digit. */
  public static EightDigits of(String form) {
    byte[] bytes = form.getBytes(StandardCharsets.US_ASCII);
    byte[] room = new byte[EightBytes.COUNT];
    for (int i = 0; i < EightBytes.COUNT; i++) {
      int most = bytes[i] == '0' ? 9 : 0;
      room[i] = (byte) (Byte.MAX_VALUE - most);
    }
    return new EightDigits(EightBytes.at(bytes, 0), EightBytes.at(room, 0));
  }

  /**
   * The value of each digit in its own byte, other bytes 0; a negative number if these eight bytes
   * are not of the form.
   */
  public long digits(byte[] bytes, int at) {
    // A digit differs from zero by its value.
    long difference = EightBytes.at(bytes, at) ^ form;
    return ((difference | (difference + room)) & EightBytes.MARKS) == 0 ? difference : -1;
  }
}

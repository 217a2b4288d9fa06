package com.webiny.telemetry.event;

import java.util.Arrays;
import java.util.Optional;

/**
 * Works around one refusal of Jackson: RFC 8259 allows a lone surrogate escaped in a member name,
 * its reader of bytes does not.
 */
final class EscapedSurrogates {

  private EscapedSurrogates() {}

  /**
   * The line with each escaped surrogate made another escaped character of the same length, from
   * the private use area. That changes nothing the line is judged by: no name and no value of the
   * allowlist has either.
   *
   * @return empty if there is none to replace
   */
  static Optional<byte[]> replaced(byte[] buffer, int offset, int length) {
    byte[] line = Arrays.copyOfRange(buffer, offset, offset + length);
    boolean found = false;
    for (int i = 0; i < length - 3; i++) {
      if (line[i] == '\\') {
        if (line[i + 1] == 'u' && isSurrogate(line[i + 2], line[i + 3])) {
          line[i + 2] = 'e';
          found = true;
        }
        // What is escaped starts no escape itself.
        i++;
      }
    }
    return found ? Optional.of(line) : Optional.empty();
  }

  /** Whether the hexadecimal digits of an escape start with D8 to DF. */
  private static boolean isSurrogate(byte first, byte second) {
    return (first == 'd' || first == 'D') && Character.digit(second, 16) >= 8;
  }
}

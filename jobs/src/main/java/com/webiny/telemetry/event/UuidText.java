package com.webiny.telemetry.event;

/**
 * The shape of an anonymous ID: a UUID as 8-4-4-4-12 hex of any case, not all zeros (SPEC section
 * 3).
 */
public final class UuidText {

  /** Characters of a UUID, and bytes of it in ASCII. */
  public static final int LENGTH = 36;

  private UuidText() {}

  /**
   * Checks a text and writes its lower-case form.
   *
   * @param target at least {@link #LENGTH} bytes, of which the first are overwritten, with anything
   *     if the text is wrong
   * @return whether the text is a UUID; only then {@code target} holds it
   */
  public static boolean lowerCase(char[] text, int offset, int length, byte[] target) {
    if (length != LENGTH) {
      return false;
    }
    boolean allZero = true;
    for (int i = 0; i < LENGTH; i++) {
      char c = text[offset + i];
      if (i == 8 || i == 13 || i == 18 || i == 23) {
        if (c != '-') {
          return false;
        }
      } else if (c >= '0' && c <= '9') {
        allZero &= c == '0';
      } else {
        // Only letters differ from their lower case in this one bit, and nothing but the
        // upper-case letters becomes a letter by it.
        c = (char) (c | 0x20);
        if (c < 'a' || c > 'f') {
          return false;
        }
        allZero = false;
      }
      target[i] = (byte) c;
    }
    return !allZero;
  }
}

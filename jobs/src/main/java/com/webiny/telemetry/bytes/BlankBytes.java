package com.webiny.telemetry.bytes;

/** White space as JSON has it (SPEC section 12): space, TAB, CR and LF. */
public final class BlankBytes {

  private BlankBytes() {}

  /** Whether there is nothing else from {@code from} to before {@code to}. */
  public static boolean areAll(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
        return false;
      }
    }
    return true;
  }
}

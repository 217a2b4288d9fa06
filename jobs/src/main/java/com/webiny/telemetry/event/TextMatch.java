package com.webiny.telemetry.event;

/** Comparing a piece of a line with a word of ours without making an object of the piece. */
final class TextMatch {

  private TextMatch() {}

  /** Whether exactly this word stands at this place. */
  static boolean equal(char[] text, int offset, int length, String word) {
    if (length != word.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text[offset + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}

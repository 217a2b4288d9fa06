package com.webiny.telemetry.event;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The grammar of a version text, {@code [v]M.m.p[-pre][+build]} (SPEC section 3), read from left to
 * right once. Every part is checked, also those of which nothing is kept.
 */
final class VersionText {

  private static final int WRONG = -1;
  private static final int MAX_NUMBER_DIGITS = 5;
  private static final int MAX_LABEL_NUMBER_DIGITS = 4;

  private final byte[] text;
  private final int end;
  private final int length;
  private int at;

  VersionText(byte[] text, int offset, int length) {
    this.text = text;
    this.at = offset;
    this.end = offset + length;
    this.length = length;
  }

  Optional<ProductVersion> parse() {
    if (length > ProductVersion.MAX_TEXT_LENGTH) {
      return Optional.empty();
    }
    skip('v');
    int major = number();
    if (major == WRONG || !skip('.')) {
      return Optional.empty();
    }
    int minor = number();
    if (minor == WRONG || !skip('.')) {
      return Optional.empty();
    }
    int patch = number();
    if (patch == WRONG) {
      return Optional.empty();
    }
    Optional<String> label = Optional.empty();
    OptionalInt labelNumber = OptionalInt.empty();
    if (skip('-')) {
      int start = at;
      if (!identifier(true)) {
        return Optional.empty();
      }
      label = ProductVersion.knownLabel(text, start, at);
      if (label.isEmpty()) {
        return Optional.empty();
      }
      if (skip('.')) {
        start = at;
        if (!identifier(true)) {
          return Optional.empty();
        }
        labelNumber = labelNumber(start, at);
      }
      if (!moreIdentifiers(true)) {
        return Optional.empty();
      }
    }
    if (skip('+') && !(identifier(false) && moreIdentifiers(false))) {
      return Optional.empty();
    }
    if (at != end) {
      return Optional.empty();
    }
    return Optional.of(new ProductVersion(major, minor, patch, label, labelNumber));
  }

  private boolean skip(char expected) {
    if (at < end && text[at] == expected) {
      at++;
      return true;
    }
    return false;
  }

  /** One of the three numbers, or {@link #WRONG}. */
  private int number() {
    int start = at;
    int value = 0;
    while (at < end && isDigit(text[at]) && at - start <= MAX_NUMBER_DIGITS) {
      value = value * 10 + (text[at] - '0');
      at++;
    }
    int digits = at - start;
    boolean leadingZero = digits > 1 && text[start] == '0';
    return digits == 0 || digits > MAX_NUMBER_DIGITS || leadingZero ? WRONG : value;
  }

  /** Passes over identifiers, each after a dot; false if one is wrong. */
  private boolean moreIdentifiers(boolean inPrerelease) {
    while (skip('.')) {
      if (!identifier(inPrerelease)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Passes over one identifier; false if it is empty or, in the prerelease, a number with a leading
   * zero.
   */
  private boolean identifier(boolean inPrerelease) {
    int start = at;
    boolean numeric = true;
    while (at < end && isIdentifierPart(text[at])) {
      numeric &= isDigit(text[at]);
      at++;
    }
    boolean leadingZero = numeric && at - start > 1 && text[start] == '0';
    return at > start && !(inPrerelease && leadingZero);
  }

  /**
   * The identifier as the number kept beside a label; empty if it is cut. Its leading zeros are
   * ruled out already.
   */
  private OptionalInt labelNumber(int from, int to) {
    if (to - from > MAX_LABEL_NUMBER_DIGITS) {
      return OptionalInt.empty();
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      if (!isDigit(text[i])) {
        return OptionalInt.empty();
      }
      value = value * 10 + (text[i] - '0');
    }
    return OptionalInt.of(value);
  }

  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isIdentifierPart(byte c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
  }
}

package com.webiny.telemetry.sample;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;

/** The bytes of one line while it is written; used again for the next. */
final class LineBuffer {
  private static final byte[] HEX = ascii("0123456789abcdef");
  private static final long DAY_MILLIS = 86_400_000L;

  private byte[] bytes = new byte[4096];
  private int length;
  private long dateDay = Long.MIN_VALUE;
  private byte[] dateText;

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  void clear() {
    length = 0;
  }

  /** Drops all but the first {@code newLength} bytes. */
  void cut(int newLength) {
    length = newLength;
  }

  LineBuffer add(byte[] text) {
    int end = length + text.length;
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
    }
    System.arraycopy(text, 0, bytes, length, text.length);
    length = end;
    return this;
  }

  LineBuffer add(String text) {
    return add(ascii(text));
  }

  /** Adds exactly {@code digits} digits of a number. */
  LineBuffer addDigits(long number, int digits) {
    room(digits);
    long rest = number;
    for (int i = length + digits - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
    return this;
  }

  /** Adds exactly {@code digits} hex digits. */
  LineBuffer addHex(long number, int digits) {
    room(digits);
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
      bytes[length++] = HEX[(int) (number >>> shift) & 15];
    }
    return this;
  }

  LineBuffer addUuid(long high, long low) {
    addHex(high >>> 32, 8).dash().addHex(high >>> 16, 4).dash().addHex(high, 4).dash();
    return addHex(low >>> 48, 4).dash().addHex(low, 12);
  }

  /** Adds {@code 2026-11-22T16:03:20.881}: no offset, as it reads {@code offsetHours} east. */
  LineBuffer addInstant(long atMillis, int offsetHours) {
    long local = atMillis + offsetHours * 3_600_000L;
    long day = Math.floorDiv(local, DAY_MILLIS);
    if (day != dateDay) {
      dateDay = day;
      dateText = ascii(LocalDate.ofEpochDay(day) + "T");
    }
    int millis = (int) (local - day * DAY_MILLIS);
    add(dateText).addDigits(millis / 3_600_000, 2).colon().addDigits(millis / 60_000 % 60, 2);
    return colon().addDigits(millis / 1000 % 60, 2).one('.').addDigits(millis % 1000, 3);
  }

  private LineBuffer dash() {
    return one('-');
  }

  private LineBuffer colon() {
    return one(':');
  }

  private LineBuffer one(char c) {
    room(1);
    bytes[length++] = (byte) c;
    return this;
  }

  private void room(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * bytes.length);
    }
  }
}

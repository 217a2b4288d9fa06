package com.webiny.telemetry.event;

import com.webiny.telemetry.bytes.EightDigits;

/**
 * The instant an edge server stamps on a line: {@code YYYY-MM-DDThh:mm:ss[.f]} and {@code Z} or
 * {@code ±hh:mm} (SPEC sections 3 and 12). Written by hand because it runs once a line and because
 * the rule is narrower than any parser's.
 */
public final class EventInstant {

  /** Stands for "no instant": far before any year that can be written. */
  public static final long NONE = Long.MIN_VALUE;

  private static final int SECONDS_LENGTH = 19; // YYYY-MM-DDThh:mm:ss
  private static final int MAX_FRACTION_DIGITS = 9;
  private static final int MICRO_DIGITS = 6;

  /** How many microseconds each digit of a fraction counts; those behind the sixth none. */
  private static final int[] MICROS = {100_000, 10_000, 1_000, 100, 10, 1, 0};

  private static final int MAX_OFFSET_MINUTES = 18 * 60;
  private static final long SECONDS_PER_DAY = 86_400L;
  private static final long MICROS_PER_SECOND = 1_000_000L;
  // Days from 0000-03-01 to 1970-01-01 in the Gregorian calendar carried back.
  private static final long EPOCH_FROM_MARCH_0000 = 719_468L;
  private static final int DAYS_PER_400_YEARS = 146_097;
  private static final long MIN_MICROS = microsOfDay(1, 1, 1);
  private static final long MAX_MICROS = microsOfDay(10_000, 1, 1) - 1;

  private static final EightDigits YEAR_AND_MONTH = EightDigits.of("0000-00-");
  private static final EightDigits DAY_AND_HOUR = EightDigits.of("00T00:00");
  private static final EightDigits TIME = EightDigits.of("00:00:00");

  private EventInstant() {}

  /**
   * Reads an instant. The fraction is cut, not rounded, to microseconds.
   *
   * @return microseconds since 1970-01-01T00:00:00Z, or {@link #NONE} if the text breaks the rule,
   *     or if the instant in UTC falls outside the years 0001 to 9999, whose days alone can be
   *     written as {@code dt=YYYY-MM-DD}
   */
  public static long parseMicros(byte[] text, int offset, int length) {
    int end = offset + length;
    if (length <= SECONDS_LENGTH) {
      return NONE;
    }
    long yearAndMonth = YEAR_AND_MONTH.digits(text, offset);
    long dayAndHour = DAY_AND_HOUR.digits(text, offset + 8);
    long time = TIME.digits(text, offset + 11);
    // What is not of its form is negative, and so is the bitwise or of all three.
    if ((yearAndMonth | dayAndHour | time) < 0) {
      return NONE;
    }
    int year = twoDigits(yearAndMonth, 0) * 100 + twoDigits(yearAndMonth, 2);
    int month = twoDigits(yearAndMonth, 5);
    int day = twoDigits(dayAndHour, 0);
    int hour = twoDigits(time, 0);
    int minute = twoDigits(time, 3);
    int second = twoDigits(time, 6);
    if (year < 1 || !isDay(year, month, day) || hour > 23 || minute > 59 || second > 59) {
      return NONE;
    }

    int at = offset + SECONDS_LENGTH;
    int micros = 0;
    if (text[at] == '.') {
      int first = ++at;
      for (; at < end && isDigit(text[at]); at++) {
        micros += (text[at] - '0') * MICROS[Math.min(at - first, MICRO_DIGITS)];
      }
      int digits = at - first;
      if (digits < 1 || digits > MAX_FRACTION_DIGITS) {
        return NONE;
      }
    }
    int offsetMinutes = offsetMinutes(text, at, end);
    if (offsetMinutes == Integer.MIN_VALUE) {
      return NONE;
    }
    long secondOfDay = hour * 3_600L + minute * 60L + second - offsetMinutes * 60L;
    long instant = microsOfDay(year, month, day) + secondOfDay * MICROS_PER_SECOND + micros;
    return instant < MIN_MICROS || instant > MAX_MICROS ? NONE : instant;
  }

  /** The number of the two digits at this place among eight. */
  private static int twoDigits(long digits, int at) {
    return (int) ((digits * 10 + (digits >>> Byte.SIZE)) >>> (at * Byte.SIZE) & 0xFF);
  }

  /**
   * The offset from UTC that ends the text, in minutes; {@code Integer.MIN_VALUE} if there is none.
   */
  private static int offsetMinutes(byte[] text, int at, int end) {
    if (end - at == 1 && text[at] == 'Z') {
      return 0;
    }
    if (end - at != 6 || (text[at] != '+' && text[at] != '-') || text[at + 3] != ':') {
      return Integer.MIN_VALUE;
    }
    int hours = twoDigits(text, at + 1);
    int minutes = twoDigits(text, at + 4);
    if ((hours | minutes) < 0 || minutes > 59 || hours * 60 + minutes > MAX_OFFSET_MINUTES) {
      return Integer.MIN_VALUE;
    }
    return text[at] == '-' ? -(hours * 60 + minutes) : hours * 60 + minutes;
  }

  /** The number of two digits at this place, or a negative number. */
  private static int twoDigits(byte[] text, int at) {
    return isDigit(text[at]) && isDigit(text[at + 1])
        ? (text[at] - '0') * 10 + (text[at + 1] - '0')
        : -1;
  }

  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isDay(int year, int month, int day) {
    if (month < 1 || month > 12 || day < 1) {
      return false;
    }
    return switch (month) {
      case 2 -> day <= (isLeap(year) ? 29 : 28);
      case 4, 6, 9, 11 -> day <= 30;
      default -> day <= 31;
    };
  }

  private static boolean isLeap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  }

  /**
   * The first microsecond of a day. Counts years from March, so that the leap day is the last of
   * its year.
   */
  private static long microsOfDay(int year, int month, int day) {
    int yearFromMarch = month <= 2 ? year - 1 : year;
    int monthFromMarch = (month + 9) % 12;
    int era = yearFromMarch / 400;
    int yearOfEra = yearFromMarch % 400;
    int dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    long epochDay = (long) era * DAYS_PER_400_YEARS + dayOfEra - EPOCH_FROM_MARCH_0000;
    return epochDay * SECONDS_PER_DAY * MICROS_PER_SECOND;
  }
}

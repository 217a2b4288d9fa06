package com.webiny.telemetry.report;

import java.time.LocalDate;
import java.util.Locale;

/** A value of a report. Equal cells print the same text. */
public sealed interface Cell {

  /** A UTC date, as days since 1970. */
  record Day(int epochDay) implements Cell {
    @Override
    public String csv() {
      return LocalDate.ofEpochDay(epochDay).toString();
    }
  }

  /** A word of a closed vocabulary, or a version. */
  record Text(String text) implements Cell {
    @Override
    public String csv() {
      return text;
    }
  }

  /** A count. */
  record Count(long count) implements Cell {
    @Override
    public String csv() {
      return Long.toString(count);
    }
  }

  /** A ratio of 0 to 1, rounded to 4 decimals. */
  record Share(double ratio) implements Cell {
    @Override
    public String csv() {
      return Ratio.text(ratio);
    }
  }

  /** Seconds, rounded to one decimal. */
  record Seconds(double seconds) implements Cell {
    @Override
    public String csv() {
      return Durations.text(seconds);
    }
  }

  /** A flag. */
  record Flag(boolean flag) implements Cell {
    @Override
    public String csv() {
      return Boolean.toString(flag).toLowerCase(Locale.ROOT);
    }
  }

  /** Not defined: never 0/0, never NaN. */
  record Empty() implements Cell {
    @Override
    public String csv() {
      return "";
    }
  }

  /** What {@link Empty} cells are. */
  Cell EMPTY = new Empty();

  /** The cell's text in the CSV. */
  String csv();

  /** A count that is not defined on days with too little history. */
  static Cell countIf(boolean defined, long count) {
    return defined ? new Count(count) : EMPTY;
  }

  /** A rate or share; not defined if the whole is 0. */
  static Cell share(long part, long whole) {
    return whole == 0 ? EMPTY : new Share(Ratio.of(part, whole));
  }
}

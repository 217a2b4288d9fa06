package com.webiny.telemetry.landing;

import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.exit.StopException;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Which folders a run looks at and which days it publishes: days are small numbers here. */
class RunRangeTest {

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/cases/nights.csv", delimiter = '|', numLinesToSkip = 1)
  void aNight(
      String why,
      int date,
      String published,
      int lookback,
      String folders,
      boolean allowEmpty,
      String expected) {
    NavigableMap<Integer, List<LandingFile>> byDay = new TreeMap<>();
    if (folders != null) {
      for (String day : List.of(folders.split(" ", -1))) {
        byDay.put(Integer.valueOf(day), List.of());
      }
    }
    assertThat(
            told(
                () ->
                    RunRange.nightly(
                        date,
                        first(published),
                        newest(published),
                        lookback,
                        new LandingZone(byDay, 0),
                        allowEmpty)))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/cases/backfills.csv", delimiter = '|', numLinesToSkip = 1)
  void aBackfill(String why, int from, int to, String published, String expected) {
    assertThat(told(() -> RunRange.backfill(from, to, first(published), newest(published))))
        .isEqualTo(expected);
  }

  private interface Making {
    RunRange make() throws StopException;
  }

  private static String told(Making making) {
    try {
      RunRange range = making.make();
      return "folders "
          + range.foldersFromDay()
          + ".."
          + range.foldersToDay()
          + ", merges "
          + range.mergeFromDay()
          + ".."
          + range.mergeToDay()
          + ", publishes "
          + range.firstDay()
          + ".."
          + range.newestDay()
          + ", new "
          + days(range.newDays())
          + ", growing from "
          + range.growingFromDay();
    } catch (StopException stop) {
      return "exit " + stop.exitCode().code();
    }
  }

  private static String days(SortedSet<Integer> days) {
    if (days.isEmpty()) {
      return "none";
    }
    assertThat(days).as("without gaps").hasSize(days.last() - days.first() + 1);
    return days.first() + ".." + days.last();
  }

  private static OptionalInt first(String published) {
    return published == null
        ? OptionalInt.empty()
        : OptionalInt.of(Integer.parseInt(published.substring(0, published.indexOf('.'))));
  }

  private static OptionalInt newest(String published) {
    return published == null
        ? OptionalInt.empty()
        : OptionalInt.of(Integer.parseInt(published.substring(published.indexOf('.') + 2)));
  }
}

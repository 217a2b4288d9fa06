package com.webiny.telemetry.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.webiny.telemetry.audit.DayBalance;
import com.webiny.telemetry.audit.FileCounts;
import com.webiny.telemetry.event.Bucket;
import com.webiny.telemetry.exit.ExitCode;
import com.webiny.telemetry.exit.StopException;
import com.webiny.telemetry.landing.LedgerEntry;
import com.webiny.telemetry.landing.RunRange;
import com.webiny.telemetry.night.NightOutput.BucketDone;
import com.webiny.telemetry.night.NightOutput.DayMerge;
import com.webiny.telemetry.publish.PublishedFile;
import com.webiny.telemetry.publish.PublishedFiles;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sums that must hold before a run publishes. */
class GateTest {
  /** 1970-01-11. */
  private static final int DAY = 10;

  private static final RunRange RANGE =
      new RunRange(DAY, DAY + 1, DAY, DAY, DAY, DAY, DAY, new TreeSet<>(List.of(DAY)));

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "'empty day', 0, 0, 0, 0, 0, 0, true",
    "'all lines new', 5, 5, 0, 7, 7, 12, true",
    "'all lines known', 5, 0, 5, 7, 7, 7, true",
    "'a line lost between reader and merge', 5, 4, 0, 7, 7, 11, false",
    "'a line from nowhere', 5, 5, 1, 7, 7, 12, false",
    "'a row lost on the way out', 5, 5, 0, 7, 7, 11, false",
    "'a row from nowhere', 5, 5, 0, 7, 7, 13, false",
    "'fewer rows read than the commit tells', 5, 5, 0, 7, 6, 12, false",
    "'lost and found do not cancel out', 5, 5, 0, 7, 6, 11, false",
  })
  void dayHoldsOnlyIfLinesAndRowsBothAddUp(
      String what,
      long lines,
      long added,
      long known,
      long before,
      long read,
      long after,
      boolean ok) {
    DayBalance day = new DayBalance("1970-01-11", lines, added, known, before, read, after);
    assertThat(day.holds()).as(what).isEqualTo(ok);
    SortedMap<Integer, DayBalance> days = new TreeMap<>(Map.of(DAY, day));
    if (ok) {
      assertThatCode(() -> Gate.requireBalance(days)).doesNotThrowAnyException();
    } else {
      requireStop(() -> Gate.requireBalance(days), "1970-01-11 (" + lines + " accepted lines");
    }
  }

  @Test
  void linesInNoBucketOrInTwoAreFound() {
    FileCounts counts = counts(2, 1);
    assertThat(counts.balanced()).isTrue();
    assertThatCode(() -> Gate.requireEveryLineCounted(List.of(entry(counts))))
        .doesNotThrowAnyException();
    counts.addLine();
    assertThat(counts.balanced()).isFalse();
    requireStop(() -> Gate.requireEveryLineCounted(List.of(entry(counts))), "dt=x/a.ndjson");
    counts.add(Bucket.BLANK);
    counts.addPassed(0, 0, false, false);
    assertThat(counts.balanced()).isFalse();
  }

  @Test
  void countsOfPartsAddUpAndSurviveTheirTripAsBytes() {
    FileCounts sum = counts(2, 1);
    sum.add(FileCounts.fromBytes(counts(3, 4).toBytes()));
    assertThat(sum).isEqualTo(FileCounts.fromList(counts(5, 5).toList()));
    assertThat(sum.lines()).isEqualTo(10);
    assertThat(sum.balanced()).isTrue();
    assertThatThrownBy(() -> sum.add(Bucket.DEFERRED)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> sum.of(Bucket.ACCEPTED)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void balanceTakesEachTermFromWhereItArises() throws IOException {
    LedgerEntry file = entry(counts(6, 3));
    BucketDone one = new BucketDone(0, List.of(), List.of(new DayMerge(DAY, 4, 3, 1, 7)));
    BucketDone two = new BucketDone(1, List.of(), List.of(new DayMerge(DAY, 2, 1, 1, 3)));
    PublishedFiles published =
        new PublishedFiles(
            Map.of("1970-01", "manifest"),
            manifest ->
                List.of(
                    new PublishedFile("tables/events/dt=1970-01-11/part-00000.parquet", 4, 9, "aa"),
                    new PublishedFile(
                        "tables/events/dt=1970-01-11/part-00001.parquet", 2, 9, "bb")));
    assertThat(Gate.balances(RANGE, Set.of(), List.of(file), List.of(one, two), published))
        .containsExactly(Map.entry(DAY, new DayBalance("1970-01-11", 6, 4, 2, 6, 6, 10)));
  }

  @Test
  void linesOfADayThatNoTaskMergedAreFound() throws IOException {
    SortedMap<Integer, DayBalance> days =
        Gate.balances(
            RANGE, Set.of(), List.of(entry(counts(6, 0))), List.of(), PublishedFiles.NONE);
    requireStop(() -> Gate.requireBalance(days), "6 accepted lines, 0 added");
  }

  @ParameterizedTest(name = "{0} good, {1} blank, {2} junk at most {3}: {4}")
  @CsvSource({
    "90, 50, 10, 0.1, true",
    "89, 50, 11, 0.1, false",
    "0, 7, 0, 0, true",
    "0, 0, 1, 0.999, false",
    "0, 0, 1, 1, true",
    "1, 0, 0, 0, true",
  })
  void shareOfJunkIsOfNonBlankLinesAndMayBeReached(
      int good, int blank, int junk, double ratio, boolean ok) {
    FileCounts counts = counts(good, junk);
    for (int i = 0; i < blank; i++) {
      counts.addLine();
      counts.add(Bucket.BLANK);
    }
    List<LedgerEntry> used = List.of(entry(counts));
    assertThatCode(() -> Gate.requireFewRejects(OptionalDouble.empty(), used))
        .doesNotThrowAnyException();
    if (ok) {
      assertThatCode(() -> Gate.requireFewRejects(OptionalDouble.of(ratio), used))
          .doesNotThrowAnyException();
    } else {
      requireStop(
          () -> Gate.requireFewRejects(OptionalDouble.of(ratio), used), "--max-reject-ratio");
    }
  }

  private static void requireStop(ThrowingCallable check, String part) {
    assertThatThrownBy(check)
        .hasMessageStartingWith("Nothing was published: ")
        .hasMessageContaining(part)
        .asInstanceOf(type(StopException.class))
        .extracting(StopException::exitCode)
        .isEqualTo(ExitCode.CHECK_FAILED);
  }

  private static FileCounts counts(int passed, int malformed) {
    FileCounts counts = new FileCounts();
    for (int i = 0; i < passed; i++) {
      counts.addLine();
      counts.addPassed(1, 0, false, false);
    }
    for (int i = 0; i < malformed; i++) {
      counts.addLine();
      counts.add(Bucket.MALFORMED);
    }
    return counts;
  }

  private static LedgerEntry entry(FileCounts counts) {
    return new LedgerEntry(
        "dt=x/a.ndjson", DAY, 9, 9, LedgerEntry.Use.USED, counts, 0b010, 0b010, 9);
  }
}

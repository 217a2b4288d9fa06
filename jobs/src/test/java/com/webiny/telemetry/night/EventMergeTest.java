package com.webiny.telemetry.night;

import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.event.Ci;
import com.webiny.telemetry.event.EventName;
import com.webiny.telemetry.table.EventRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The survivor of delivery duplicates (SPEC 6.1), and that merging is a set union. */
class EventMergeTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          the smaller text of versions           | v5.41.0 NO      | v5.42.0 NO      | v5.41.0 NO
          by text, not by precedence             | v5.9.0 NO       | v5.10.0 NO      | v5.10.0 NO
          a prerelease is the longer text        | v5.41.0-beta.2 NO | v5.41.0 NO    | v5.41.0 NO
          any version before none                | - NO            | v5.41.0 NO      | v5.41.0 NO
          the version decides before ci          | v5.41.0 UNKNOWN | v5.42.0 NO      | v5.41.0 UNKNOWN
          none is last also if its ci is smaller | - NO            | v5.41.0 UNKNOWN | v5.41.0 UNKNOWN
          false before true                      | v5.41.0 NO      | v5.41.0 YES     | v5.41.0 NO
          true before none                       | v5.41.0 YES     | v5.41.0 UNKNOWN | v5.41.0 YES
          false before none                      | - NO            | - UNKNOWN       | - NO
          the same                               | v5.41.0 YES     | v5.41.0 YES     | v5.41.0 YES
          """)
  void theSurvivorIsTheSmallestWhereverItCameFrom(String why, String a, String b, String survivor)
      throws IOException {
    EventRow first = row(a);
    EventRow second = row(b);
    List<EventRow> expected = List.of(row(survivor));
    assertThat(merge(List.of(first), List.of(second)).rows()).isEqualTo(expected);
    assertThat(merge(List.of(second), List.of(first)).rows()).isEqualTo(expected);
    assertThat(merge(List.of(), List.of(first, second)).rows()).isEqualTo(expected);
    assertThat(merge(List.of(), List.of(second, first)).rows()).isEqualTo(expected);
  }

  @Test
  void everyLineIsAddedOrKnown() throws IOException {
    EventRow a = row("v1.0.0 NO");
    EventRow b = row("v2.0.0 NO");
    assertThat(merge(List.of(a), List.of(b, b)).sums())
        .isEqualTo(new NightOutput.DayMerge(7, 1, 0, 2, 1));
    assertThat(merge(List.of(), List.of(b, a, b)).sums())
        .isEqualTo(new NightOutput.DayMerge(7, 0, 1, 2, 1));
    assertThat(merge(List.of(), List.of()).sums())
        .isEqualTo(new NightOutput.DayMerge(7, 0, 0, 0, 0));
    assertThat(merge(List.of(a), List.of()).sums())
        .isEqualTo(new NightOutput.DayMerge(7, 1, 0, 0, 1));
  }

  @Test
  void keysAreOrderedAsTheirBytes() {
    EventRow low = new EventRow(9, 1, 0, EventName.ADMIN_APP_START, "", Ci.NO);
    EventRow high = new EventRow(1, -1, 0, EventName.CREATE_START, "", Ci.NO);
    assertThat(EventMerge.compareIdentity(low, high)).isNegative();
    EventRow highInSecondHalf = new EventRow(1, 1, -1, EventName.CREATE_START, "", Ci.NO);
    assertThat(EventMerge.compareIdentity(low, highInSecondHalf)).isNegative();
    assertThat(EventMerge.compareIdentity(highInSecondHalf, high)).isNegative();
  }

  @Test
  void versionAndCiAreNoPartOfTheIdentityButTimeAndEventAre() {
    EventRow row = new EventRow(5, 1, 2, EventName.APP_START, "v1.0.0", Ci.NO);
    assertThat(
            EventMerge.compareIdentity(row, new EventRow(5, 1, 2, EventName.APP_START, "", Ci.YES)))
        .isZero();
    assertThat(
            EventMerge.compareIdentity(
                row, new EventRow(6, 1, 2, EventName.APP_START, "v1.0.0", Ci.NO)))
        .isNegative();
    assertThat(
            EventMerge.compareIdentity(
                row, new EventRow(5, 1, 2, EventName.APP_END, "v1.0.0", Ci.NO)))
        .isNegative();
  }

  /** Whatever the nights and their order, the rows are those of one night with all lines. */
  @Test
  void anySplitIntoNightsGivesTheSameRows() throws IOException {
    Random random = new Random(5);
    for (int round = 0; round < 300; round++) {
      List<EventRow> lines = new ArrayList<>();
      for (int i = random.nextInt(30); i >= 0; i--) {
        lines.add(
            new EventRow(
                random.nextInt(3),
                random.nextInt(3) - 1,
                random.nextInt(2),
                EventName.values()[random.nextInt(3)],
                List.of("", "v1.0.0", "v1.10.0", "v1.9.0").get(random.nextInt(4)),
                Ci.values()[random.nextInt(3)]));
      }
      Collections.shuffle(lines, random);
      int a = random.nextInt(lines.size() + 1);
      int b = a + random.nextInt(lines.size() - a + 1);
      List<EventRow> rows = merge(List.of(), sorted(lines.subList(0, a))).rows();
      rows = merge(rows, sorted(lines.subList(a, b))).rows();
      rows = merge(rows, sorted(lines.subList(b, lines.size()))).rows();
      rows = merge(rows, sorted(lines.subList(0, b))).rows(); // Some of them again.
      // In another order too: else the first of two that no rule tells apart would win unseen.
      List<EventRow> another = new ArrayList<>(lines);
      Collections.shuffle(another, random);
      assertThat(rows).isEqualTo(merge(List.of(), sorted(another)).rows());
      assertThat(rows).isSortedAccordingTo(EventMerge::compareIdentity);
      for (int i = 1; i < rows.size(); i++) {
        assertThat(EventMerge.compareIdentity(rows.get(i - 1), rows.get(i))).isNegative();
      }
    }
  }

  private record Merged(List<EventRow> rows, NightOutput.DayMerge sums) {}

  private static Merged merge(List<EventRow> published, List<EventRow> arrived) throws IOException {
    List<EventRow> rows = new ArrayList<>();
    NightOutput.DayMerge sums = EventMerge.merge(7, cursor(published), cursor(arrived), rows::add);
    assertThat(sums.linesAdded() + sums.linesKnown()).isEqualTo(arrived.size());
    assertThat(sums.rowsBefore()).isEqualTo(published.size());
    assertThat(sums.rowsAfter()).isEqualTo(sums.rowsBefore() + sums.linesAdded());
    assertThat(rows).hasSize((int) sums.rowsAfter());
    return new Merged(rows, sums);
  }

  private static EventCursor cursor(List<EventRow> rows) {
    Iterator<EventRow> iterator = rows.iterator();
    return new EventCursor() {
      private EventRow row;

      @Override
      public boolean advance() {
        row = iterator.hasNext() ? iterator.next() : null;
        return row != null;
      }

      @Override
      public EventRow row() {
        return row;
      }
    };
  }

  private static List<EventRow> sorted(List<EventRow> rows) {
    List<EventRow> sorted = new ArrayList<>(rows);
    sorted.sort(EventMerge::compareIdentity);
    return sorted;
  }

  private static EventRow row(String versionAndCi) {
    int space = versionAndCi.indexOf(' ');
    String version = versionAndCi.substring(0, space);
    return new EventRow(
        100,
        1,
        2,
        EventName.PROJECT_START,
        version.equals("-") ? "" : version,
        Ci.valueOf(versionAndCi.substring(space + 1)));
  }
}

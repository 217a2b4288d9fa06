package com.webiny.telemetry.night;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.webiny.telemetry.event.Ci;
import com.webiny.telemetry.event.EventName;
import com.webiny.telemetry.event.Family;
import com.webiny.telemetry.night.PairingRun.Event;
import com.webiny.telemetry.night.PairingRun.Row;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttemptPairingTest {

  private static final long DAY_MICROS = RandomEvents.DAY_MICROS;
  private static final long MINUTE_MICROS = 60_000_000L;

  /** Instants are written {@code <day of July 2026>T<time>}. */
  @ParameterizedTest(name = "{0}")
  @CsvFileSource(
      resources = "/cases/attempts.csv",
      numLinesToSkip = 1,
      maxCharsPerColumn = 1000,
      emptyValue = "")
  void pairs(String sentence, String newest, int cap, String events, String rows) {
    List<Event> fed = split(events, ";").map(AttemptPairingTest::event).toList();
    List<Row> expected = split(rows, "\\|").map(AttemptPairingTest::row).toList();

    long newestDayEnd = micros(newest + "T00:00") + DAY_MICROS;
    assertThat(PairingRun.rows(fed, newestDayEnd, cap)).isEqualTo(expected);
    assertThat(NaiveAttempts.rows(fed, newestDayEnd, cap)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, AttemptPairing.MAX_OPEN})
  void randomStreamsGiveTheRowsOfTheNaiveReading(int cap) {
    for (int seed = 0; seed < 2_000; seed++) {
      List<Event> events = RandomEvents.of(new Random(seed), 2);
      assertThat(PairingRun.rows(events, 2 * DAY_MICROS, cap))
          .as("seed %d", seed)
          .isEqualTo(NaiveAttempts.rows(events, 2 * DAY_MICROS, cap));
    }
  }

  @Test
  void theThousandAndFirstOpenStartAbandonsTheOldest() {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 1_001; i++) {
      events.add(new Event(i, EventName.APP_START, "", Ci.UNKNOWN));
    }
    for (int i = 0; i < 1_001; i++) {
      events.add(new Event(MINUTE_MICROS + i, EventName.APP_END, "", Ci.UNKNOWN));
    }
    List<Row> rows = new ArrayList<>();
    AttemptPairing pairing =
        new AttemptPairing(
            DAY_MICROS,
            (f, start, end, v, ci, outcome) -> rows.add(new Row(f, start, end, v, ci, outcome)));
    for (Event event : events) {
      pairing.add(event.atMicros(), event.name(), event.version(), event.ci());
    }
    pairing.finish();

    assertThat(rows).isEqualTo(NaiveAttempts.rows(events, DAY_MICROS, 1_000));
    assertThat(rows).hasSize(1_002);
    assertThat(rows.get(0).outcome()).isEqualTo(Outcome.ABANDONED);
    assertThat(rows.get(1).endedAtMicros()).isEqualTo(MINUTE_MICROS + 999);
    assertThat(rows.get(1_001).outcome()).isEqualTo(Outcome.ORPHANED);
  }

  @Test
  void rowsWaitNoLongerThanTheTimeoutOfAnOlderOpenAttempt() {
    List<Row> rows = new ArrayList<>();
    AttemptPairing pairing = PairingRun.recording(DAY_MICROS, 1_000, rows);
    pairing.add(0, EventName.PROJECT_START, "", Ci.NO);
    for (int minute = 1; minute <= 360; minute++) {
      pairing.add(minute * MINUTE_MICROS, EventName.APP_END, "", Ci.NO);
    }
    assertThat(rows).isEmpty();

    pairing.add(361 * MINUTE_MICROS, EventName.APP_END, "", Ci.NO);
    assertThat(rows).hasSize(362);
    assertThat(rows.get(0).outcome()).isEqualTo(Outcome.ABANDONED);

    pairing.add(362 * MINUTE_MICROS, EventName.APP_END, "", Ci.NO);
    assertThat(rows).hasSize(363);
  }

  @Test
  void onePairingServesManyIds() {
    List<Row> rows = new ArrayList<>();
    List<Row> expected = new ArrayList<>();
    AttemptPairing pairing = PairingRun.recording(2 * DAY_MICROS, 1_000, rows);
    for (int id = 0; id < 200; id++) {
      List<Event> events = RandomEvents.of(new Random(id), 2);
      for (Event event : events) {
        pairing.add(event.atMicros(), event.name(), event.version(), event.ci());
      }
      pairing.finish();
      expected.addAll(NaiveAttempts.rows(events, 2 * DAY_MICROS, 1_000));
    }
    assertThat(rows).isEqualTo(expected);
  }

  @Test
  void aVeryBusyIdMakesTheQueueGrowAndIsForgotten() {
    List<Row> rows = new ArrayList<>();
    AttemptPairing pairing = PairingRun.recording(DAY_MICROS, 1_000, rows);
    for (int id = 0; id < 2; id++) {
      pairing.add(0, EventName.PROJECT_START, "", Ci.NO);
      for (int i = 1; i <= 200_000; i++) {
        pairing.add(i, EventName.APP_END, "v5.0." + i % 7, Ci.YES);
      }
      pairing.finish();
      assertThat(rows).hasSize(200_001);
      for (int i = 1; i <= 200_000; i++) {
        Row row = rows.get(i);
        assertThat(row.endedAtMicros() == i && row.version().equals("v5.0." + i % 7)).isTrue();
      }
      rows.clear();
    }
  }

  @Test
  void theQueueGrowsWhereverItsFirstRowStands() {
    for (int handedOut : new int[] {1, 100, 255, 256, 257}) {
      List<Event> events = new ArrayList<>();
      for (int i = 0; i < 2_000; i++) {
        EventName name = i == handedOut ? EventName.PROJECT_START : EventName.APP_END;
        events.add(new Event(i, name, "v5." + i + ".0", Ci.values()[i % 3]));
      }
      assertThat(PairingRun.rows(events, DAY_MICROS, 1_000))
          .isEqualTo(NaiveAttempts.rows(events, DAY_MICROS, 1_000));
    }
  }

  @Test
  void timesBefore1970PairLikeOthers() {
    long at = -719_000 * DAY_MICROS;
    List<Event> events =
        List.of(
            new Event(at, EventName.APP_START, "", Ci.NO),
            new Event(at + 1, EventName.APP_END, "", Ci.NO));
    assertThat(PairingRun.rows(events, 0, 1_000))
        .containsExactly(new Row(Family.APP, at, at + 1, "", Ci.NO, Outcome.SUCCEEDED));
  }

  @Test
  void refusesEventsOutOfOrder() {
    AttemptPairing pairing = PairingRun.recording(DAY_MICROS, 1_000, new ArrayList<>());
    pairing.add(10, EventName.PROJECT_END, "", Ci.NO);
    for (EventName name : List.of(EventName.PROJECT_START, EventName.PROJECT_END)) {
      assertThatThrownBy(() -> pairing.add(10, name, "", Ci.NO))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the events of an ID must be fed once each, by time and then by name");
    }
    assertThatThrownBy(() -> pairing.add(9, EventName.APP_END, "", Ci.NO))
        .isInstanceOf(IllegalArgumentException.class);
    pairing.add(10, EventName.APP_START, "", Ci.NO);
  }

  @Test
  void refusesEventsAfterTheNewestDay() {
    AttemptPairing pairing = PairingRun.recording(DAY_MICROS, 1_000, new ArrayList<>());
    pairing.add(DAY_MICROS - 1, EventName.PROJECT_END, "", Ci.NO);
    assertThatThrownBy(() -> pairing.add(DAY_MICROS, EventName.PROJECT_END, "", Ci.NO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an event after the newest published day must not be fed");
  }

  @Test
  void onlyTheThreeFamiliesOfTheCommandLineHaveATimeout() {
    assertThat(AttemptPairing.timeoutMicros(Family.CREATE)).isEqualTo(7_200_000_000L);
    assertThat(AttemptPairing.timeoutMicros(Family.PROJECT)).isEqualTo(21_600_000_000L);
    assertThat(AttemptPairing.timeoutMicros(Family.APP)).isEqualTo(21_600_000_000L);
    assertThatThrownBy(() -> AttemptPairing.timeoutMicros(Family.ADMIN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void outcomesAreWrittenAsTheSpecNamesThem() {
    assertThat(Arrays.stream(Outcome.values()).map(Outcome::text))
        .containsExactly(
            "succeeded", "failed", "failed_graceful", "abandoned", "pending", "orphaned");
  }

  private static Stream<String> split(String text, String separator) {
    return text == null ? Stream.empty() : Arrays.stream(text.split(separator)).map(String::trim);
  }

  /** {@code family stage instant [version ci]}. */
  private static Event event(String text) {
    String[] words = text.split(" ");
    EventName name =
        words[0].equals("admin")
            ? EventName.ADMIN_APP_START
            : Arrays.stream(EventName.values())
                .filter(n -> n.family().text().equals(words[0]))
                .filter(n -> n.stage().orElseThrow().text().equals(words[1]))
                .findFirst()
                .orElseThrow();
    return new Event(micros(words[2]), name, version(words), ci(words));
  }

  /** {@code family [start]..[end] outcome [version ci]}. */
  private static Row row(String text) {
    String[] words = text.split(" ");
    String[] ends = words[1].split("\\.\\.", -1);
    return new Row(
        Family.valueOf(words[0].toUpperCase(Locale.ROOT)),
        micros(ends[0]),
        micros(ends[1]),
        version(words),
        ci(words),
        Outcome.valueOf(words[2].toUpperCase(Locale.ROOT)));
  }

  private static String version(String[] words) {
    return words.length > 3 ? words[3] : "";
  }

  private static Ci ci(String[] words) {
    return words.length > 4 ? Ci.valueOf(words[4].toUpperCase(Locale.ROOT)) : Ci.UNKNOWN;
  }

  private static long micros(String instant) {
    if (instant.isEmpty()) {
      return AttemptPairing.NONE;
    }
    String[] parts = instant.split("T", -1);
    long day = LocalDate.of(2026, 7, Integer.parseInt(parts[0])).toEpochDay();
    return day * DAY_MICROS + LocalTime.parse(parts[1]).toNanoOfDay() / 1_000;
  }
}

package com.webiny.telemetry.night;

import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.night.PairingRun.Event;
import com.webiny.telemetry.night.PairingRun.Row;
import java.util.List;
import java.util.Random;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The claim of {@link AttemptPairing}: the events from 6 h before to 6 h after a day decide its
 * rows.
 */
class AttemptWindowTest {

  private static final int DAYS = 6;
  private static final long DAY = RandomEvents.DAY_MICROS;
  private static final long SIX_HOURS = 6 * 3_600_000_000L;
  private static final long HALF_HOUR = RandomEvents.HALF_HOUR_MICROS;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, AttemptPairing.MAX_OPEN})
  void theWindowOfADayGivesItsRows(int cap) {
    for (int seed = 0; seed < 1_000; seed++) {
      List<Event> events = RandomEvents.of(new Random(seed), DAYS);
      for (int day = 0; day < DAYS; day++) {
        int only = day;
        assertThat(windowed(events, d -> d == only, cap, SIX_HOURS, SIX_HOURS))
            .as("seed %d day %d", seed, day)
            .isEqualTo(full(events, d -> d == only, cap));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, AttemptPairing.MAX_OPEN})
  void theWindowsOfSeveralDaysGiveTheirRowsInOnePass(int cap) {
    for (int seed = 0; seed < 1_000; seed++) {
      Random random = new Random(seed);
      List<Event> events = RandomEvents.of(random, DAYS);
      int some = random.nextInt(1 << DAYS);
      LongPredicate touched = day -> (some >> day & 1) == 1;
      assertThat(windowed(events, touched, cap, SIX_HOURS, SIX_HOURS))
          .as("seed %d days %s", seed, Integer.toBinaryString(some))
          .isEqualTo(full(events, touched, cap));
    }
  }

  @Test
  void aWindowHalfAnHourShorterOnEitherSideWouldNotDo() {
    assertThat(differs(SIX_HOURS - HALF_HOUR, SIX_HOURS)).isTrue();
    assertThat(differs(SIX_HOURS, SIX_HOURS - HALF_HOUR)).isTrue();
  }

  private static boolean differs(long before, long after) {
    for (int seed = 0; seed < 1_000; seed++) {
      List<Event> events = RandomEvents.of(new Random(seed), DAYS);
      if (!windowed(events, d -> d == 2, 1_000, before, after)
          .equals(full(events, d -> d == 2, 1_000))) {
        return true;
      }
    }
    return false;
  }

  private static List<Row> full(List<Event> events, LongPredicate wantedDay, int cap) {
    return PairingRun.rows(events, DAYS * DAY, cap).stream()
        .filter(row -> wantedDay.test(Math.floorDiv(row.atMicros(), DAY)))
        .toList();
  }

  private static List<Row> windowed(
      List<Event> events, LongPredicate wantedDay, int cap, long before, long after) {
    List<Event> fed =
        events.stream().filter(e -> isInAWindow(e.atMicros(), wantedDay, before, after)).toList();
    return full(fed, wantedDay, cap);
  }

  private static boolean isInAWindow(
      long atMicros, LongPredicate wantedDay, long before, long after) {
    for (int day = 0; day < DAYS; day++) {
      if (wantedDay.test(day)
          && day * DAY - before <= atMicros
          && atMicros < (day + 1) * DAY + after) {
        return true;
      }
    }
    return false;
  }
}

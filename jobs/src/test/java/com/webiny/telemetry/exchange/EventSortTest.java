package com.webiny.telemetry.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.event.TelemetryEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventSortTest {

  @ParameterizedTest
  @EnumSource(Events.Keys.class)
  void placesComeInTheOrderOfTheTable(Events.Keys keys) {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      int count = seed < 40 ? seed : 1_000 + random.nextInt(3_000);
      List<TelemetryEvent> events = Events.of(random, count, Events.DAY, keys);
      int[] places = EventSort.sortedPlaces(packed(events), count);
      List<TelemetryEvent> sorted = new ArrayList<>();
      for (int place : places) {
        sorted.add(events.get(place));
      }
      assertThat(places).hasSize(count).doesNotHaveDuplicates();
      assertThat(sorted).isSortedAccordingTo(Events.ORDER);
    }
  }

  private static long[] packed(List<TelemetryEvent> events) {
    long[] packed = new long[(events.size() + 3) * PackedEvent.LONGS];
    int at = 0;
    for (TelemetryEvent event : events) {
      packed[at++] = event.anonKeyHigh();
      packed[at++] = event.anonKeyLow();
      packed[at++] = PackedEvent.tail(event);
      packed[at++] = PackedEvent.origin(event, 0);
    }
    return packed;
  }
}

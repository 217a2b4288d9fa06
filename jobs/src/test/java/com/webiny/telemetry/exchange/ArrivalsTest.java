package com.webiny.telemetry.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.event.ProductVersion;
import com.webiny.telemetry.event.TelemetryEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArrivalsTest {
  private static final Comparator<TelemetryEvent> TOTAL =
      Events.ORDER
          .thenComparing(event -> event.version().map(ProductVersion::text).orElse(""))
          .thenComparing(TelemetryEvent::ci);

  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource({
    "runs merged at once, 512",
    "runs merged by twos in many passes, 2",
    "runs merged by threes, 3"
  })
  void eachDayComesOnceWithItsEventsInOrderAndNoneOfVoidedFiles(String how, int maxMerged)
      throws Exception {
    for (int seed = 0; seed < 25; seed++) {
      Random random = new Random(seed);
      Set<Integer> voided = new HashSet<>(List.of(random.nextInt(12), random.nextInt(12)));
      List<Arrival> sent = new ArrayList<>();
      Map<Integer, List<TelemetryEvent>> expected = new TreeMap<>();
      for (int run = 0; run < random.nextInt(30); run++) {
        int day = Events.DAY + random.nextInt(3);
        List<Integer> files = List.of(random.nextInt(12), random.nextInt(12));
        Events.Keys keys = Events.Keys.values()[random.nextInt(Events.Keys.values().length)];
        int count = 1 + random.nextInt(run % 7 == 0 ? 3_000 : 40);
        RunBuilder builder = new RunBuilder();
        for (TelemetryEvent event : Events.of(random, count, day, keys)) {
          int file = random.nextInt(2);
          builder.add(event, file);
          expected.computeIfAbsent(day, of -> new ArrayList<>());
          if (!voided.contains(files.get(file))) {
            expected.get(day).add(event);
          }
        }
        sent.add(new Arrival.Run(day, files, builder.packed()));
      }
      voided.forEach(file -> sent.add(new Arrival.Voided(file)));
      Collections.shuffle(sent, random);

      Path scratch = temp.resolve("scratch");
      Map<Integer, List<TelemetryEvent>> taken = new TreeMap<>();
      try (Arrivals arrivals = Arrivals.of(sent.iterator(), scratch, maxMerged)) {
        while (arrivals.day().isPresent()) {
          int day = arrivals.day().getAsInt();
          assertThat(taken.keySet()).allMatch(before -> before < day);
          taken.put(day, events(arrivals.takeDay()));
        }
      }
      assertThat(scratch).doesNotExist();
      assertThat(taken.keySet()).isEqualTo(expected.keySet());
      taken.forEach(
          (day, events) -> {
            assertThat(events).isSortedAccordingTo(Events.ORDER);
            assertThat(events.stream().sorted(TOTAL))
                .isEqualTo(expected.get(day).stream().sorted(TOTAL).toList());
          });
    }
  }

  @Test
  void nothingArrivedIsNoDay() throws Exception {
    try (Arrivals arrivals = Arrivals.of(Collections.emptyIterator(), temp.resolve("none"))) {
      assertThat(arrivals.day()).isEmpty();
    }
  }

  @Test
  void theFileIsGoneWhenTakingInFails() throws Exception {
    Path scratch = temp.resolve("failed");
    List<Arrival> wrong = new ArrayList<>();
    wrong.add(new Arrival.Tally(0, null, null));
    try {
      Arrivals.of(wrong.iterator(), scratch).close();
    } catch (IllegalStateException expected) {
      assertThat(expected).hasMessage("a tally was sent to a bucket");
      assertThat(Files.exists(scratch)).isFalse();
      return;
    }
    throw new AssertionError("a tally was taken for events");
  }

  private static List<TelemetryEvent> events(ArrivedDay day) throws IOException {
    List<TelemetryEvent> events = new ArrayList<>();
    while (day.advance()) {
      Optional<ProductVersion> version =
          day.version().isEmpty()
              ? Optional.empty()
              : Optional.of(ProductVersion.ofStored(day.version()));
      events.add(
          new TelemetryEvent(
              day.receivedAtMicros(), day.keyHigh(), day.keyLow(), day.event(), version, day.ci()));
    }
    return events;
  }
}

package com.webiny.telemetry.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.event.Bucket;
import com.webiny.telemetry.landing.LandingFile;
import com.webiny.telemetry.landing.Scan;
import com.webiny.telemetry.landing.ScanPlan;
import com.webiny.telemetry.privacy.IdKey;
import com.webiny.telemetry.privacy.Tombstones;
import com.webiny.telemetry.storage.Storage;
import com.webiny.telemetry.storage.Storages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeparturesTest {
  private static final int BUCKETS = 3;
  private static final int DAY = 20_414; // 2025-11-22

  @TempDir Path temp;

  private Storage storage;

  @BeforeEach
  void prepare() throws Exception {
    storage = Storages.reading("--raw", temp.toString(), () -> new Configuration(false)).storage();
  }

  @ParameterizedTest
  @CsvSource({"all at the end, 1000000", "whenever seven are there, 7", "each event on its own, 1"})
  void everyEventLeavesOnceForTheBucketOfItsKey(String how, int maxEvents) throws Exception {
    ScanPlan plan = plan(file("a", 40), file("empty", 0), file("b", 25));
    List<Departures.Departure> sent = departures(plan, maxEvents);
    int events = 0;
    for (Departures.Departure departure : sent) {
      if (departure.arrival() instanceof Arrival.Run run) {
        assertThat(run.day()).isBetween(DAY, DAY + 1);
        assertThat(run.files()).isEqualTo(List.of(0, 1, 2));
        assertThat(run.packed().length / PackedEvent.BYTES).isBetween(1, maxEvents);
        for (int at = 0; at < run.packed().length; at += PackedEvent.BYTES) {
          long keyHigh = PackedEvent.longAt(run.packed(), at);
          assertThat(plan.scan().bucketOf(keyHigh)).isEqualTo(departure.route());
          events++;
        }
      }
    }
    assertThat(events).isEqualTo(65);
    assertThat(tallies(sent)).containsExactly("0 WHOLE 40", "1 WHOLE 0", "2 WHOLE 25");
    assertThat(voids(sent)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"all at the end, 1000000", "some before its end, 7"})
  void aFileThatFailsIsVoidedForEveryBucket(String how, int maxEvents) throws Exception {
    LandingFile cut = file("cut", 40);
    Files.write(Path.of(cut.path()), lines(30));
    LandingFile gone = file("gone", 5);
    Files.delete(Path.of(gone.path()));
    List<Departures.Departure> sent = departures(plan(file("a", 3), cut, gone), maxEvents);
    assertThat(voids(sent)).containsExactly("0 1", "1 1", "2 1", "0 2", "1 2", "2 2");
    assertThat(tallies(sent)).containsExactly("0 WHOLE 3", "1 SHORTENED 30", "2 VANISHED 0");
  }

  private static List<Departures.Departure> departures(ScanPlan plan, int maxEvents) {
    List<ScanPlan.Part> parts = plan.tasks().stream().flatMap(List::stream).toList();
    List<Departures.Departure> sent = new ArrayList<>();
    try (Departures departures = new Departures(plan.scan(), parts, maxEvents)) {
      departures.forEachRemaining(sent::add);
    }
    return sent;
  }

  private static List<String> tallies(List<Departures.Departure> sent) {
    List<String> tallies = new ArrayList<>();
    for (Departures.Departure departure : sent) {
      if (departure.arrival() instanceof Arrival.Tally tally) {
        assertThat(departure.route()).isEqualTo(BUCKETS);
        assertThat(tally.counts().of(Bucket.MALFORMED)).isZero();
        tallies.add(tally.file() + " " + tally.condition() + " " + tally.counts().lines());
      }
    }
    return tallies;
  }

  private static List<String> voids(List<Departures.Departure> sent) {
    List<String> voids = new ArrayList<>();
    for (Departures.Departure departure : sent) {
      if (departure.arrival() instanceof Arrival.Voided voided) {
        voids.add(departure.route() + " " + voided.file());
      }
    }
    return voids;
  }

  private ScanPlan plan(LandingFile... files) {
    return new ScanPlan(
        new Scan(storage, DAY, DAY + 1, BUCKETS, IdKey.of(new byte[32]), Tombstones.NONE),
        List.of(files),
        1L << 20);
  }

  private LandingFile file(String name, int lines) throws Exception {
    Path path = Files.write(temp.resolve(name), lines(lines));
    return new LandingFile(path.toString(), name, DAY, Files.size(path), 0);
  }

  private static byte[] lines(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(
          """
          {"received_at":"2025-11-%dT10:00:00Z","event":"admin-app-start","anonymous_id":"00000000-0000-4000-8000-%012d"}
          """
              .formatted(22 + i % 2, i));
    }
    return text.toString().getBytes(UTF_8);
  }
}

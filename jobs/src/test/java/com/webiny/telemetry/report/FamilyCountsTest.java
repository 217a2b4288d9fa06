package com.webiny.telemetry.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.event.Family;
import com.webiny.telemetry.report.TallyKey.Kind;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FamilyCountsTest {
  private final TallyMap tallies = new TallyMap();
  private final FamilyCounts counts = new FamilyCounts(7, Family.APP, tallies);

  @Test
  void whatIsCountedIsInTheMapOnceUnderItsKey() {
    for (int i = 0; i < 3; i++) {
      counts.all().addOne();
      counts.ofLine("v5.41.x").addOne();
      counts.ofDuration(216_000).addOne();
      counts.ofDuration(0).addOne();
    }
    counts.ofLine("v5.40.x").addOne();
    assertThat(drained())
        .isEqualTo(
            Map.of(
                "ATTEMPTS 7 app ", 3L,
                "DURATION 7 app 0", 3L,
                "DURATION 7 app 216000", 3L,
                "LINE 7 app v5.40.x", 1L,
                "LINE 7 app v5.41.x", 3L));
  }

  @Test
  void whatWasHandedOnIsNotAddedToAgain() {
    counts.all().addOne();
    counts.ofLine("v5.41.x").addOne();
    counts.ofDuration(12).addOne();
    assertThat(drained()).hasSize(3);
    counts.ofDuration(12).addOne();
    counts.ofLine("v5.41.x").addOne();
    assertThat(drained()).isEqualTo(Map.of("DURATION 7 app 12", 1L, "LINE 7 app v5.41.x", 1L));
    assertThat(drained()).isEmpty();
  }

  private Map<String, Long> drained() {
    Map<String, Long> drained = new TreeMap<>();
    tallies
        .drain()
        .forEachRemaining(
            cell -> {
              TallyKey key = cell._1();
              Kind kind = key.kind();
              drained.put(
                  kind + " " + key.day() + " " + key.group() + " " + key.first(), cell._2().only());
            });
    return drained;
  }
}

package com.webiny.telemetry.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.event.Family;
import com.webiny.telemetry.night.Outcome;
import com.webiny.telemetry.report.AttemptTally.LineMeasure;
import com.webiny.telemetry.report.AttemptTally.Measure;
import com.webiny.telemetry.report.TallyKey.Kind;
import com.webiny.telemetry.table.UserRow;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.junit.jupiter.api.Test;
import scala.Tuple2;

class AttemptTallyTest {
  private static final int DAY = 100;
  private static final String LINE = "v5.41.x";

  private final TallyMap tallies = new TallyMap();
  private final AttemptTally tally = new AttemptTally(DAY, tallies);

  @Test
  void everyOutcomeCountsOnceAndOrphansInNothingElse() {
    tally.beginId(1, 1);
    for (Outcome outcome : Outcome.values()) {
      tally.add(Family.APP, LINE, false, outcome, 10);
    }
    tally.endId(UserRow.NEVER);
    Map<TallyKey, Sums> cells = cells();
    Sums sums = cells.get(new TallyKey(Kind.ATTEMPTS, DAY, "app"));
    assertThat(sums.of(Measure.ATTEMPTS)).isEqualTo(5);
    for (Measure measure :
        new Measure[] {
          Measure.SUCCEEDED,
          Measure.FAILED,
          Measure.FAILED_GRACEFUL,
          Measure.ABANDONED,
          Measure.PENDING,
          Measure.ORPHANED,
          Measure.DEPLOYERS
        }) {
      assertThat(sums.of(measure)).as(measure.name()).isEqualTo(1);
    }
    assertThat(sums.of(Measure.CI_ATTEMPTS)).isZero();
    assertThat(cells.get(new TallyKey(Kind.LINE, DAY, "app", LINE, "")).of(LineMeasure.ATTEMPTS))
        .isEqualTo(5);
  }

  @Test
  void anIdWithOrphansOnlyIsNoDeployer() {
    tally.beginId(1, 1);
    tally.add(Family.APP, LINE, false, Outcome.ORPHANED, 0);
    tally.endId(UserRow.NEVER);
    Map<TallyKey, Sums> cells = cells();
    assertThat(cells).hasSize(1);
    assertThat(cells.get(new TallyKey(Kind.ATTEMPTS, DAY, "app")).of(Measure.DEPLOYERS)).isZero();
  }

  @Test
  void aRobotsAttemptCountsButItIsNoDeployer() {
    tally.beginId(1, 1);
    tally.add(Family.PROJECT, LINE, true, Outcome.SUCCEEDED, 10);
    tally.endId(UserRow.NEVER);
    Map<TallyKey, Sums> cells = cells();
    Sums sums = cells.get(new TallyKey(Kind.ATTEMPTS, DAY, "project"));
    assertThat(sums.of(Measure.CI_ATTEMPTS)).isEqualTo(1);
    assertThat(sums.of(Measure.SUCCEEDED)).isEqualTo(1);
    assertThat(sums.of(Measure.DEPLOYERS)).isZero();
    assertThat(sums.of(Measure.FIRST_TRY_SUCCESS)).isZero();
    assertThat(
            cells.get(new TallyKey(Kind.LINE, DAY, "project", LINE, "")).of(LineMeasure.DEPLOYERS))
        .isZero();
    assertThat(cells).containsKey(new TallyKey(Kind.DURATION, DAY, "project", "10", ""));
  }

  @Test
  void theFirstTryIsTheFirstAttemptThatIsNoRobots() {
    tally.beginId(1, 1);
    tally.add(Family.APP, LINE, true, Outcome.FAILED, 0);
    tally.add(Family.APP, LINE, false, Outcome.ORPHANED, 0);
    tally.add(Family.APP, LINE, false, Outcome.SUCCEEDED, 10);
    tally.endId(UserRow.NEVER);
    tally.beginId(2, 2);
    tally.add(Family.APP, LINE, false, Outcome.FAILED, 0);
    tally.add(Family.APP, LINE, false, Outcome.SUCCEEDED, 10);
    tally.endId(UserRow.NEVER);
    Sums sums = cells().get(new TallyKey(Kind.ATTEMPTS, DAY, "app"));
    assertThat(sums.of(Measure.DEPLOYERS)).isEqualTo(2);
    assertThat(sums.of(Measure.FIRST_TRY_SUCCESS)).isEqualTo(1);
  }

  @Test
  void aCreatorIsAnIdThatCreatedOnceOrMoreAndFirstTimeByUsers() {
    assertThat(created(1, DAY, Outcome.SUCCEEDED, Outcome.SUCCEEDED)).isTrue();
    assertThat(created(2, DAY - 1, Outcome.FAILED, Outcome.SUCCEEDED)).isTrue();
    assertThat(created(3, DAY, Outcome.FAILED, Outcome.PENDING)).isFalse();
    Map<TallyKey, Sums> cells = cells();
    Sums sums = cells.get(new TallyKey(Kind.ATTEMPTS, DAY, "create"));
    assertThat(sums.of(Measure.CREATORS)).isEqualTo(2);
    assertThat(sums.of(Measure.FIRST_TIME_CREATORS)).isEqualTo(1);
    assertThat(cells).as("no lines and durations of creating").hasSize(1);
  }

  @Test
  void anIdIsOneDeployerOfEachLineAndWithoutVersionOfUnknown() {
    tally.beginId(1, 1);
    for (String line : new String[] {LINE, "", LINE, "v5.40.x", ""}) {
      tally.add(Family.APP, line, false, Outcome.PENDING, 0);
    }
    tally.endId(UserRow.NEVER);
    Map<TallyKey, Sums> cells = cells();
    for (String line : new String[] {LINE, VersionOrder.UNKNOWN, "v5.40.x"}) {
      Sums sums = cells.get(new TallyKey(Kind.LINE, DAY, "app", line, ""));
      assertThat(sums.of(LineMeasure.DEPLOYERS)).as(line).isEqualTo(1);
    }
    assertThat(cells.get(new TallyKey(Kind.ATTEMPTS, DAY, "app")).of(Measure.DEPLOYERS))
        .isEqualTo(1);
  }

  /** However many lines one ID deploys, each is counted once, and memory is bounded. */
  @Test
  void anIdOfManyLinesIsOneDeployerOfEach() {
    int lines = 3 * AttemptTally.MAX_LINES_REMEMBERED;
    for (long id = 1; id <= 2; id++) {
      tally.beginId(id, id);
      for (int i = 0; i < 2 * lines; i++) {
        tally.add(Family.APP, "v5." + i % lines + ".x", false, Outcome.PENDING, 0);
      }
      tally.endId(UserRow.NEVER);
    }
    Map<String, Long> deployers = new HashMap<>();
    cells()
        .forEach(
            (key, sums) -> {
              if (key.kind() == Kind.LINE) {
                deployers.merge(key.first(), sums.of(LineMeasure.DEPLOYERS), Long::sum);
              } else if (key.kind() == Kind.LINE_OF_ID) {
                String line = key.toLine().first();
                deployers.merge(
                    line, AttemptTally.oneDeployer().of(LineMeasure.DEPLOYERS), Long::sum);
              }
            });
    assertThat(deployers)
        .hasSize(lines)
        .allSatisfy((line, count) -> assertThat(count).isEqualTo(2));
  }

  private boolean created(long id, int firstCreateDay, Outcome... outcomes) {
    tally.beginId(id, id);
    for (Outcome outcome : outcomes) {
      tally.add(Family.CREATE, LINE, false, outcome, 10);
    }
    boolean creator = tally.isCreator();
    tally.endId(firstCreateDay);
    return creator;
  }

  private Map<TallyKey, Sums> cells() {
    Map<TallyKey, Sums> cells = new HashMap<>();
    Iterator<Tuple2<TallyKey, Sums>> drained = tallies.drain();
    while (drained.hasNext()) {
      Tuple2<TallyKey, Sums> cell = drained.next();
      cells.put(cell._1(), cell._2());
    }
    return cells;
  }
}

package com.webiny.telemetry.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.webiny.telemetry.report.ActivityTally.Measure;
import com.webiny.telemetry.report.TallyKey.Kind;
import com.webiny.telemetry.table.UserRow;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import scala.Tuple2;

/** Days are small numbers: day 100 is reported unless said otherwise. */
class ActivityTallyTest {
  private static final int DAY = 100;

  private final TallyMap tallies = new TallyMap();

  @Test
  void theWeekReachesBackSixDaysAndTheMonthTwentySeven() {
    ActivityTally tally = tally(DAY, DAY, 0);
    for (int back : new int[] {0, 6, 7, 27, 28}) {
      tally.addDay(DAY - back, true, false, false, 1, "", "");
      tally.endId(0);
    }
    Sums sums = activity(DAY);
    assertThat(sums.of(Measure.DAU)).isEqualTo(1);
    assertThat(sums.of(Measure.WAU)).isEqualTo(2);
    assertThat(sums.of(Measure.MAU)).isEqualTo(4);
  }

  @Test
  void newReturningAndResurrectedAddUp() {
    ActivityTally tally = tally(DAY, DAY, 0);
    tally.addDay(DAY, false, false, true, 0, "", "");
    tally.endId(DAY); // New.
    tally.addDay(DAY, false, false, true, 0, "", "");
    tally.addDay(DAY - 27, false, false, true, 0, "", "");
    tally.endId(DAY - 27); // Returning, just so.
    tally.addDay(DAY, false, false, true, 0, "", "");
    tally.addDay(DAY - 28, false, false, true, 0, "", "");
    tally.endId(DAY - 28); // Away for longer than the month.
    tally.addDay(DAY, false, false, true, 0, "", "");
    tally.endId(3); // Seen long before.
    tally.addDay(DAY - 1, false, false, true, 0, "", "");
    tally.endId(DAY - 1); // Not active that day.
    Sums sums = activity(DAY);
    assertThat(sums.of(Measure.DAU)).isEqualTo(4);
    assertThat(sums.of(Measure.NEW_USERS)).isEqualTo(1);
    assertThat(sums.of(Measure.RETURNING_USERS)).isEqualTo(1);
    assertThat(sums.of(Measure.RESURRECTED_USERS)).isEqualTo(2);
  }

  @Test
  void aRobotsDeployIsNoUser() {
    ActivityTally tally = tally(DAY, DAY, 0);
    tally.addDay(DAY, false, false, false, 0, "", "");
    tally.endId(UserRow.NEVER);
    assertThat(cells()).isEmpty();
  }

  @Test
  void anIdActiveInBothWaysCountsOnceInDau() {
    ActivityTally tally = tally(DAY, DAY, 0);
    tally.addDay(DAY, true, true, true, 3, "", "");
    tally.endId(DAY);
    Sums sums = activity(DAY);
    assertThat(sums.of(Measure.DAU)).isEqualTo(1);
    assertThat(sums.of(Measure.DAU_ADMIN)).isEqualTo(1);
    assertThat(sums.of(Measure.DAU_ADMIN_CI_BUILT)).isEqualTo(1);
    assertThat(sums.of(Measure.DAU_CLI)).isEqualTo(1);
    assertThat(sums.of(Measure.ADMIN_LOADS)).isEqualTo(3);
  }

  @Test
  void nothingOfAnIdReachesTheNext() {
    ActivityTally tally = tally(DAY, DAY, 0);
    tally.addDay(DAY, true, true, true, 3, "v5.41.0", "v5.41.0");
    tally.endId(DAY);
    cells();
    tally.addDay(DAY, false, false, true, 0, "", "");
    tally.endId(DAY);
    Map<TallyKey, Sums> cells = cells();
    assertThat(cells).hasSize(1);
    Sums sums = cells.values().iterator().next();
    assertThat(sums.of(Measure.DAU_ADMIN)).isZero();
    assertThat(sums.of(Measure.ADMIN_LOADS)).isZero();
  }

  @Test
  void aVersionIsTheLatestOfTwentyEightDaysOnEachSurfaceApart() {
    ActivityTally tally = tally(DAY, DAY, 0);
    tally.addDay(DAY - 27, true, false, false, 1, "v5.40.0", "v5.41.0");
    tally.addDay(DAY - 5, true, false, false, 1, "v5.38.0", "");
    tally.endId(0);
    tally.addDay(DAY - 28, true, false, true, 1, "v5.37.0", "v5.37.0");
    tally.endId(0);
    assertThat(versions(Kind.ADOPTION, DAY))
        .containsExactlyInAnyOrder("admin v5.38.0 ", "deploy v5.41.0 ");
  }

  @Test
  void aTransitionComparesTheViewsOfAWeekApart() {
    ActivityTally tally = tally(DAY, DAY, 0);
    tally.addDay(DAY - 7, false, false, true, 0, "", "v5.40.0");
    tally.addDay(DAY - 6, false, false, true, 0, "", "v5.41.0");
    tally.endId(0);
    tally.addDay(DAY - 6, false, false, true, 0, "", "v5.42.0");
    tally.endId(0); // None a week ago.
    tally.addDay(DAY - 7 - 27, false, false, true, 0, "", "v5.30.0");
    tally.addDay(DAY, false, false, true, 0, "", "v5.43.0");
    tally.endId(0); // The oldest day the older view holds.
    tally.addDay(DAY - 7 - 27, false, false, true, 0, "", "v5.31.0");
    tally.endId(0); // None today.
    tally.addDay(DAY - 20, false, false, true, 0, "", "v5.44.0");
    tally.endId(0); // The same.
    assertThat(versions(Kind.TRANSITION, DAY))
        .containsExactlyInAnyOrder(" v5.40.0 v5.41.0", " (none) v5.42.0", " v5.30.0 v5.43.0");
  }

  @Test
  void transitionsStartOnTheEighthDay() {
    for (int firstPublished : new int[] {DAY - 7, DAY - 6}) {
      ActivityTally tally = tally(DAY, DAY, firstPublished);
      tally.addDay(DAY, false, false, true, 0, "", "v5.41.0");
      tally.endId(DAY);
      assertThat(cells().keySet().stream().filter(key -> key.kind() == Kind.TRANSITION))
          .hasSize(firstPublished == DAY - 7 ? 1 : 0);
    }
  }

  @Test
  void aDeployVersionTellsHowLongAgoItWasDeployedLast() {
    ActivityTally tally = tally(DAY, DAY, 0);
    for (int daysAgo : new int[] {0, 1, 6, 7, 13, 14, 27, 28}) {
      tally.addDay(DAY - daysAgo, false, false, true, 0, "", "v5.41.0");
      tally.endId(0);
    }
    Sums users = cells().get(new TallyKey(Kind.ADOPTION, DAY, "deploy", "v5.41.0", ""));
    assertThat(users.of(DeployMeasure.USERS)).isEqualTo(7);
    assertThat(users.of(DeployMeasure.within(1))).isEqualTo(1);
    assertThat(users.of(DeployMeasure.within(7))).isEqualTo(3);
    assertThat(users.of(DeployMeasure.within(14))).isEqualTo(5);
    assertThat(users.of(DeployMeasure.within(28))).isEqualTo(7);
    assertThat(users.of(DeployMeasure.within(56))).isEqualTo(7);
    assertThatThrownBy(() -> DeployMeasure.within(21))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("nothing is counted within so many days");
  }

  @Test
  void anUpgradeIsAChangeToHigherNumbersFromTheViewOfTheDayBefore() {
    ActivityTally tally = tally(DAY, DAY + 7, 0);
    tally.addDay(DAY - 3 - 27, false, false, true, 0, "", "v5.40.0");
    tally.addDay(DAY - 2, false, false, true, 0, "", "v5.41.0-rc.1"); // The first day that is told.
    tally.addDay(DAY - 1, false, false, true, 0, "", "v5.41.0"); // The same numbers.
    tally.addDay(DAY, false, false, true, 0, "", "v5.41.0");
    tally.addDay(DAY + 1, false, false, true, 0, "", "v5.40.9");
    tally.addDay(DAY + 5, false, false, true, 0, "", "v5.40.10"); // The last.
    tally.addDay(DAY + 6, false, false, true, 0, "", "v6.0.0");
    assertThat(tally.upgrades().stream().map(Upgrade::reportedOn)).containsExactly(DAY, DAY + 7);
    tally.endId(0);
    tally.addDay(DAY - 3 - 28, false, false, true, 0, "", "v5.40.0");
    tally.addDay(DAY - 2, false, false, true, 0, "", "v5.41.0");
    assertThat(tally.upgrades()).as("the version before is too old").isEmpty();
  }

  @Test
  void upgradesAreToldFromTheSeventeenthDayOn() {
    for (int firstPublished : new int[] {DAY - 16, DAY - 15}) {
      ActivityTally tally = tally(DAY, DAY, firstPublished);
      tally.addDay(DAY - 3, false, false, true, 0, "", "v5.40.0");
      tally.addDay(DAY - 2, false, false, true, 0, "", "v5.41.0");
      assertThat(tally.upgrades()).hasSize(firstPublished == DAY - 16 ? 1 : 0);
      tally.endId(0);
    }
  }

  @Test
  void anIdCountsOnceInItsCohortOnEachSundayOfAWeekItWasActiveIn() {
    int sunday = CalendarWeek.mondayOf(DAY) + 6;
    ActivityTally tally = tally(DAY, sunday + 7, 0);
    tally.addDay(sunday - 6, true, false, false, 1, "", "");
    tally.addDay(sunday, true, false, false, 1, "", "");
    tally.endId(sunday - 8); // Of the week before; away in the week after.
    tally.addDay(sunday + 1, false, false, true, 0, "", "");
    tally.endId(sunday + 1); // New in the week after.
    tally.addDay(sunday, false, false, false, 0, "", "");
    tally.endId(UserRow.NEVER); // A robot.
    Map<TallyKey, Sums> cells = cells();
    cells.keySet().removeIf(key -> key.kind() != Kind.RETENTION);
    assertThat(cells.keySet())
        .containsExactlyInAnyOrder(
            new TallyKey(Kind.RETENTION, sunday, "1"),
            new TallyKey(Kind.RETENTION, sunday + 7, "0"));
    assertThat(cells.values()).allMatch(users -> users.only() == 1);
  }

  /** Against the words of SPEC section 8, over a span of many days. */
  @Test
  void aLongSpanCountsEachDayAsTheDefinitionsSay() {
    int toDay = DAY + 28;
    Random random = new Random(9);
    ActivityTally tally = tally(DAY, toDay, 0);
    int[] dau = new int[toDay + 1];
    int[] wau = new int[toDay + 1];
    int[] mau = new int[toDay + 1];
    int[] returning = new int[toDay + 1];
    for (int id = 0; id < 200; id++) {
      Set<Integer> active = new HashSet<>();
      int firstActive = UserRow.NEVER;
      for (int day = DAY - ReportPlan.LOOK_BACK_DAYS; day <= toDay; day++) {
        if (random.nextInt(20) == 0) {
          active.add(day);
          firstActive = firstActive == UserRow.NEVER ? day : firstActive;
          tally.addDay(day, false, false, true, 0, "", "");
        }
      }
      tally.endId(firstActive);
      for (int day = DAY; day <= toDay; day++) {
        int d = day;
        dau[day] += active.contains(day) ? 1 : 0;
        wau[day] += active.stream().anyMatch(a -> a <= d && a > d - 7) ? 1 : 0;
        mau[day] += active.stream().anyMatch(a -> a <= d && a > d - 28) ? 1 : 0;
        returning[day] +=
            active.contains(day) && active.stream().anyMatch(a -> a < d && a >= d - 27) ? 1 : 0;
      }
    }
    Map<TallyKey, Sums> cells = cells();
    for (int day = DAY; day <= toDay; day++) {
      Sums sums = cells.getOrDefault(new TallyKey(Kind.ACTIVITY, day, ""), Sums.NONE);
      assertThat(sums.of(Measure.DAU)).as("day %s", day).isEqualTo(dau[day]);
      assertThat(sums.of(Measure.WAU)).as("day %s", day).isEqualTo(wau[day]);
      assertThat(sums.of(Measure.MAU)).as("day %s", day).isEqualTo(mau[day]);
      assertThat(sums.of(Measure.RETURNING_USERS)).as("day %s", day).isEqualTo(returning[day]);
      assertThat(
              sums.of(Measure.NEW_USERS)
                  + sums.of(Measure.RETURNING_USERS)
                  + sums.of(Measure.RESURRECTED_USERS))
          .isEqualTo(dau[day]);
    }
  }

  private ActivityTally tally(int fromDay, int toDay, int firstPublishedDay) {
    return new ActivityTally(fromDay, toDay, firstPublishedDay, tallies);
  }

  private Sums activity(int day) {
    return cells().get(new TallyKey(Kind.ACTIVITY, day, ""));
  }

  private Set<String> versions(Kind kind, int day) {
    Set<String> versions = new HashSet<>();
    cells()
        .forEach(
            (key, sums) -> {
              if (key.kind() == kind && key.day() == day) {
                assertThat(sums.only()).isEqualTo(1);
                versions.add(key.group() + " " + key.first() + " " + key.second());
              }
            });
    return versions;
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

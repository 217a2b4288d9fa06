package com.webiny.telemetry.report;

import com.webiny.telemetry.night.DayBucket;
import com.webiny.telemetry.table.KeyOrder;
import com.webiny.telemetry.table.TableReader;
import com.webiny.telemetry.table.Tables;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Carries a bucket's {@code daily_users} of a span of days, ID by ID, to {@link ActivityTally}; of
 * those that upgraded the {@code attempts} too.
 */
final class ActivityWalk implements Counting.Walk {
  private static final List<String> COLUMNS =
      List.of(
          "anon_key",
          "active_admin",
          "admin_ci_built",
          "active_cli",
          "admin_loads",
          "admin_version",
          "deploy_version");

  private static final Comparator<OpenDay> BY_KEY =
      (a, b) -> KeyOrder.compare(a.keyHigh, a.keyLow, b.keyHigh, b.keyLow);

  private final ActivityTally tally;
  private final FirstDays firstActive;
  private final UpgradeAttempts attempts;
  private final TallyMap tallies;
  private final List<OpenDay> days = new ArrayList<>();
  private final PriorityQueue<OpenDay> queue = new PriorityQueue<>(BY_KEY);

  ActivityWalk(ReportPlan plan, int bucket, int fromDay, int toDay, TallyMap tallies)
      throws IOException {
    this.tally = new ActivityTally(fromDay, toDay, plan.firstDay(), tallies);
    this.attempts = new UpgradeAttempts(plan, bucket, fromDay, toDay);
    this.tallies = tallies;
    this.firstActive = FirstDays.active(plan.storage(), plan.files().get(DayBucket.users(bucket)));
    for (int day = fromDay - ReportPlan.LOOK_BACK_DAYS; day <= toDay; day++) {
      Optional<String> file = plan.file(Tables.DAILY_USERS.name(), day, bucket);
      if (file.isPresent()) {
        OpenDay open =
            new OpenDay(
                day, TableReader.open(Tables.DAILY_USERS, plan.storage(), file.get(), COLUMNS));
        days.add(open);
        if (open.advance()) {
          queue.add(open);
        }
      }
    }
  }

  @Override
  public boolean step() throws IOException {
    if (queue.isEmpty()) {
      return false;
    }
    long keyHigh = queue.peek().keyHigh;
    long keyLow = queue.peek().keyLow;
    while (!queue.isEmpty() && queue.peek().keyHigh == keyHigh && queue.peek().keyLow == keyLow) {
      OpenDay day = queue.remove();
      TableReader row = day.reader;
      tally.addDay(
          day.day,
          row.flagAt(1),
          row.flagAt(2),
          row.flagAt(3),
          row.longAt(4),
          row.textAt(5),
          row.textAt(6));
      if (day.advance()) {
        queue.add(day);
      }
    }
    List<Upgrade> upgrades = tally.upgrades();
    if (!upgrades.isEmpty()) {
      attempts.addTo(upgrades, keyHigh, keyLow);
      upgrades.forEach(upgrade -> upgrade.count(tallies));
    }
    tally.endId(firstActive.of(keyHigh, keyLow));
    return true;
  }

  @Override
  public void close() throws IOException {
    firstActive.close();
    attempts.close();
    for (OpenDay day : days) {
      day.reader.close();
    }
  }

  private static final class OpenDay {
    private final int day;
    private final TableReader reader;
    private long keyHigh;
    private long keyLow;

    OpenDay(int day, TableReader reader) {
      this.day = day;
      this.reader = reader;
    }

    boolean advance() throws IOException {
      if (!reader.next()) {
        return false;
      }
      keyHigh = reader.keyHighAt(0);
      keyLow = reader.keyLowAt(0);
      return true;
    }
  }
}

package com.webiny.telemetry.report;

import com.webiny.telemetry.event.Family;
import com.webiny.telemetry.night.Outcome;
import com.webiny.telemetry.table.KeyOrder;
import com.webiny.telemetry.table.TableReader;
import com.webiny.telemetry.table.Tables;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks up the attempts of IDs that upgraded, in a bucket's {@code attempts} of a span of days, for
 * those who ask in order of key. No file is opened before the first upgrade.
 */
final class UpgradeAttempts implements Closeable {
  private static final List<String> COLUMNS =
      List.of("anon_key", "family", "version", "ci", "outcome");

  private final ReportPlan plan;
  private final int bucket;
  private final int fromDay;
  private final int toDay;
  private final List<OfDay> days = new ArrayList<>();
  private boolean opened;

  /** Of the days that upgrades reported from a day on look back to. */
  UpgradeAttempts(ReportPlan plan, int bucket, int fromDay, int toDay) {
    this.plan = plan;
    this.bucket = bucket;
    this.fromDay = fromDay - ReportPlan.ATTEMPTS_LOOK_BACK_DAYS;
    this.toDay = toDay;
  }

  private static final class OfDay {
    private final int day;
    private final TableReader reader;
    private boolean onRow;

    OfDay(int day, TableReader reader) throws IOException {
      this.day = day;
      this.reader = reader;
      this.onRow = reader.next();
    }
  }

  /** Adds what the ID attempted to its upgrades. Keys must not go down from call to call. */
  void addTo(List<Upgrade> upgrades, long keyHigh, long keyLow) throws IOException {
    open();
    for (OfDay of : days) {
      while (of.onRow) {
        int order =
            KeyOrder.compare(of.reader.keyHighAt(0), of.reader.keyLowAt(0), keyHigh, keyLow);
        if (order > 0) {
          break;
        }
        if (order == 0) {
          addRow(of, upgrades);
        }
        of.onRow = of.reader.next();
      }
    }
  }

  private static void addRow(OfDay of, List<Upgrade> upgrades) {
    TableReader row = of.reader;
    Family family = Tables.family(row.textAt(1));
    String outcome = row.textAt(4);
    boolean succeeded = outcome.equals(Outcome.SUCCEEDED.text());
    boolean ended =
        succeeded
            || outcome.equals(Outcome.FAILED.text())
            || outcome.equals(Outcome.FAILED_GRACEFUL.text());
    boolean robot = !row.isNull(3) && row.flagAt(3);
    if (!ended || robot || family == Family.CREATE) {
      return;
    }
    for (Upgrade upgrade : upgrades) {
      upgrade.add(family, of.day, row.textAt(2), succeeded);
    }
  }

  private void open() throws IOException {
    if (opened) {
      return;
    }
    opened = true;
    for (int day = fromDay; day <= toDay; day++) {
      Optional<String> file = plan.file(Tables.ATTEMPTS.name(), day, bucket);
      if (file.isPresent()) {
        days.add(
            new OfDay(day, TableReader.open(Tables.ATTEMPTS, plan.storage(), file.get(), COLUMNS)));
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (OfDay of : days) {
      of.reader.close();
    }
  }
}

package com.webiny.telemetry.report;

import com.webiny.telemetry.event.Family;
import com.webiny.telemetry.night.DayBucket;
import com.webiny.telemetry.night.Outcome;
import com.webiny.telemetry.report.TallyKey.Kind;
import com.webiny.telemetry.table.TableReader;
import com.webiny.telemetry.table.Tables;
import com.webiny.telemetry.table.UserRow;
import java.io.Closeable;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Carries a bucket's {@code attempts} of a day, ID by ID, to {@link AttemptTally}; or counts again
 * what small cells need.
 */
final class AttemptWalk implements Counting.Walk {
  private static final List<String> COLUMNS =
      List.of("anon_key", "family", "version_line", "ci", "duration_s", "outcome");
  private static final Map<String, Outcome> OUTCOMES = new HashMap<>();

  static {
    for (Outcome outcome : Outcome.values()) {
      OUTCOMES.put(outcome.text(), outcome);
    }
  }

  /** What is done with the rows of an ID. */
  private interface OfId extends Closeable {
    void begin(long keyHigh, long keyLow);

    void add(Family family, String line, boolean ci, Outcome outcome, long durationTenths);

    void end(long keyHigh, long keyLow) throws IOException;
  }

  private final TableReader reader;
  private final OfId ofId;
  private long keyHigh;
  private long keyLow;
  private boolean inId;

  private AttemptWalk(TableReader reader, OfId ofId) {
    this.reader = reader;
    this.ofId = ofId;
  }

  /** Counts a day's attempts. */
  static AttemptWalk counting(ReportPlan plan, int bucket, int day, TallyMap tallies)
      throws IOException {
    AttemptTally tally = new AttemptTally(day, tallies);
    FirstDays firstCreate =
        FirstDays.create(plan.storage(), plan.files().get(DayBucket.users(bucket)));
    return new AttemptWalk(
        open(plan, bucket, day),
        new OfId() {
          @Override
          public void begin(long keyHigh, long keyLow) {
            tally.beginId(keyHigh, keyLow);
          }

          @Override
          public void add(
              Family family, String line, boolean ci, Outcome outcome, long durationTenths) {
            tally.add(family, line, ci, outcome, durationTenths);
          }

          @Override
          public void end(long keyHigh, long keyLow) throws IOException {
            tally.endId(tally.isCreator() ? firstCreate.of(keyHigh, keyLow) : UserRow.NEVER);
          }

          @Override
          public void close() throws IOException {
            firstCreate.close();
          }
        });
  }

  /**
   * Counts a day's distinct deployers in any line that folds: they cannot be added up from the
   * lines, since an ID may be in several.
   *
   * @param kept the lines of each family that do not fold
   */
  static AttemptWalk recounting(
      ReportPlan plan, int bucket, int day, Map<String, Set<String>> kept, TallyMap tallies)
      throws IOException {
    Set<Family> folded = EnumSet.noneOf(Family.class);
    return new AttemptWalk(
        open(plan, bucket, day),
        new OfId() {
          @Override
          public void begin(long keyHigh, long keyLow) {
            folded.clear();
          }

          @Override
          public void add(
              Family family, String line, boolean ci, Outcome outcome, long durationTenths) {
            Set<String> keptLines = kept.get(family.text());
            String shown = line.isEmpty() ? VersionOrder.UNKNOWN : line;
            if (!ci
                && outcome != Outcome.ORPHANED
                && keptLines != null
                && !keptLines.contains(shown)) {
              folded.add(family);
            }
          }

          @Override
          public void end(long keyHigh, long keyLow) {
            for (Family family : folded) {
              tallies.of(new TallyKey(Kind.FOLDED_DEPLOYERS, day, family.text()), 1).addOne();
            }
          }

          @Override
          public void close() {}
        });
  }

  private static TableReader open(ReportPlan plan, int bucket, int day) throws IOException {
    String file = plan.file(Tables.ATTEMPTS.name(), day, bucket).orElseThrow();
    return TableReader.open(Tables.ATTEMPTS, plan.storage(), file, COLUMNS);
  }

  @Override
  public boolean step() throws IOException {
    boolean onRow = reader.next();
    if (inId && (!onRow || reader.keyHighAt(0) != keyHigh || reader.keyLowAt(0) != keyLow)) {
      ofId.end(keyHigh, keyLow);
      inId = false;
    }
    if (!onRow) {
      return false;
    }
    if (!inId) {
      keyHigh = reader.keyHighAt(0);
      keyLow = reader.keyLowAt(0);
      ofId.begin(keyHigh, keyLow);
      inId = true;
    }
    ofId.add(
        Tables.family(reader.textAt(1)),
        reader.textAt(2),
        !reader.isNull(3) && reader.flagAt(3),
        OUTCOMES.get(reader.textAt(5)),
        reader.isNull(4) ? 0 : Durations.tenthsOfSeconds(reader.doubleAt(4)));
    return true;
  }

  @Override
  public void close() throws IOException {
    reader.close();
    ofId.close();
  }
}

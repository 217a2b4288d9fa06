package com.webiny.telemetry.job;

import com.webiny.telemetry.audit.RunSummary;
import com.webiny.telemetry.exit.ExitCode;
import com.webiny.telemetry.exit.StopException;
import com.webiny.telemetry.night.DayBucket;
import com.webiny.telemetry.night.LiveFile;
import com.webiny.telemetry.night.NightOutput.Staged;
import com.webiny.telemetry.night.Rewriting;
import com.webiny.telemetry.night.UserPruning;
import com.webiny.telemetry.storage.Storages.Location;
import com.webiny.telemetry.table.Tables;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;

/** Drops old days of the tables, and the users not seen since (SPEC section 10). Reports stay. */
final class PruneRun {
  private static final List<String> DAILY_TABLES =
      List.of(Tables.EVENTS.name(), Tables.DAILY_USERS.name(), Tables.ATTEMPTS.name());

  private final Upkeep upkeep;
  private final int fromDay;

  private PruneRun(Upkeep upkeep, int fromDay) {
    this.upkeep = upkeep;
    this.fromDay = fromDay;
  }

  /**
   * What was done.
   *
   * @param tablesFrom the first day the tables hold, ISO
   */
  record Outcome(String tablesFrom, RunSummary summary) {}

  /**
   * Prunes.
   *
   * @param keepDays days older than so many, counted back from the newest published one, go
   * @return empty if there is none
   */
  static Optional<Outcome> run(Location warehouse, int keepDays, Clock clock)
      throws StopException, IOException {
    Upkeep upkeep =
        Upkeep.begin("prune", Map.of("--keep-days", Integer.toString(keepDays)), warehouse);
    int lookbackDays = upkeep.head().settings().lookbackDays();
    int atLeast = KeptDays.atLeast(lookbackDays);
    if (keepDays < atLeast) {
      throw new StopException(
          ExitCode.USAGE,
          "--keep-days must be at least "
              + atLeast
              + " here, 36 and the lookback of "
              + lookbackDays
              + ", since nights read so many; give such a number.");
    }
    upkeep.finishHead();
    int fromDay = upkeep.state().newestDay().orElseThrow() - keepDays;
    if (fromDay <= upkeep.state().tablesFromDay().orElseThrow()) {
      return Optional.empty();
    }
    PruneRun run = new PruneRun(upkeep, fromDay);
    return Optional.of(SparkSessions.run(upkeep.claim(), spark -> run.run(spark, clock)));
  }

  private Outcome run(SparkSession spark, Clock clock) throws StopException, IOException {
    List<Staged> users = Rewriting.pruneUsers(spark, work());
    Map<String, Long> removed = new TreeMap<>(upkeep.rowsRemoved(users));
    List<String> removals = new ArrayList<>();
    int from = upkeep.state().tablesFromDay().orElseThrow();
    for (int day = from; day < fromDay; day++) {
      for (String table : DAILY_TABLES) {
        removals.add("tables/" + table + "/dt=" + Publication.iso(day));
        removed.merge(table, rows(table, day), Long::sum);
      }
    }
    String tablesFrom = Publication.iso(fromDay);
    RunSummary summary =
        upkeep.publish(
            clock,
            new Upkeep.Change(users, upkeep.head().tombstones(), tablesFrom, removals, removed));
    return new Outcome(tablesFrom, summary);
  }

  private long rows(String table, int day) throws IOException {
    long rows = 0;
    for (int bucket = 0; bucket < buckets(); bucket++) {
      rows += upkeep.live(new DayBucket(table, day, bucket)).map(LiveFile::rows).orElse(0L);
    }
    return rows;
  }

  private List<UserPruning.Work> work() throws IOException {
    List<UserPruning.Work> work = new ArrayList<>();
    int newest = upkeep.state().newestDay().orElseThrow();
    for (int bucket = 0; bucket < buckets(); bucket++) {
      List<UserPruning.KeptDay> days = new ArrayList<>();
      for (int day = fromDay; day <= newest; day++) {
        LiveFile file =
            upkeep.live(new DayBucket(Tables.DAILY_USERS.name(), day, bucket)).orElseThrow();
        if (file.rows() > 0) {
          days.add(new UserPruning.KeptDay(day, file));
        }
      }
      work.add(
          new UserPruning.Work(
              upkeep.warehouse().storage(),
              upkeep.staging(),
              bucket,
              upkeep.live(DayBucket.users(bucket)).orElseThrow(),
              days));
    }
    return work;
  }

  private int buckets() {
    return upkeep.head().settings().buckets();
  }
}

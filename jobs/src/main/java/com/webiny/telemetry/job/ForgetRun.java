package com.webiny.telemetry.job;

import com.webiny.telemetry.audit.RunSummary;
import com.webiny.telemetry.exit.StopException;
import com.webiny.telemetry.landing.Scan;
import com.webiny.telemetry.night.DayBucket;
import com.webiny.telemetry.night.Forgetting;
import com.webiny.telemetry.night.Forgetting.Source;
import com.webiny.telemetry.night.Forgetting.StoredKey;
import com.webiny.telemetry.night.LiveFile;
import com.webiny.telemetry.night.NightOutput.Staged;
import com.webiny.telemetry.night.Rewriting;
import com.webiny.telemetry.privacy.IdKey;
import com.webiny.telemetry.privacy.IdPseudonym;
import com.webiny.telemetry.privacy.Tombstones;
import com.webiny.telemetry.publish.Forgotten;
import com.webiny.telemetry.storage.Storages.Location;
import com.webiny.telemetry.table.Tables;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.SparkSession;

/**
 * Takes anonymous IDs out of every table and remembers them by tombstones, so that no later run
 * brings them back (SPEC section 10). Reports stay as they are until a night rebuilds their rows.
 */
final class ForgetRun {

  /**
   * What was done.
   *
   * @param ids how many IDs the file holds
   * @param newIds how many of them were not remembered before
   */
  record Outcome(int ids, int newIds, RunSummary summary) {}

  private final Upkeep upkeep;
  private final SortedSet<StoredKey> keys;
  private final Tombstones tombstones;

  private ForgetRun(Upkeep upkeep, SortedSet<StoredKey> keys, IdPseudonym pseudonym) {
    this.upkeep = upkeep;
    this.keys = keys;
    this.tombstones =
        upkeep
            .state()
            .forgotten()
            .tombstones()
            .with(keys.stream().map(key -> pseudonym.tombstone(key.high(), key.low())).toList());
  }

  /**
   * Forgets.
   *
   * @param ids the local file with one ID a line
   * @return empty if nothing of them is left and all are remembered
   */
  static Optional<Outcome> run(Location warehouse, IdKey idKey, String ids, Clock clock)
      throws StopException, IOException {
    IdPseudonym pseudonym = idKey.pseudonym();
    SortedSet<StoredKey> keys = IdFile.keys(ids, pseudonym);
    // No option is told: even the name of the file could be an ID.
    Upkeep upkeep = Upkeep.begin("forget", Map.of(), warehouse);
    SettingsRule.requireKeyOf(upkeep.head().settings(), pseudonym.fingerprint());
    upkeep.finishHead();
    if (keys.isEmpty()) {
      return Optional.empty();
    }
    ForgetRun run = new ForgetRun(upkeep, keys, pseudonym);
    return SparkSessions.run(upkeep.claim(), spark -> run.run(spark, clock));
  }

  private Optional<Outcome> run(SparkSession spark, Clock clock) throws StopException, IOException {
    List<Staged> files = Rewriting.forget(spark, work());
    Forgotten before = upkeep.state().forgotten();
    int newIds = tombstones.size() - before.tombstones().size();
    if (files.isEmpty() && newIds == 0) {
      return Optional.empty();
    }
    SortedSet<Integer> days = new TreeSet<>();
    for (Staged file : files) {
      if (file.file().table().equals(Tables.EVENTS.name())) {
        days.add(file.file().day());
      }
    }
    List<String> manifest =
        upkeep
            .warehouse()
            .manifests()
            .writeForgotten(new Forgotten(tombstones, before.daysWith(days)));
    return Optional.of(
        new Outcome(keys.size(), newIds, upkeep.publish(clock, change(files, manifest))));
  }

  private Upkeep.Change change(List<Staged> files, List<String> manifest) throws IOException {
    return new Upkeep.Change(
        files, manifest, upkeep.head().tablesFrom(), List.of(), upkeep.rowsRemoved(files));
  }

  /** The work on each bucket that may hold one of the IDs: all of its files. */
  private List<Forgetting.Work> work() throws IOException {
    int buckets = upkeep.head().settings().buckets();
    Map<Integer, List<StoredKey>> byBucket = new TreeMap<>();
    for (StoredKey key : keys) {
      byBucket
          .computeIfAbsent(Scan.bucketOf(key.high(), buckets), bucket -> new ArrayList<>())
          .add(key);
    }
    List<Forgetting.Work> work = new ArrayList<>();
    for (Map.Entry<Integer, List<StoredKey>> bucket : byBucket.entrySet()) {
      work.add(
          new Forgetting.Work(
              upkeep.warehouse().storage(),
              upkeep.staging(),
              bucket.getValue(),
              files(bucket.getKey())));
    }
    return work;
  }

  private List<Source> files(int bucket) throws IOException {
    List<Source> files = new ArrayList<>();
    add(files, DayBucket.users(bucket));
    int newest = upkeep.state().newestDay().orElseThrow();
    for (int day = upkeep.state().tablesFromDay().orElseThrow(); day <= newest; day++) {
      add(files, new DayBucket(Tables.EVENTS.name(), day, bucket));
      add(files, new DayBucket(Tables.DAILY_USERS.name(), day, bucket));
      add(files, new DayBucket(Tables.ATTEMPTS.name(), day, bucket));
    }
    return files;
  }

  private void add(List<Source> files, DayBucket file) throws IOException {
    Optional<LiveFile> live = upkeep.live(file);
    if (live.isPresent()) {
      files.add(new Source(file, live.get()));
    }
  }
}

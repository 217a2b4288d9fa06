package com.webiny.telemetry.job;

import com.webiny.telemetry.landing.LandingFile;
import com.webiny.telemetry.landing.RunRange;
import com.webiny.telemetry.landing.Scan;
import com.webiny.telemetry.landing.ScanPlan;
import com.webiny.telemetry.night.DayBucket;
import com.webiny.telemetry.night.LiveFile;
import com.webiny.telemetry.night.NightPlan;
import com.webiny.telemetry.publish.PublishedFile;
import com.webiny.telemetry.publish.Warehouse;
import com.webiny.telemetry.publish.WarehouseSettings;
import com.webiny.telemetry.publish.WarehouseState;
import com.webiny.telemetry.storage.Storages.Location;
import com.webiny.telemetry.table.Tables;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/**
 * What the tasks of a run must be told: which input to read, and which published files to merge it
 * with.
 */
record Plans(
    RunOptions options,
    Location raw,
    Warehouse warehouse,
    WarehouseSettings settings,
    WarehouseState state,
    String staging,
    RunRange range) {

  /** No task takes more input than this, so that memory and lost work stay small. */
  private static final long MAX_PART_BYTES = 64L << 20;

  /** Nor less than this while there is more, since a task costs some milliseconds. */
  private static final long MIN_PART_BYTES = 1L << 20;

  /** Set by tests: lines must come out the same wherever files are cut. */
  private static final String PART_BYTES_PROPERTY = "spark.telemetry.partBytes";

  /** Cuts the input into tasks. */
  ScanPlan scanPlan(List<LandingFile> files, int parallelism) {
    Scan scan =
        new Scan(
            raw.storage(),
            range.mergeFromDay(),
            range.mergeToDay(),
            settings.buckets(),
            options.idKey(),
            state.forgotten().tombstones());
    return new ScanPlan(scan, files, partBytes(files, parallelism));
  }

  /** How much input a task takes. */
  static long partBytes(List<LandingFile> files, int parallelism) {
    long bytes = files.stream().mapToLong(LandingFile::length).sum();
    return Long.getLong(
        PART_BYTES_PROPERTY,
        Math.max(MIN_PART_BYTES, Math.min(MAX_PART_BYTES, bytes / (2L * parallelism) + 1)));
  }

  /**
   * What the tasks may have to merge with: the published files of all days the lines can touch, and
   * their neighbours.
   */
  NightPlan nightPlan() throws IOException {
    SortedSet<Integer> rebuilt = options.work().rebuiltDays(range);
    Map<DayBucket, LiveFile> live = new HashMap<>();
    for (int bucket = 0; bucket < settings.buckets(); bucket++) {
      addLive(live, DayBucket.users(bucket));
      for (int day = range.mergeFromDay() - 2; day <= range.mergeToDay() + 2; day++) {
        addLive(live, new DayBucket(Tables.EVENTS.name(), day, bucket));
        addLive(live, new DayBucket(Tables.DAILY_USERS.name(), day, bucket));
        addLive(live, new DayBucket(Tables.ATTEMPTS.name(), day, bucket));
      }
      if (!rebuilt.isEmpty()) {
        for (int day = range.firstDay(); day <= range.newestDay(); day++) {
          addLive(live, new DayBucket(Tables.DAILY_USERS.name(), day, bucket));
          addLive(live, new DayBucket(Tables.ATTEMPTS.name(), day, bucket));
        }
      }
    }
    return new NightPlan(
        warehouse.storage(),
        warehouse.path(staging),
        settings.buckets(),
        range.firstDay(),
        range.newestDay(),
        NightPlan.OptionalIntBox.of(state.newestDay()),
        range.newDays(),
        rebuilt,
        live);
  }

  private void addLive(Map<DayBucket, LiveFile> live, DayBucket file) throws IOException {
    Optional<PublishedFile> published = state.files().get(file.path());
    if (published.isPresent()) {
      live.put(
          file,
          new LiveFile(
              warehouse.path(file.path()), published.get().rows(), published.get().sha256()));
    }
  }
}

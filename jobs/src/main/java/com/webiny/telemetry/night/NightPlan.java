package com.webiny.telemetry.night;

import com.webiny.telemetry.storage.Storage;
import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;

/**
 * What the tasks of a night must know. Days count from 1970.
 *
 * @param storage of the warehouse
 * @param staging the folder of this run's files
 * @param firstDay the first published day, after this run
 * @param newestDay the newest published day, after this run
 * @param previousNewestDay the newest published day before this run, if there was one
 * @param newDays days this run publishes for the first time
 * @param rebuiltDays published days whose rows are forgotten first
 * @param live the published files that the run may have to merge with; if it rebuilds days, also
 *     the {@code daily_users} and {@code attempts} of all days
 */
public record NightPlan(
    Storage storage,
    String staging,
    int buckets,
    int firstDay,
    int newestDay,
    OptionalIntBox previousNewestDay,
    SortedSet<Integer> newDays,
    SortedSet<Integer> rebuiltDays,
    Map<DayBucket, LiveFile> live)
    implements Serializable {

  /** An {@link OptionalInt} that can travel. */
  public record OptionalIntBox(boolean present, int value) implements Serializable {
    public static OptionalIntBox of(OptionalInt value) {
      return new OptionalIntBox(value.isPresent(), value.orElse(0));
    }
  }

  Optional<LiveFile> live(DayBucket file) {
    return Optional.ofNullable(live.get(file));
  }

  boolean published(int day) {
    return day >= firstDay && day <= newestDay;
  }

  @Override
  public String toString() {
    return "night of buckets " + buckets;
  }
}

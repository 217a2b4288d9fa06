package com.webiny.telemetry.night;

import com.webiny.telemetry.exchange.Arrivals;
import com.webiny.telemetry.table.AttemptRow;
import com.webiny.telemetry.table.DailyUserRow;
import com.webiny.telemetry.table.EventRow;
import com.webiny.telemetry.table.Table;
import com.webiny.telemetry.table.TableWriter;
import com.webiny.telemetry.table.Tables;
import com.webiny.telemetry.table.UserRow;
import com.webiny.telemetry.table.WrittenFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The night's work on one bucket, start to end: all that is known of an ID is in one bucket, so
 * nothing needs to be exchanged after this. Each step reads files in order of key and writes such
 * files:
 *
 * <ol>
 *   <li>arrived lines + published events → events and daily users, day by day;
 *   <li>events of a day and its neighbours → attempts of the day;
 *   <li>users + daily users + attempts of the changed days → users.
 * </ol>
 *
 * A file that comes out with the bytes it had is dropped again, so only what changed is published.
 */
final class BucketNight {
  /** How many files are merged at once: bounds memory in a first night over years. */
  private static final int MAX_MERGED_FILES = 64;

  private final NightPlan plan;
  private final int bucket;
  private final String attempt;
  private final Map<DayBucket, LiveFile> staged = new HashMap<>();
  private final List<NightOutput.Staged> files = new ArrayList<>();
  private final List<NightOutput.DayMerge> merges = new ArrayList<>();

  /**
   * Prepares the work.
   *
   * @param attempt tells this try of the task from others, so that two tries never write one file
   */
  BucketNight(NightPlan plan, int bucket, long attempt) {
    this.plan = plan;
    this.bucket = bucket;
    this.attempt = Long.toString(attempt);
  }

  NightOutput.BucketDone run(Arrivals arrivals) throws IOException {
    mergeEvents(arrivals);
    pairAttempts();
    mergeUsers();
    // Here, where they were written: what the driver may commit must not be lost with this machine.
    plan.storage().settle(files.stream().map(staged -> staged.written().path()).toList());
    return new NightOutput.BucketDone(bucket, files, merges);
  }

  private void mergeEvents(Arrivals arrivals) throws IOException {
    SortedSet<Integer> dueDays = new TreeSet<>(plan.newDays());
    dueDays.addAll(plan.rebuiltDays());
    while (arrivals.day().isPresent()) {
      int day = arrivals.day().getAsInt();
      for (int emptyDay : new TreeSet<>(dueDays.headSet(day))) {
        mergeDay(emptyDay, EventCursor.EMPTY);
      }
      dueDays.headSet(day + 1).clear();
      mergeDay(day, new ArrivedEvents(arrivals.takeDay()));
    }
    for (int emptyDay : dueDays) {
      mergeDay(emptyDay, EventCursor.EMPTY);
    }
  }

  private void mergeDay(int day, EventCursor arrived) throws IOException {
    DayBucket eventsFile = new DayBucket(Tables.EVENTS.name(), day, bucket);
    DayBucket dailyUsersFile = new DayBucket(Tables.DAILY_USERS.name(), day, bucket);
    Optional<LiveFile> before =
        plan.rebuiltDays().contains(day) ? Optional.empty() : plan.live(eventsFile);
    try (EventFile published = EventFile.open(plan.storage(), before);
        TableWriter<EventRow> events = writer(Tables.EVENTS, eventsFile);
        TableWriter<DailyUserRow> dailyUsers = writer(Tables.DAILY_USERS, dailyUsersFile)) {
      DailyUserFold users = new DailyUserFold(dailyUsers::write);
      merges.add(
          EventMerge.merge(
              day,
              published,
              arrived,
              event -> {
                events.write(event);
                users.add(event);
              }));
      users.finish();
      stage(eventsFile, events.finish());
      stage(dailyUsersFile, dailyUsers.finish());
    }
  }

  private void pairAttempts() throws IOException {
    for (int day : daysToPair()) {
      DayBucket file = new DayBucket(Tables.ATTEMPTS.name(), day, bucket);
      try (EventFile before = events(day - 1);
          EventFile current = events(day);
          EventFile after = events(day + 1);
          TableWriter<AttemptRow> attempts = writer(Tables.ATTEMPTS, file)) {
        new DayAttempts(day, plan.newestDay(), attempts).run(before, current, after);
        stage(file, attempts.finish());
      }
    }
  }

  /**
   * The days whose attempts may have changed: those with changed events and their neighbours, since
   * a pairing crosses midnight both ways; and the day that was the newest, whose pending attempts
   * are settled now.
   */
  private SortedSet<Integer> daysToPair() {
    SortedSet<Integer> days = new TreeSet<>(plan.newDays());
    for (DayBucket file : staged.keySet()) {
      if (file.table().equals(Tables.EVENTS.name())) {
        days.add(file.day() - 1);
        days.add(file.day());
        days.add(file.day() + 1);
      }
    }
    NightPlan.OptionalIntBox previous = plan.previousNewestDay();
    if (previous.present() && previous.value() != plan.newestDay()) {
      days.add(previous.value());
    }
    days.removeIf(day -> !plan.published(day));
    return days;
  }

  private void mergeUsers() throws IOException {
    DayBucket usersFile = DayBucket.users(bucket);
    List<DayBucket> changed =
        staged.keySet().stream()
            .filter(file -> !file.table().equals(Tables.EVENTS.name()))
            .toList();
    Optional<LiveFile> users = plan.live(usersFile);
    if (changed.isEmpty() && users.isPresent()) {
      return;
    }
    if (!plan.rebuiltDays().isEmpty()) {
      changed = allDays(); // What a row that is gone said may stand, or not stand, on any day.
    }
    int merged = 0;
    do {
      Set<Integer> rebuilt = merged == 0 ? plan.rebuiltDays() : Set.of();
      List<DayBucket> slice =
          changed.subList(merged, Math.min(changed.size(), merged + MAX_MERGED_FILES));
      merged += slice.size();
      String path = stagedPath(usersFile) + "." + merged;
      WrittenFile written = mergeUsers(users, rebuilt, slice, path);
      users = Optional.of(new LiveFile(written.path(), written.rows(), written.sha256()));
      if (merged == changed.size()) {
        stage(usersFile, written);
      }
    } while (merged < changed.size());
  }

  private WrittenFile mergeUsers(
      Optional<LiveFile> users, Set<Integer> rebuilt, List<DayBucket> changed, String path)
      throws IOException {
    try (UserMerge merge = new UserMerge(plan.storage());
        TableWriter<UserRow> writer = TableWriter.create(Tables.USERS, plan.storage(), path)) {
      if (users.isPresent()) {
        merge.addUsers(users.get(), rebuilt);
      }
      for (DayBucket file : changed) {
        if (file.table().equals(Tables.ATTEMPTS.name())) {
          merge.addAttempts(file(file).orElseThrow(), file.day());
        } else {
          merge.addDailyUsers(file(file).orElseThrow(), file.day());
        }
      }
      merge.run(writer::write);
      return writer.finish();
    }
  }

  /** The {@code daily_users} and {@code attempts} that would be live, of all days. */
  private List<DayBucket> allDays() {
    List<DayBucket> all = new ArrayList<>();
    for (int day = plan.firstDay(); day <= plan.newestDay(); day++) {
      for (String table : List.of(Tables.DAILY_USERS.name(), Tables.ATTEMPTS.name())) {
        DayBucket file = new DayBucket(table, day, bucket);
        if (file(file).isPresent()) {
          all.add(file);
        }
      }
    }
    return all;
  }

  /** A file as it would be live. */
  private Optional<LiveFile> file(DayBucket file) {
    return Optional.ofNullable(staged.get(file)).or(() -> plan.live(file));
  }

  private EventFile events(int day) throws IOException {
    DayBucket file = new DayBucket(Tables.EVENTS.name(), day, bucket);
    if (!plan.published(day)) {
      return EventFile.open(plan.storage(), Optional.empty());
    }
    return EventFile.open(plan.storage(), file(file));
  }

  private <R> TableWriter<R> writer(Table<R> table, DayBucket file) throws IOException {
    return TableWriter.create(table, plan.storage(), stagedPath(file));
  }

  private String stagedPath(DayBucket file) {
    return plan.storage().resolve(plan.staging(), file.path() + "." + attempt);
  }

  private void stage(DayBucket file, WrittenFile written) throws IOException {
    Optional<LiveFile> live = plan.live(file);
    if (live.isPresent() && live.get().sha256().equals(written.sha256())) {
      plan.storage().deleteTree(written.path());
      return;
    }
    staged.put(file, new LiveFile(written.path(), written.rows(), written.sha256()));
    files.add(new NightOutput.Staged(file, written));
  }
}

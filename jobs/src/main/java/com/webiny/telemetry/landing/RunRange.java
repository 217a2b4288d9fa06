package com.webiny.telemetry.landing;

import com.webiny.telemetry.exit.ExitCode;
import com.webiny.telemetry.exit.StopException;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which folders a run looks at and which days it publishes (SPEC section 10). Days count from 1970;
 * both ends of a range belong to it.
 *
 * @param foldersFromDay the first folder read
 * @param foldersToDay the last one
 * @param mergeFromDay the first day whose lines are merged; other lines are deferred
 * @param mergeToDay the last one
 * @param firstDay the first published day after the run
 * @param newestDay the newest published day after the run
 * @param growingFromDay in the folders of this day and later, a compressed file that ends early is
 *     still being written
 * @param newDays days the run publishes for the first time
 */
public record RunRange(
    int foldersFromDay,
    int foldersToDay,
    int mergeFromDay,
    int mergeToDay,
    int firstDay,
    int newestDay,
    int growingFromDay,
    SortedSet<Integer> newDays)
    implements Serializable {

  /** A first night further back is more likely a stray folder than an archive. */
  static final int MAX_FIRST_NIGHT_DAYS = 1_000;

  /**
   * The range of a night.
   *
   * @param date the day D asked for
   * @param publishedFirst the first published day, if any is
   * @param publishedNewest the newest published day, if any is
   * @param landing the raw logs
   * @throws StopException if there is nothing to begin with, or the archive is too long for a night
   */
  public static RunRange nightly(
      int date,
      OptionalInt publishedFirst,
      OptionalInt publishedNewest,
      int lookbackDays,
      LandingZone landing,
      boolean allowEmpty)
      throws StopException {
    int newest = Math.max(date, publishedNewest.orElse(date));
    if (!allowEmpty && !landing.byDay().containsKey(newest)) {
      throw new StopException(
          ExitCode.INPUT,
          "--raw holds no file in the folder dt="
              + LocalDate.ofEpochDay(newest)
              + "; check that the edge servers ship their logs, or give --allow-empty.");
    }
    if (publishedFirst.isPresent() && publishedNewest.isPresent()) {
      int foldersFrom = Math.min(publishedNewest.getAsInt() + 1, newest - lookbackDays);
      int first = publishedFirst.getAsInt();
      return new RunRange(
          foldersFrom,
          newest + 1,
          Math.max(first, foldersFrom - 1),
          newest,
          first,
          newest,
          newest,
          days(publishedNewest.getAsInt() + 1, newest));
    }
    int first = landing.byDay().isEmpty() ? newest : Math.min(landing.byDay().firstKey(), newest);
    if (newest - first > MAX_FIRST_NIGHT_DAYS) {
      throw new StopException(
          ExitCode.USAGE,
          "--date is more than 1,000 days after the oldest folder dt="
              + LocalDate.ofEpochDay(first)
              + "; publish the range you want with backfill first.");
    }
    return new RunRange(
        first, newest + 1, first, newest, first, newest, newest, days(first, newest));
  }

  /**
   * The range of a backfill.
   *
   * @param from the first day asked for
   * @param to the last one
   * @throws StopException with {@link ExitCode#USAGE} if the range is none, or would leave a gap
   *     between published days
   */
  public static RunRange backfill(
      int from, int to, OptionalInt publishedFirst, OptionalInt publishedNewest)
      throws StopException {
    if (from > to) {
      throw new StopException(
          ExitCode.USAGE, "--from is after --to; give the earlier day as --from.");
    }
    int first = publishedFirst.orElse(from);
    int newest = publishedNewest.orElse(to);
    if (to > newest) {
      throw new StopException(
          ExitCode.USAGE,
          "--to is after the newest published day "
              + LocalDate.ofEpochDay(newest)
              + "; give a day up to it, or publish newer days with nightly.");
    }
    if (to < first - 1) {
      throw new StopException(
          ExitCode.USAGE,
          "--to would leave a gap before the first published day "
              + LocalDate.ofEpochDay(first)
              + "; give "
              + LocalDate.ofEpochDay(first - 1)
              + " or a later day.");
    }
    SortedSet<Integer> newDays =
        publishedFirst.isEmpty() ? days(from, to) : days(from, Math.min(to, first - 1));
    return new RunRange(from - 1, to + 1, from, to, Math.min(first, from), newest, to, newDays);
  }

  /**
   * The same range, its merged days reaching to all lines of files in older folders.
   *
   * @param firstOpenDay the first day that lines can be merged into
   */
  public RunRange reaching(List<LandingFile> files, int firstOpenDay) {
    int from = mergeFromDay;
    for (LandingFile file : files) {
      from = Math.min(from, Math.max(firstOpenDay, file.folderDay() - 1));
    }
    return new RunRange(
        foldersFromDay,
        foldersToDay,
        from,
        mergeToDay,
        firstDay,
        newestDay,
        growingFromDay,
        newDays);
  }

  /** The days it merges that were published before. */
  public SortedSet<Integer> publishedBefore() {
    SortedSet<Integer> days = days(mergeFromDay, mergeToDay);
    days.removeAll(newDays);
    return days;
  }

  private static SortedSet<Integer> days(int from, int to) {
    SortedSet<Integer> days = new TreeSet<>();
    for (int day = from; day <= to; day++) {
      days.add(day);
    }
    return days;
  }
}

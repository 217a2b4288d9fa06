package com.webiny.telemetry.night;

import com.webiny.telemetry.storage.Storage;
import com.webiny.telemetry.table.KeyOrder;
import com.webiny.telemetry.table.TableReader;
import com.webiny.telemetry.table.Tables;
import com.webiny.telemetry.table.WrittenFile;
import java.io.IOException;
import java.io.Serializable;
import java.util.BitSet;
import java.util.List;

/**
 * Takes the IDs out of one bucket's {@code users} that have no row in any {@code daily_users} kept
 * (SPEC section 10, prune). Memory holds a bit for each ID of the bucket.
 */
public final class UserPruning {
  /** How many days are walked at once. */
  private static final int MAX_OPEN_DAYS = 64;

  /** A day of {@code daily_users} that is kept. */
  public record KeptDay(int day, LiveFile file) implements Serializable {}

  /**
   * The work on a bucket.
   *
   * @param storage of the warehouse
   * @param staging the folder of this run's files
   * @param users the published file
   */
  public record Work(
      Storage storage, String staging, int bucket, LiveFile users, List<KeptDay> days)
      implements Serializable {

    @Override
    public String toString() {
      return "pruning users of bucket " + bucket;
    }
  }

  private final Work work;
  private final String attempt;

  /** By place in the file of users. */
  private final BitSet seen = new BitSet();

  private int place = -1;

  /**
   * Prepares the work.
   *
   * @param attempt tells this try of the task from others, so that two tries never write one file
   */
  UserPruning(Work work, long attempt) {
    this.work = work;
    this.attempt = Long.toString(attempt);
  }

  /** Stages the file; nothing if every ID stays. */
  List<NightOutput.Staged> run() throws IOException {
    for (int from = 0; from < work.days().size(); from += MAX_OPEN_DAYS) {
      markSeen(work.days().subList(from, Math.min(work.days().size(), from + MAX_OPEN_DAYS)));
    }
    if (seen.cardinality() == work.users().rows()) {
      return List.of();
    }
    DayBucket file = DayBucket.users(work.bucket());
    place = -1;
    WrittenFile written =
        TableRows.of(Tables.USERS.name())
            .without(
                (high, low) -> !seen.get(++place),
                work.storage(),
                work.users().path(),
                work.storage().resolve(work.staging(), file.path() + "." + attempt));
    work.storage().settle(List.of(written.path()));
    return List.of(new NightOutput.Staged(file, written));
  }

  private void markSeen(List<KeptDay> days) throws IOException {
    place = -1;
    try (UserMerge merge = new UserMerge(work.storage());
        TableReader users =
            TableReader.open(
                Tables.USERS, work.storage(), work.users().path(), List.of("anon_key"))) {
      for (KeptDay day : days) {
        merge.addDailyUsers(day.file(), day.day());
      }
      merge.run(row -> seen.set(placeOf(users, row.keyHigh(), row.keyLow())));
    }
  }

  /** Keys are asked for in order, and each is among the users. */
  private int placeOf(TableReader users, long high, long low) throws IOException {
    while (users.next()) {
      place++;
      if (KeyOrder.compare(users.keyHighAt(0), users.keyLowAt(0), high, low) == 0) {
        return place;
      }
    }
    throw new IllegalStateException("an ID of daily_users is not in users");
  }
}

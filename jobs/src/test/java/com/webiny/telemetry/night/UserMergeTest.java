package com.webiny.telemetry.night;

import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.event.Ci;
import com.webiny.telemetry.event.Family;
import com.webiny.telemetry.storage.Storage;
import com.webiny.telemetry.storage.Storages;
import com.webiny.telemetry.table.AttemptRow;
import com.webiny.telemetry.table.DailyUserRow;
import com.webiny.telemetry.table.Table;
import com.webiny.telemetry.table.TableWriter;
import com.webiny.telemetry.table.Tables;
import com.webiny.telemetry.table.UserRow;
import com.webiny.telemetry.table.WrittenFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Days of users only move outwards. */
class UserMergeTest {
  private static final int NEVER = UserRow.NEVER;

  @TempDir Path temp;

  private Storage storage;
  private int files;

  @BeforeEach
  void prepare() throws Exception {
    storage = Storages.reading("--raw", temp.toString(), () -> new Configuration(false)).storage();
  }

  @Test
  void theUnionIsTheOutermostDaysWhicheverComesFirst() {
    assertUnion(user(1, 5, 6, 9), user(1, 4, 7, 8), user(1, 4, 6, 9));
    assertUnion(user(1, NEVER, NEVER, NEVER), user(1, 4, 7, 8), user(1, 4, 7, 8));
    assertUnion(user(1, 5, NEVER, 5), user(1, NEVER, 3, NEVER), user(1, 5, 3, 5));
    assertUnion(
        user(1, NEVER, NEVER, NEVER), user(1, NEVER, NEVER, NEVER), user(1, NEVER, NEVER, NEVER));
    assertUnion(user(1, -3, -3, -3), user(1, 2, 2, 2), user(1, -3, -3, 2)); // Before 1970.
  }

  @Test
  void forgottenDaysAreBlankAndWhoHasNothingElseIsGone() throws Exception {
    List<UserRow> rows = new ArrayList<>();
    try (UserMerge merge = new UserMerge(storage)) {
      merge.addUsers(
          file(
              Tables.USERS,
              user(1, 10, 10, 12), // First seen on a day that is gone.
              user(2, 9, NEVER, 11), // Last seen on one.
              user(3, 10, 11, 11), // Seen on those only.
              user(4, NEVER, NEVER, NEVER), // Never active, and in no table.
              user(5, NEVER, NEVER, NEVER), // Never active, still there.
              user(6, 8, 8, 13)), // Not touched.
          Set.of(10, 11));
      merge.addDailyUsers(file(Tables.DAILY_USERS, day(1, true, false), day(5, false, false)), 12);
      merge.run(rows::add);
    }
    assertThat(rows)
        .containsExactly(
            user(1, 12, NEVER, 12),
            user(2, 9, NEVER, 9),
            user(5, NEVER, NEVER, NEVER),
            user(6, 8, 8, 13));
  }

  @Test
  void aRowForEveryIdOfAnySourceInOrderOfTheBytes() throws Exception {
    try (UserMerge merge = new UserMerge(storage)) {
      merge.addUsers(
          file(Tables.USERS, user(1, 10, NEVER, 12), user(-1, NEVER, NEVER, NEVER)), Set.of());
      merge.addDailyUsers(
          file(Tables.DAILY_USERS, day(1, true, false), day(2, false, true), day(3, false, false)),
          20);
      merge.addDailyUsers(file(Tables.DAILY_USERS, day(2, true, true), day(3, false, false)), 8);
      merge.addAttempts(
          file(
              Tables.ATTEMPTS,
              attempt(2, Family.PROJECT),
              attempt(3, Family.CREATE),
              attempt(3, Family.PROJECT),
              attempt(-1, Family.CREATE)),
          20);
      assertThat(rows(merge))
          .containsExactly(
              user(1, 10, NEVER, 20),
              user(2, 8, NEVER, 20),
              user(3, NEVER, 20, NEVER),
              user(-1, NEVER, 20, NEVER));
    }
  }

  @Test
  void readingADayAgainChangesNothing() throws Exception {
    List<UserRow> once;
    try (UserMerge merge = new UserMerge(storage)) {
      merge.addDailyUsers(file(Tables.DAILY_USERS, day(1, true, false), day(2, false, true)), 20);
      merge.addAttempts(file(Tables.ATTEMPTS, attempt(2, Family.CREATE)), 20);
      once = rows(merge);
    }
    try (UserMerge merge = new UserMerge(storage)) {
      merge.addUsers(file(Tables.USERS, once.toArray(UserRow[]::new)), Set.of());
      merge.addDailyUsers(file(Tables.DAILY_USERS, day(1, true, false), day(2, false, true)), 20);
      merge.addAttempts(file(Tables.ATTEMPTS, attempt(2, Family.CREATE)), 20);
      assertThat(rows(merge)).isEqualTo(once);
    }
  }

  @Test
  void noSourceOrEmptyOnesAreNoRow() throws Exception {
    try (UserMerge merge = new UserMerge(storage)) {
      assertThat(rows(merge)).isEmpty();
    }
    try (UserMerge merge = new UserMerge(storage)) {
      merge.addUsers(file(Tables.USERS), Set.of());
      merge.addDailyUsers(file(Tables.DAILY_USERS), 3);
      assertThat(rows(merge)).isEmpty();
    }
  }

  private static void assertUnion(UserRow a, UserRow b, UserRow expected) {
    assertThat(UserMerge.outermost(a, b)).isEqualTo(expected);
    assertThat(UserMerge.outermost(b, a)).isEqualTo(expected);
  }

  private static List<UserRow> rows(UserMerge merge) throws Exception {
    List<UserRow> rows = new ArrayList<>();
    merge.run(rows::add);
    return rows;
  }

  @SafeVarargs
  private <R> LiveFile file(Table<R> table, R... rows) throws Exception {
    Path path = temp.resolve(table.name() + files++);
    try (TableWriter<R> writer = TableWriter.create(table, storage, path.toString())) {
      for (R row : rows) {
        writer.write(row);
      }
      WrittenFile written = writer.finish();
      return new LiveFile(written.path(), written.rows(), written.sha256());
    }
  }

  private static UserRow user(long key, int firstActive, int firstCreate, int lastActive) {
    return new UserRow(key, 7, firstActive, firstCreate, lastActive);
  }

  private static DailyUserRow day(long key, boolean admin, boolean cli) {
    return new DailyUserRow(key, 7, admin, false, cli, 0, 0, 1, 1, "", "");
  }

  private static AttemptRow attempt(long key, Family family) {
    return new AttemptRow(key, 7, family, "", Ci.NO, 1, AttemptRow.NONE, "pending");
  }
}

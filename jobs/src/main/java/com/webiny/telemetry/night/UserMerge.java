package com.webiny.telemetry.night;

import com.webiny.telemetry.event.Family;
import com.webiny.telemetry.storage.Storage;
import com.webiny.telemetry.table.KeyOrder;
import com.webiny.telemetry.table.TableReader;
import com.webiny.telemetry.table.Tables;
import com.webiny.telemetry.table.UserRow;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Makes {@code users} of what it was and of the days that changed: the first and last day an ID was
 * active, from {@code daily_users}, and the first with a project creation event, from {@code
 * attempts}. Every first creation event is a start or an orphan, hence a row there: an end that
 * closes or is absorbed has an earlier one before it. Days only move outwards (SPEC section 7), so
 * reading a day again changes nothing.
 *
 * <p>All files are in order of key and walked side by side; memory holds one row group of each.
 */
final class UserMerge implements Closeable {

  /** Of {@code users}, all. */
  static final List<String> COLUMNS =
      List.of("anon_key", "first_active_day", "first_create_day", "last_active_day");

  /** Takes the rows, in order of key. */
  @FunctionalInterface
  interface Sink {
    void accept(UserRow row) throws IOException;
  }

  private static final Comparator<Source> BY_KEY =
      (a, b) -> KeyOrder.compare(a.row.keyHigh(), a.row.keyLow(), b.row.keyHigh(), b.row.keyLow());

  private final Storage storage;
  private final List<Source> sources = new ArrayList<>();

  UserMerge(Storage storage) {
    this.storage = storage;
  }

  /**
   * Adds what {@code users} was.
   *
   * @param rebuilt days whose rows are gone: what {@code users} says of them is not known any more,
   *     so all that is left of the other tables must be added too
   */
  void addUsers(LiveFile file, Set<Integer> rebuilt) throws IOException {
    TableReader reader = TableReader.open(Tables.USERS, storage, file.path(), COLUMNS);
    sources.add(
        rebuilt.isEmpty()
            ? new Source(reader, UserMerge::rowOf, row -> false)
            : new Source(reader, in -> user(in, rebuilt), UserMerge::isBlank));
  }

  private static UserRow user(TableReader in, Set<Integer> rebuilt) {
    int firstActive = kept(dayAt(in, 1), rebuilt);
    int firstCreate = kept(dayAt(in, 2), rebuilt);
    // Last active no earlier than first, also where the tables of that day are pruned.
    int lastActive = Math.max(kept(dayAt(in, 3), rebuilt), firstActive);
    return new UserRow(in.keyHighAt(0), in.keyLowAt(0), firstActive, firstCreate, lastActive);
  }

  private static int kept(int day, Set<Integer> rebuilt) {
    return rebuilt.contains(day) ? UserRow.NEVER : day;
  }

  /** Whether a row tells nothing that {@code daily_users} would not tell, if the ID is there. */
  private static boolean isBlank(UserRow row) {
    return row.firstActiveDay() == UserRow.NEVER
        && row.firstCreateDay() == UserRow.NEVER
        && row.lastActiveDay() == UserRow.NEVER;
  }

  /** Adds a day of {@code daily_users}. */
  void addDailyUsers(LiveFile file, int day) throws IOException {
    TableReader reader =
        TableReader.open(
            Tables.DAILY_USERS,
            storage,
            file.path(),
            List.of("anon_key", "active_admin", "active_cli"));
    sources.add(
        new Source(
            reader,
            in -> {
              int activeDay = in.flagAt(1) || in.flagAt(2) ? day : UserRow.NEVER;
              return new UserRow(
                  in.keyHighAt(0), in.keyLowAt(0), activeDay, UserRow.NEVER, activeDay);
            },
            row -> false));
  }

  /** Adds a day of {@code attempts}. */
  void addAttempts(LiveFile file, int day) throws IOException {
    TableReader reader =
        TableReader.open(Tables.ATTEMPTS, storage, file.path(), List.of("anon_key", "family"));
    sources.add(
        new Source(
            reader,
            in -> {
              boolean create = in.textAt(1).equals(Family.CREATE.text());
              return new UserRow(
                  in.keyHighAt(0),
                  in.keyLowAt(0),
                  UserRow.NEVER,
                  create ? day : UserRow.NEVER,
                  UserRow.NEVER);
            },
            row -> false));
  }

  /** Hands out one row for each ID of any source. */
  void run(Sink sink) throws IOException {
    PriorityQueue<Source> queue = new PriorityQueue<>(Math.max(1, sources.size()), BY_KEY);
    for (Source source : sources) {
      if (source.advance()) {
        queue.add(source);
      }
    }
    UserRow current = null;
    while (!queue.isEmpty()) {
      Source source = queue.remove();
      UserRow row = source.row;
      if (current != null
          && (current.keyHigh() != row.keyHigh() || current.keyLow() != row.keyLow())) {
        sink.accept(current);
        current = null;
      }
      current = current == null ? row : outermost(current, row);
      if (source.advance()) {
        queue.add(source);
      }
    }
    if (current != null) {
      sink.accept(current);
    }
  }

  /** The union of what two rows know of one ID. */
  static UserRow outermost(UserRow a, UserRow b) {
    return new UserRow(
        a.keyHigh(),
        a.keyLow(),
        earlier(a.firstActiveDay(), b.firstActiveDay()),
        earlier(a.firstCreateDay(), b.firstCreateDay()),
        Math.max(a.lastActiveDay(), b.lastActiveDay())); // NEVER is less than any day.
  }

  private static int earlier(int a, int b) {
    if (a == UserRow.NEVER || b == UserRow.NEVER) {
      return Math.max(a, b);
    }
    return Math.min(a, b);
  }

  /** The row a reader of {@link #COLUMNS} is at. */
  static UserRow rowOf(TableReader in) {
    return new UserRow(in.keyHighAt(0), in.keyLowAt(0), dayAt(in, 1), dayAt(in, 2), dayAt(in, 3));
  }

  private static int dayAt(TableReader in, int column) {
    return in.isNull(column) ? UserRow.NEVER : in.dayAt(column);
  }

  @Override
  public void close() throws IOException {
    for (Source source : sources) {
      source.reader.close();
    }
  }

  @FunctionalInterface
  private interface Fact {
    UserRow of(TableReader reader);
  }

  private static final class Source {
    private final TableReader reader;
    private final Fact fact;
    private final Predicate<UserRow> passedOver;
    private UserRow row;

    Source(TableReader reader, Fact fact, Predicate<UserRow> passedOver) {
      this.reader = reader;
      this.fact = fact;
      this.passedOver = passedOver;
    }

    boolean advance() throws IOException {
      while (reader.next()) {
        row = fact.of(reader);
        if (!passedOver.test(row)) {
          return true;
        }
      }
      return false;
    }
  }
}

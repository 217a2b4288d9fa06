package com.webiny.telemetry.bench;

import com.webiny.telemetry.event.Ci;
import com.webiny.telemetry.event.EventName;
import com.webiny.telemetry.storage.Storage;
import com.webiny.telemetry.storage.Storages;
import com.webiny.telemetry.table.DailyUserRow;
import com.webiny.telemetry.table.EventRow;
import com.webiny.telemetry.table.Table;
import com.webiny.telemetry.table.TableReader;
import com.webiny.telemetry.table.TableWriter;
import com.webiny.telemetry.table.Tables;
import com.webiny.telemetry.table.WrittenFile;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;

/**
 * What a row costs in our files, and what a file of ten rows costs: CPU time of this thread, the
 * least of several rounds. Not a test; run its main with the folder to write into, the number of
 * events and, to measure one thing alone, how its name begins.
 */
public final class TableFileBench {
  private static final int ROUNDS = 6;
  private static final int TINY_FILES = 200;
  private static final long DAY_START_MICROS = 20_780L * 86_400_000_000L;
  private static final List<String> EVENT_COLUMNS =
      List.of("anon_key", "received_at", "event", "version", "ci");
  private static final List<String> DAILY_USER_COLUMNS =
      List.of(
          "anon_key",
          "active_admin",
          "admin_ci_built",
          "active_cli",
          "admin_loads",
          "admin_version",
          "deploy_version");

  private interface Work {
    void run() throws IOException;
  }

  private final Storage storage;
  private final Path folder;
  private String only = "";
  private long sum;

  private TableFileBench(Path folder) throws Exception {
    this.folder = folder;
    this.storage =
        Storages.reading("--raw", folder.toString(), () -> new Configuration(false)).storage();
  }

  /** Takes the folder, the number of events and perhaps what to measure alone. */
  public static void main(String[] args) throws Exception {
    Path folder = Files.createDirectories(Path.of(args[0]));
    TableFileBench bench = new TableFileBench(folder);
    int events = Integer.parseInt(args[1]);
    if (args.length > 2) {
      bench.only = args[2];
      bench.tables(events);
      return;
    }
    bench.tinyFiles("cold");
    bench.tables(events);
    bench.tinyFiles("warm");
    print("(what was read: %d)", bench.sum);
  }

  private void tables(int count) throws IOException {
    List<EventRow> events = events(count, count / 10);
    List<DailyUserRow> users = dailyUsers(count / 10);
    Path eventFile = folder.resolve("events.parquet");
    Path userFile = folder.resolve("users.parquet");
    perRow("events write", count, () -> write(Tables.EVENTS, events, eventFile));
    perRow("daily_users write", users.size(), () -> write(Tables.DAILY_USERS, users, userFile));
    perRow("events read", count, () -> readEvents(eventFile));
    perRow("daily_users read", users.size(), () -> readDailyUsers(userFile));
    print("events file: %.3f bytes a row", (double) Files.size(eventFile) / count);
    print("daily_users file: %.3f bytes a row", (double) Files.size(userFile) / users.size());
  }

  private void tinyFiles(String state) throws IOException {
    List<EventRow> events = events(10, 3);
    List<DailyUserRow> users = dailyUsers(10);
    Path path = folder.resolve("tiny.parquet");
    Path userPath = folder.resolve("tiny-users.parquet");
    for (int round = 0; round < (state.equals("cold") ? 1 : ROUNDS); round++) {
      perFile(state + " tiny events write", () -> write(Tables.EVENTS, events, path));
      perFile(state + " tiny events read", () -> readEvents(path));
      perFile(state + " tiny daily_users write", () -> write(Tables.DAILY_USERS, users, userPath));
      perFile(state + " tiny daily_users read", () -> readDailyUsers(userPath));
    }
    print("tiny events file: %d bytes", Files.size(path));
  }

  private <R> void write(Table<R> table, List<R> rows, Path path) throws IOException {
    try (TableWriter<R> writer = TableWriter.create(table, storage, path.toString())) {
      for (R row : rows) {
        writer.write(row);
      }
      WrittenFile written = writer.finish();
      sum += written.sha256().hashCode();
    }
  }

  private void readEvents(Path path) throws IOException {
    try (TableReader in =
        TableReader.open(Tables.EVENTS, storage, path.toString(), EVENT_COLUMNS)) {
      while (in.next()) {
        sum += in.keyHighAt(0) ^ in.keyLowAt(0) ^ in.longAt(1);
        sum += in.textAt(2).length() + in.textAt(3).length();
        sum += in.isNull(4) ? 2 : in.flagAt(4) ? 1 : 0;
      }
    }
  }

  private void readDailyUsers(Path path) throws IOException {
    try (TableReader in =
        TableReader.open(Tables.DAILY_USERS, storage, path.toString(), DAILY_USER_COLUMNS)) {
      while (in.next()) {
        sum += in.keyHighAt(0) ^ in.keyLowAt(0) ^ in.longAt(4);
        sum += (in.flagAt(1) ? 1 : 0) + (in.flagAt(2) ? 1 : 0) + (in.flagAt(3) ? 1 : 0);
        sum += in.textAt(5).length() + in.textAt(6).length();
      }
    }
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private void perRow(String what, int rows, Work work) throws IOException {
    if (!what.startsWith(only)) {
      return;
    }
    StringBuilder all = new StringBuilder();
    double least = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long start = cpuNanos();
      work.run();
      double nanos = (double) (cpuNanos() - start) / rows;
      least = Math.min(least, nanos);
      all.append(String.format(Locale.ROOT, " %.0f", nanos));
    }
    print("%s: %.1f ns a row (rounds:%s)", what, least, all);
  }

  private static void perFile(String what, Work work) throws IOException {
    long cpu = cpuNanos();
    long wall = System.nanoTime();
    for (int i = 0; i < TINY_FILES; i++) {
      work.run();
    }
    print(
        "%s: %.3f ms CPU, %.3f ms wall",
        what, (cpuNanos() - cpu) / 1e6 / TINY_FILES, (System.nanoTime() - wall) / 1e6 / TINY_FILES);
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }

  /** Versions as a fleet has them: most are one of a few, some hundred others are rare. */
  private static String version(Random random) {
    int pick = random.nextInt(100);
    if (pick < 5) {
      return "";
    }
    if (pick < 85) {
      return "v5.4" + random.nextInt(3) + "." + random.nextInt(2);
    }
    return "v5." + (30 + random.nextInt(12)) + "." + random.nextInt(8);
  }

  private static EventName event(Random random) {
    int pick = random.nextInt(1_000);
    return pick < 580
        ? EventName.ADMIN_APP_START
        : pick < 720
            ? EventName.APP_START
            : pick < 850 ? EventName.APP_END : EventName.of(random.nextInt(12));
  }

  private static List<EventRow> events(int count, int ids) {
    Random random = new Random(1);
    List<EventRow> rows = new ArrayList<>(count);
    long step = Long.MAX_VALUE / ids;
    for (int id = 0; id < ids && rows.size() < count; id++) {
      long high = id * step + random.nextInt(1 << 20);
      long low = random.nextLong();
      String version = version(random);
      Ci ci = Ci.values()[random.nextInt(3)];
      int ofId =
          id == ids - 1
              ? count - rows.size()
              : Math.min(count - rows.size(), 1 + random.nextInt(2 * count / ids - 1));
      long at = DAY_START_MICROS + random.nextInt(20_000_000) * 1_000L;
      for (int i = 0; i < ofId; i++) {
        at += random.nextInt(6_000_000) * 1_000L;
        String itsVersion = random.nextInt(20) == 0 ? version(random) : version;
        rows.add(new EventRow(at, high, low, event(random), itsVersion, ci));
      }
    }
    return rows;
  }

  private static List<DailyUserRow> dailyUsers(int count) {
    Random random = new Random(2);
    List<DailyUserRow> rows = new ArrayList<>(count);
    long step = Long.MAX_VALUE / count;
    for (int id = 0; id < count; id++) {
      long first = DAY_START_MICROS + random.nextInt(80_000_000) * 1_000L;
      int loads = random.nextInt(12);
      int commands = random.nextInt(3) == 0 ? random.nextInt(20) : 0;
      rows.add(
          new DailyUserRow(
              id * step + random.nextInt(1 << 20),
              random.nextLong(),
              loads > 0,
              random.nextInt(9) == 0,
              commands > 0,
              loads,
              commands,
              first,
              first + random.nextInt(6_000_000) * 1_000L,
              loads > 0 ? version(random) : "",
              commands > 0 ? version(random) : ""));
    }
    return rows;
  }
}

package com.webiny.telemetry.job;

import com.webiny.telemetry.audit.FileCounts;
import com.webiny.telemetry.audit.RunSummary;
import com.webiny.telemetry.event.Bucket;
import com.webiny.telemetry.landing.LedgerEntry;
import com.webiny.telemetry.night.DayBucket;
import com.webiny.telemetry.publish.PublishedFile;
import com.webiny.telemetry.publish.Warehouse;
import com.webiny.telemetry.publish.WarehouseState;
import com.webiny.telemetry.report.Report;
import com.webiny.telemetry.report.ReportPlan;
import com.webiny.telemetry.report.Reports;
import com.webiny.telemetry.report.RowKinds;
import com.webiny.telemetry.table.Tables;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;

/** What the numbers of one day of a report rest on: rows, files, raw logs. */
final class Evidence {
  private static final int WEEK_BEFORE = 6;
  private static final int MONTH_BEFORE = 27;
  private static final int MONTH_BEFORE_AN_UPGRADE = 30;

  private final Warehouse warehouse;
  private final WarehouseState state;
  private final Report report;
  private final int day;
  private final int buckets;
  private final Basis basis;

  Evidence(Warehouse warehouse, WarehouseState state, Report report, int day) {
    this.warehouse = warehouse;
    this.state = state;
    this.report = report;
    this.day = day;
    this.buckets = state.head().orElseThrow().settings().buckets();
    this.basis = basisOf(report);
  }

  /** What a report's day is counted from: days before it in {@code daily_users}; other tables. */
  private record Basis(OptionalInt dailyUsersBefore, boolean attempts, boolean users) {}

  private static Basis basisOf(Report report) {
    return switch (report.name()) {
      case "daily_active_users" -> new Basis(OptionalInt.of(MONTH_BEFORE), false, true);
      case "project_creation" -> new Basis(OptionalInt.empty(), true, true);
      case "deploy_success", "deploy_success_by_version" ->
          new Basis(OptionalInt.empty(), true, false);
      case "version_adoption", "support_lines", "version_time_to_adopt" ->
          new Basis(OptionalInt.of(MONTH_BEFORE), false, false);
      case "deploy_success_after_upgrade" ->
          new Basis(OptionalInt.of(MONTH_BEFORE_AN_UPGRADE), true, false);
      case "version_transitions" ->
          new Basis(OptionalInt.of(ReportPlan.LOOK_BACK_DAYS), false, false);
      case "retention" -> new Basis(OptionalInt.of(WEEK_BEFORE), false, true);
      default -> new Basis(OptionalInt.empty(), false, false);
    };
  }

  /** How many days before the day its numbers look back in {@code daily_users}. */
  int daysBefore() {
    return basis.dailyUsersBefore().orElse(0);
  }

  /** Whether they rest on the table {@code users}. */
  boolean restsOnUsers() {
    return basis.users();
  }

  /** The rows of the table {@code events} on a day. */
  long events(int of) throws IOException {
    return rows(files(Tables.EVENTS.name(), of, of));
  }

  /** Prints it. */
  void print() throws IOException {
    printBasis();
    if (report == Reports.dataQuality()) {
      printFolder();
    }
    printEvents();
  }

  private void printBasis() throws IOException {
    if (basis.dailyUsersBefore().isPresent()) {
      printTable(Tables.DAILY_USERS.name(), day - basis.dailyUsersBefore().getAsInt());
      printKinds(
          RowKinds.ofDailyUsers(
              warehouse.storage(), paths(files(Tables.DAILY_USERS.name(), day, day))));
    }
    if (basis.attempts()) {
      printTable(Tables.ATTEMPTS.name(), day);
      printKinds(
          RowKinds.ofAttempts(warehouse.storage(), paths(files(Tables.ATTEMPTS.name(), day, day))));
    }
    if (basis.users()) {
      List<PublishedFile> users = files(Tables.USERS.name(), DayBucket.NO_DAY, DayBucket.NO_DAY);
      Console.print("users: " + rows(users) + " rows in " + users.size() + " files");
      printFiles(users);
    }
  }

  private void printTable(String table, int from) throws IOException {
    int first = Math.max(from, state.tablesFromDay().orElseThrow());
    List<PublishedFile> all = files(table, first, day);
    Console.print(
        table
            + " of "
            + (first == day ? "" : Publication.iso(first) + " to ")
            + Publication.iso(day)
            + ": "
            + rows(all)
            + " rows in "
            + all.size()
            + " files; of the day itself:");
    printFiles(files(table, day, day));
  }

  private static void printFiles(List<PublishedFile> files) {
    printList(
        files.stream()
            .map(file -> file.path() + ": " + file.rows() + " rows, SHA-256 " + file.sha256())
            .toList());
  }

  private static void printKinds(SortedMap<String, Long> kinds) {
    kinds.forEach((kind, rows) -> Console.print("  " + rows + " rows: " + kind));
  }

  private static void printList(List<String> all) {
    RunSummary.Names names = RunSummary.Names.of(all);
    names.first().forEach(name -> Console.print("  " + name));
    if (names.count() > names.first().size()) {
      Console.print("  and " + (names.count() - names.first().size()) + " more");
    }
  }

  /** The raw logs of the landing folder. */
  private void printFolder() {
    List<String> logs = new ArrayList<>();
    for (LedgerEntry entry : state.ledger().entries()) {
      if (entry.folderDay() != day) {
        continue;
      }
      StringBuilder log = new StringBuilder(entry.name());
      log.append(": ").append(entry.length()).append(" bytes");
      if (entry.use() == LedgerEntry.Use.USED) {
        log.append(", ").append(entry.counts().lines()).append(" lines");
        for (Bucket bucket : Bucket.values()) {
          if (entry.of(bucket) > 0) {
            log.append(", ").append(entry.of(bucket)).append(' ').append(bucket.text());
          }
        }
      } else {
        log.append(", no line used");
      }
      logs.add(log.toString());
    }
    Console.print("raw logs of the folder dt=" + Publication.iso(day) + ": " + logs.size());
    printList(logs);
  }

  /** The events the tables of the day are made of, and the raw logs they came in. */
  private void printEvents() throws IOException {
    long accepted = 0;
    List<String> logs = new ArrayList<>();
    boolean lossy = !state.forgotten().days().subSet(day, day + 1).isEmpty();
    for (LedgerEntry entry : state.ledger().entries()) {
      int slot = day - entry.folderDay() + 1;
      if (slot < 0 || slot >= FileCounts.SLOTS) {
        continue;
      }
      lossy |= entry.lossy(slot);
      long lines = entry.counts().passed(slot, FileCounts.OfPassed.LINES);
      if (entry.merged(slot) && lines > 0) {
        accepted += lines;
        logs.add(
            entry.name()
                + ": "
                + lines
                + " of "
                + entry.counts().lines()
                + " lines accepted for this day");
      }
    }
    List<PublishedFile> files = files(Tables.EVENTS.name(), day, day);
    long events = rows(files);
    if (files.isEmpty()) {
      Console.print("events of the day: pruned");
    } else {
      Console.print(
          "events of the day: "
              + events
              + " rows in "
              + files.size()
              + " files, from "
              + accepted
              + " accepted lines"
              + (lossy
                  ? "; some of their files were cut short since, or rows removed on request"
                  : ", " + (accepted - events) + " of them duplicates"));
    }
    printList(logs);
  }

  private List<PublishedFile> files(String table, int from, int to) throws IOException {
    List<PublishedFile> files = new ArrayList<>();
    for (int of = from; of <= to; of++) {
      for (int bucket = 0; bucket < buckets; bucket++) {
        state.files().get(new DayBucket(table, of, bucket).path()).ifPresent(files::add);
      }
    }
    return files;
  }

  private static long rows(List<PublishedFile> files) {
    return files.stream().mapToLong(PublishedFile::rows).sum();
  }

  private List<String> paths(List<PublishedFile> files) {
    return files.stream().map(file -> warehouse.path(file.path())).toList();
  }
}

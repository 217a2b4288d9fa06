package com.webiny.telemetry.report;

import com.webiny.telemetry.audit.FileCounts;
import com.webiny.telemetry.audit.FileCounts.OfPassed;
import com.webiny.telemetry.event.Bucket;
import com.webiny.telemetry.landing.LedgerEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What arrived and what became of it (SPEC sections 5 and 8): for the landing folder of the date,
 * its files and lines by bucket; for the received day of the date, its events and duplicates. Files
 * of which no line is used are counted nowhere.
 */
final class DataQuality {
  static final Report REPORT = report();

  private DataQuality() {}

  private static Report report() {
    Report.Builder report =
        Report.named("data_quality")
            .day("date", "the day of the landing folder, and the received day, UTC")
            .endKey()
            .count("files", "files of the folder that were used")
            .count("bytes", "their bytes as stored")
            .count("lines", "their lines: the sum of the buckets from blank to accepted");
    for (Bucket bucket : Bucket.values()) {
      report.count(bucket.text(), description(bucket));
    }
    return report
        .count("dropped_fields", "fields outside the allowlist in accepted lines, never stored")
        .count("invalid_version", "accepted lines whose version was present and wrong")
        .count("invalid_ci", "accepted lines whose ci was present and wrong")
        .count("events", "events received on the date: rows of the table")
        .countOrEmpty(
            "duplicates",
            "accepted lines received on the date, less events; empty if not known, as after a file was cut short or rows were forgotten")
        .build();
  }

  private static String description(Bucket bucket) {
    return switch (bucket) {
      case BLANK -> "lines that are empty or white space";
      case TOO_LONG -> "lines of more than 65,536 bytes";
      case TORN -> "last lines without an end that are no complete JSON";
      case MALFORMED -> "lines that are not UTF-8 or not exactly one JSON text";
      case NOT_OBJECT -> "lines of JSON that is no object";
      case DUPLICATE_FIELD -> "lines in which an allowlisted field occurs twice";
      case MISSING_RECEIVED_AT -> "lines rejected: no received_at";
      case BAD_RECEIVED_AT -> "lines rejected: received_at is no instant";
      case MISSING_ID -> "lines rejected: no anonymous ID";
      case BAD_ID -> "lines rejected: the anonymous ID is no UUID";
      case MISSING_EVENT -> "lines rejected: no event name";
      case UNKNOWN_EVENT -> "lines rejected: an event the promise does not list";
      case MISPLACED -> "lines received more than a day from their folder's day";
      case DEFERRED -> "lines received on a day that is not published yet";
      case FORGOTTEN -> "lines of an ID that asked to be forgotten";
      case ACCEPTED -> "lines that are events";
    };
  }

  /** The rows of some days. */
  static List<ReportRow> rows(int fromDay, int newestDay, Reports.Sources sources)
      throws IOException {
    Map<Integer, List<LedgerEntry>> byFolder = new HashMap<>();
    for (LedgerEntry entry : sources.ledger().entries()) {
      byFolder.computeIfAbsent(entry.folderDay(), day -> new ArrayList<>()).add(entry);
    }
    List<ReportRow> rows = new ArrayList<>();
    for (int day = fromDay; day <= newestDay; day++) {
      long events = sources.events().of(day);
      // Files read before count accepted lines whose rows are gone.
      Cell duplicates =
          sources.forgottenDays().contains(day) ? Cell.EMPTY : duplicates(day, byFolder, events);
      rows.add(row(day, byFolder, events, duplicates));
    }
    return rows;
  }

  private static ReportRow row(
      int day, Map<Integer, List<LedgerEntry>> byFolder, long events, Cell duplicates) {
    List<LedgerEntry> used =
        byFolder.getOrDefault(day, List.of()).stream()
            .filter(entry -> entry.use() == LedgerEntry.Use.USED)
            .toList();
    List<Cell> cells = new ArrayList<>();
    cells.add(new Cell.Day(day));
    cells.add(new Cell.Count(used.size()));
    cells.add(new Cell.Count(used.stream().mapToLong(LedgerEntry::length).sum()));
    cells.add(new Cell.Count(used.stream().mapToLong(entry -> entry.counts().lines()).sum()));
    for (Bucket bucket : Bucket.values()) {
      cells.add(new Cell.Count(used.stream().mapToLong(entry -> entry.of(bucket)).sum()));
    }
    for (OfPassed what :
        List.of(OfPassed.DROPPED_FIELDS, OfPassed.INVALID_VERSION, OfPassed.INVALID_CI)) {
      cells.add(new Cell.Count(used.stream().mapToLong(entry -> entry.accepted(what)).sum()));
    }
    cells.add(new Cell.Count(events));
    cells.add(duplicates);
    return ReportFile.row(cells.toArray(Cell[]::new));
  }

  private static Cell duplicates(int day, Map<Integer, List<LedgerEntry>> byFolder, long events) {
    long accepted = 0;
    for (int folder = day - 1; folder <= day + 1; folder++) {
      for (LedgerEntry entry : byFolder.getOrDefault(folder, List.of())) {
        int slot = day - folder + 1;
        if (entry.lossy(slot)) {
          return Cell.EMPTY;
        }
        if (entry.merged(slot)) {
          accepted += entry.counts().passed(slot, FileCounts.OfPassed.LINES);
        }
      }
    }
    return Cell.countIf(accepted >= events, accepted - events);
  }
}

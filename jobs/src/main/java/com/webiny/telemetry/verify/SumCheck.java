package com.webiny.telemetry.verify;

import com.webiny.telemetry.audit.RunSummary;
import com.webiny.telemetry.event.Bucket;
import com.webiny.telemetry.landing.LedgerEntry;
import com.webiny.telemetry.publish.Commit;
import com.webiny.telemetry.publish.PublishedFile;
import com.webiny.telemetry.publish.Warehouse;
import com.webiny.telemetry.report.Cell;
import com.webiny.telemetry.report.Report;
import com.webiny.telemetry.report.ReportFile;
import com.webiny.telemetry.report.ReportRow;
import com.webiny.telemetry.report.Reports;
import com.webiny.telemetry.table.Tables;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Recomputes the sums of SPEC section 5 from what is published. */
final class SumCheck {
  private static final Report QUALITY = Reports.dataQuality();
  private static final String EVENTS_OF_A_DAY = "tables/" + Tables.EVENTS.name() + "/dt=";

  private SumCheck() {}

  /** Every line of every file that was read is in exactly one bucket. */
  static List<String> ofLedger(List<LedgerEntry> ledger) {
    List<String> wrong =
        ledger.stream().filter(entry -> !entry.counts().balanced()).map(LedgerEntry::name).toList();
    return wrong.isEmpty()
        ? List.of()
        : List.of(
            "The ledger's buckets do not add up to the lines of "
                + RunSummary.Names.of(wrong).text()
                + ".");
  }

  /**
   * The rows of {@code data_quality}: one for each published day, its lines the sum of its buckets,
   * its events the rows of the table on every day that the table still holds.
   *
   * @param files the published files, by path
   * @param forgotten days whose rows were written before IDs were forgotten, perhaps; ISO
   */
  static List<String> ofQuality(
      Warehouse warehouse, Commit head, Map<String, PublishedFile> files, Set<String> forgotten)
      throws IOException {
    SortedMap<String, Long> events = eventsByDay(files);
    List<String> faults = new ArrayList<>();
    LocalDate expected = LocalDate.parse(head.firstDay());
    LocalDate end = LocalDate.parse(head.newestDay()).plusDays(1);
    String path = Reports.parquetPath(QUALITY);
    for (ReportRow row : ReportFile.read(QUALITY, warehouse.storage(), warehouse.path(path))) {
      String day = row.cells().get(0).csv();
      if (!day.equals(expected.toString())) {
        faults.add(path + " has a row of " + day + " where that of " + expected + " should be.");
        return faults;
      }
      addFaults(path, day, row, events, !forgotten.contains(day), faults);
      expected = expected.plusDays(1);
    }
    if (!expected.equals(end)) {
      faults.add(path + " has no row of " + expected + ".");
    }
    return faults;
  }

  private static void addFaults(
      String path,
      String day,
      ReportRow row,
      SortedMap<String, Long> events,
      boolean known,
      List<String> faults) {
    long sum = 0;
    for (Bucket bucket : Bucket.values()) {
      sum += count(row, bucket.text());
    }
    if (sum != count(row, "lines")) {
      faults.add(
          path
              + " has "
              + count(row, "lines")
              + " lines on "
              + day
              + ", its buckets hold "
              + sum
              + ".");
    }
    boolean held = known && !events.isEmpty() && day.compareTo(events.firstKey()) >= 0;
    if (held && count(row, "events") != events.getOrDefault(day, 0L)) {
      faults.add(
          path
              + " has "
              + count(row, "events")
              + " events on "
              + day
              + ", the table events "
              + events.getOrDefault(day, 0L)
              + ".");
    }
  }

  private static SortedMap<String, Long> eventsByDay(Map<String, PublishedFile> files) {
    SortedMap<String, Long> events = new TreeMap<>();
    for (PublishedFile file : files.values()) {
      if (file.path().startsWith(EVENTS_OF_A_DAY)) {
        int start = EVENTS_OF_A_DAY.length();
        String day = file.path().substring(start, file.path().indexOf('/', start));
        events.merge(day, file.rows(), Long::sum);
      }
    }
    return events;
  }

  private static long count(ReportRow row, String name) {
    for (int i = 0; i < QUALITY.fields().size(); i++) {
      if (QUALITY.fields().get(i).name().equals(name)) {
        return ((Cell.Count) row.cells().get(i)).count();
      }
    }
    throw new IllegalArgumentException("data_quality has no such column");
  }
}

package com.webiny.telemetry.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.report.Report;
import com.webiny.telemetry.report.Reports;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a run changed in the reports. */
final class ReportChanges {
  private static final Map<String, List<String>> KEYS =
      Reports.all().stream().collect(Collectors.toMap(Report::name, ReportChanges::key));

  private ReportChanges() {}

  private static List<String> key(Report report) {
    return report.fields().subList(0, report.keyFields()).stream().map(Report.Field::name).toList();
  }

  /** The CSV of each report. */
  static SortedMap<String, Rows> of(Site site) {
    SortedMap<String, Rows> reports = new TreeMap<>();
    KEYS.keySet().forEach(report -> reports.put(report, site.report(report)));
    return reports;
  }

  /**
   * The dates with a new, lost or changed row, by report; requires that the revision of a row rose
   * by one if its numbers changed, and is the same if not, and that no final row changed.
   */
  static SortedMap<String, SortedSet<String>> between(
      SortedMap<String, Rows> before, SortedMap<String, Rows> after) {
    SortedMap<String, SortedSet<String>> changes = new TreeMap<>();
    KEYS.forEach(
        (report, keys) -> {
          SortedSet<String> dates = new TreeSet<>();
          Map<String, Map<String, String>> old = byKey(before.get(report), keys);
          Map<String, Map<String, String>> now = byKey(after.get(report), keys);
          now.forEach(
              (key, row) -> {
                Map<String, String> was = old.remove(key);
                if (was == null) {
                  assertThat(row).as(report + key).containsEntry("revision", "1");
                  dates.add(row.get("date"));
                } else {
                  boolean same = numbers(was).equals(numbers(row));
                  long rise =
                      Long.parseLong(row.get("revision")) - Long.parseLong(was.get("revision"));
                  assertThat(rise).as(report + key + was + row).isEqualTo(same ? 0 : 1);
                  if (!same) {
                    assertThat(was).as(report + key).containsEntry("final", "false");
                    dates.add(row.get("date"));
                  }
                }
              });
          old.values().forEach(row -> dates.add(row.get("date")));
          if (!dates.isEmpty()) {
            changes.put(report, dates);
          }
        });
    return changes;
  }

  private static Map<String, Map<String, String>> byKey(Rows rows, List<String> keys) {
    return rows.rows().stream()
        .collect(
            Collectors.toMap(
                row -> keys.stream().map(row::get).toList().toString(),
                row -> row,
                (a, b) -> {
                  throw new AssertionError("two rows of one key");
                },
                HashMap::new));
  }

  private static Map<String, String> numbers(Map<String, String> row) {
    Map<String, String> numbers = new HashMap<>(row);
    numbers.remove("final");
    numbers.remove("revision");
    return numbers;
  }
}

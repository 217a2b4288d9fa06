package com.webiny.telemetry.job;

import com.webiny.telemetry.vectors.CsvCompare;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rows of a published CSV, each by the names of its columns. */
record Rows(List<String> header, List<Map<String, String>> rows) {

  static Rows of(String csv) {
    List<List<String>> lines = CsvCompare.parse(csv);
    List<String> header = lines.get(0);
    List<Map<String, String>> rows = new ArrayList<>();
    for (List<String> line : lines.subList(1, lines.size())) {
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < header.size(); i++) {
        row.put(header.get(i), line.get(i));
      }
      rows.add(row);
    }
    return new Rows(header, rows);
  }

  /** The first row of a date. */
  Map<String, String> on(String date) {
    return rows.stream()
        .filter(row -> row.get("date").equals(date))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no row of " + date));
  }

  /** The values of a column, from top to bottom. */
  List<String> column(String name) {
    return rows.stream().map(row -> row.get(name)).toList();
  }

  /** The sum of a column of counts, empty cells as 0. */
  long sum(String name) {
    return column(name).stream().filter(cell -> !cell.isEmpty()).mapToLong(Long::parseLong).sum();
  }
}

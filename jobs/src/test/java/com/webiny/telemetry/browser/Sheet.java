package com.webiny.telemetry.browser;

import com.webiny.telemetry.vectors.CsvCompare;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A published CSV, and how a page shows its cells. */
record Sheet(List<String> header, List<Map<String, String>> rows) {
  static final String UNDEFINED = "–";

  static Sheet of(Path file) throws IOException {
    List<List<String>> lines = CsvCompare.parse(Files.readString(file));
    List<Map<String, String>> rows = new ArrayList<>();
    for (List<String> line : lines.subList(1, lines.size())) {
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < line.size(); i++) {
        row.put(lines.get(0).get(i), line.get(i));
      }
      rows.add(row);
    }
    return new Sheet(lines.get(0), rows);
  }

  Sheet where(Predicate<Map<String, String>> wanted) {
    return new Sheet(header, rows.stream().filter(wanted).toList());
  }

  Sheet where(String column, String value) {
    return where(row -> row.get(column).equals(value));
  }

  /** The rows of the newest days; all for 0. */
  Sheet newest(int days, String newestDay) {
    String after = days == 0 ? "" : java.time.LocalDate.parse(newestDay).minusDays(days).toString();
    return where(row -> row.get("date").compareTo(after) > 0);
  }

  long sum(String column) {
    return rows.stream()
        .map(row -> row.get(column))
        .filter(cell -> !cell.isEmpty())
        .mapToLong(Long::parseLong)
        .sum();
  }

  /** A cell as a page shows it: ratios have 4 decimals in the CSV, seconds one. */
  static String shown(String cell) {
    if (cell.isEmpty()) {
      return UNDEFINED;
    }
    int point = cell.indexOf('.');
    if (point < 0) {
      return count(Long.parseLong(cell));
    }
    return cell.length() - point == 5
        ? new BigDecimal(cell).movePointRight(2).toPlainString() + "%"
        : cell + " s";
  }

  static String count(long count) {
    String digits = Long.toString(count);
    StringBuilder grouped = new StringBuilder();
    for (int i = 0; i < digits.length(); i++) {
      grouped.append(i > 0 && (digits.length() - i) % 3 == 0 ? "," : "").append(digits.charAt(i));
    }
    return grouped.toString();
  }

  /** A share as a page shows it: rounded as the reports round. */
  static String share(long part, long whole) {
    return whole == 0
        ? UNDEFINED
        : BigDecimal.valueOf(part)
                .divide(BigDecimal.valueOf(whole), 4, RoundingMode.HALF_UP)
                .movePointRight(2)
                .toPlainString()
            + "%";
  }
}

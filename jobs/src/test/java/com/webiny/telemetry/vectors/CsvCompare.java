package com.webiny.telemetry.vectors;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Compares two CSV texts cell by cell: a strict reader of RFC 4180 with LF and nothing lenient. */
public final class CsvCompare {

  private static final int MOST_DIFFERENCES = 20;

  private CsvCompare() {}

  /**
   * What differs, one sentence each, at most twenty and then how many more; empty if nothing does.
   * Headers must be equal too.
   *
   * @param ignored columns whose cells may differ
   */
  public static List<String> differences(String expected, String actual, Set<String> ignored) {
    List<List<String>> want = parse(expected);
    List<List<String>> got = parse(actual);
    List<String> found = new ArrayList<>();
    List<String> header = want.get(0);
    if (!header.equals(got.get(0))) {
      found.add("header: expected " + header + " but was " + got.get(0));
      return found;
    }
    if (want.size() != got.size()) {
      found.add("rows: expected " + (want.size() - 1) + " but was " + (got.size() - 1));
    }
    for (int row = 1; row < Math.min(want.size(), got.size()); row++) {
      compareRow(header, row, want.get(row), got.get(row), ignored, found);
    }
    if (found.size() > MOST_DIFFERENCES) {
      int more = found.size() - MOST_DIFFERENCES;
      found.subList(MOST_DIFFERENCES, found.size()).clear();
      found.add("and " + more + " more");
    }
    return found;
  }

  private static void compareRow(
      List<String> header,
      int row,
      List<String> want,
      List<String> got,
      Set<String> ignored,
      List<String> found) {
    if (got.size() != header.size()) {
      found.add("row " + row + ": " + got.size() + " cells for " + header.size() + " columns");
      return;
    }
    for (int column = 0; column < header.size(); column++) {
      String name = header.get(column);
      if (!ignored.contains(name) && !want.get(column).equals(got.get(column))) {
        found.add(
            "row %d (%s) %s: expected '%s' but was '%s'"
                .formatted(row, want.get(0), name, want.get(column), got.get(column)));
      }
    }
  }

  /**
   * Rows and cells of a CSV text.
   *
   * @throws IllegalArgumentException if the text has a byte order mark or a CR, does not end in LF,
   *     or is quoted wrongly
   */
  public static List<List<String>> parse(String csv) {
    require(csv.endsWith("\n"), "the text does not end in LF");
    require(csv.indexOf('\uFEFF') < 0, "the text has a byte order mark");
    require(csv.indexOf('\r') < 0, "the text has a CR");
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    int at = 0;
    while (at < csv.length()) {
      StringBuilder cell = new StringBuilder();
      at = csv.charAt(at) == '"' ? quoted(csv, at, cell) : plain(csv, at, cell);
      row.add(cell.toString());
      char after = csv.charAt(at++);
      require(after == ',' || after == '\n', "text after a closing quote");
      if (after == '\n') {
        rows.add(row);
        row = new ArrayList<>();
      }
    }
    require(row.isEmpty(), "the last row is not complete");
    return rows;
  }

  private static int plain(String csv, int start, StringBuilder cell) {
    int at = start;
    while (csv.charAt(at) != ',' && csv.charAt(at) != '\n') {
      require(csv.charAt(at) != '"', "a quote inside a plain cell");
      cell.append(csv.charAt(at++));
    }
    return at;
  }

  private static int quoted(String csv, int start, StringBuilder cell) {
    int at = start + 1;
    while (true) {
      int quote = csv.indexOf('"', at);
      require(quote >= 0, "a quote is not closed");
      cell.append(csv, at, quote);
      if (csv.charAt(quote + 1) != '"') {
        return quote + 1;
      }
      cell.append('"');
      at = quote + 2;
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException("not the CSV we publish: " + otherwise);
    }
  }
}

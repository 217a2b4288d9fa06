package com.webiny.telemetry.job;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The rows of a query as the lines of a Markdown table, columns aligned, numbers to the right. */
final class MarkdownTable {
  private MarkdownTable() {}

  /** Null is an empty cell. */
  static List<String> of(ResultSet rows) throws SQLException {
    ResultSetMetaData about = rows.getMetaData();
    int columns = about.getColumnCount();
    List<List<String>> lines = new ArrayList<>();
    List<String> names = new ArrayList<>();
    boolean[] right = new boolean[columns];
    for (int i = 1; i <= columns; i++) {
      names.add(about.getColumnLabel(i));
      right[i - 1] = about.getColumnTypeName(i).matches("BIGINT|HUGEINT|INTEGER|DOUBLE|DECIMAL.*");
    }
    lines.add(names);
    while (rows.next()) {
      List<String> cells = new ArrayList<>();
      for (int i = 1; i <= columns; i++) {
        cells.add(cell(rows, i, about.getColumnTypeName(i)));
      }
      lines.add(cells);
    }
    return aligned(lines, right);
  }

  private static String cell(ResultSet rows, int column, String type) throws SQLException {
    String text = rows.getString(column);
    if (text == null) {
      return "";
    }
    return type.equals("DOUBLE") ? new BigDecimal(text).toPlainString() : text;
  }

  private static List<String> aligned(List<List<String>> lines, boolean[] right) {
    int[] widths = new int[right.length];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(Math.max(widths[i], 3), line.get(i).length());
      }
    }
    List<String> text = new ArrayList<>();
    for (List<String> line : lines) {
      StringBuilder row = new StringBuilder("|");
      for (int i = 0; i < widths.length; i++) {
        String pad = " ".repeat(widths[i] - line.get(i).length());
        row.append(' ').append(right[i] ? pad + line.get(i) : line.get(i) + pad).append(" |");
      }
      text.add(row.toString());
    }
    StringBuilder rule = new StringBuilder("|");
    for (int i = 0; i < widths.length; i++) {
      rule.append("-".repeat(widths[i] + 1)).append(right[i] ? ":|" : "-|");
    }
    text.add(1, rule.toString());
    return text;
  }
}

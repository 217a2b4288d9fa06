package com.webiny.telemetry.page;

import com.webiny.telemetry.report.Cell;
import com.webiny.telemetry.report.Report;
import com.webiny.telemetry.report.ReportRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A report as a page carries it: for each group (value of the key besides the date) its numbers day
 * by day, as the texts the CSV has. As JSON:
 *
 * <pre>{@code
 * {"name": …, "key": [fields after the date], "labels": [other texts], "columns": [numbers],
 *  "types": [of the columns], "days": [carried days, counted from the first published one],
 *  "groups": [{"key": […], "labels": [of its newest row], "since": first day with a row, "at": first carried point,
 *              "cells": ["12,,14", …]}],
 *  "rest": [{"key": [first fields], "groups": how many, "at": …, "cells": […]}],
 *  "left": how many groups are neither carried nor added}
 * }</pre>
 *
 * <p>Cells hold one text a carried day, from {@code at} on, separated by commas; an empty one is a
 * day without a row, or a value that is not defined.
 */
final class ReportSeries {
  private final Report report;
  private final Extent extent;
  private final int firstDay;

  /** The day of the first point. */
  private final int startDay;

  private final List<Integer> labels = new ArrayList<>();
  private final List<Integer> columns = new ArrayList<>();
  private final List<Integer> days = new ArrayList<>();

  /** Where a day stands among the carried ones; -1 if it is not carried. */
  private final int[] points;

  private final Map<List<String>, Group> groups = new LinkedHashMap<>();

  /** Rows may tell of days that were never published, such as the Monday of a first week. */
  private ReportSeries(
      Report report, Extent extent, int firstDay, int startDay, int endDay, int newestDay) {
    this.report = report;
    this.extent = extent;
    this.firstDay = firstDay;
    this.startDay = startDay;
    for (int i = report.keyFields(); i < report.fields().size(); i++) {
      Report.Field field = report.fields().get(i);
      if (extent.omitted().contains(field.name())) {
        continue;
      }
      boolean text = field.type() == Report.Type.TEXT || field.type() == Report.Type.DAY;
      if (text) {
        labels.add(i);
      } else {
        columns.add(i);
      }
    }
    points = new int[endDay - startDay + 1];
    for (int day = startDay; day <= endDay; day++) {
      boolean carried = extent.carries(day, newestDay);
      points[day - startDay] = carried ? days.size() : -1;
      if (carried) {
        days.add(day - firstDay);
      }
    }
  }

  /** A group under way; rows come in the order of their days. */
  private static final class Group {
    final int since;
    final List<StringBuilder> cells = new ArrayList<>();
    List<String> labels = List.of();
    int first = -1;
    int last;
    long weight;

    Group(int since, int columns) {
      this.since = since;
      for (int i = 0; i < columns; i++) {
        cells.add(new StringBuilder());
      }
    }
  }

  /**
   * What a page carries of a report.
   *
   * @param rows all rows, in the report's order
   * @return JSON
   */
  static String of(
      Report report, Extent extent, List<ReportRow> rows, int firstDay, int newestDay) {
    int start = rows.isEmpty() ? firstDay : Math.min(firstDay, rows.get(0).day());
    int end = rows.isEmpty() ? newestDay : Math.max(newestDay, rows.get(rows.size() - 1).day());
    ReportSeries series = new ReportSeries(report, extent, firstDay, start, end, newestDay);
    rows.forEach(series::add);
    return series.json();
  }

  private void add(ReportRow row) {
    List<Cell> cells = row.cells();
    List<String> key = new ArrayList<>();
    for (int i = 1; i < report.keyFields(); i++) {
      key.add(cells.get(i).csv());
    }
    Group group =
        groups.computeIfAbsent(key, none -> new Group(row.day() - firstDay, columns.size()));
    group.labels = labels.stream().map(label -> cells.get(label).csv()).toList();
    int point = points[row.day() - startDay];
    if (point < 0) {
      return;
    }
    int gap = group.first < 0 ? 0 : point - group.last;
    for (int i = 0; i < columns.size(); i++) {
      group.cells.get(i).append(",".repeat(gap)).append(cells.get(columns.get(i)).csv());
    }
    if (group.first < 0) {
      group.first = point;
    }
    group.last = point;
    if (!columns.isEmpty() && cells.get(columns.get(0)) instanceof Cell.Count count) {
      group.weight += count.count();
    }
  }

  private String json() {
    groups.values().removeIf(group -> group.first < 0);
    Set<List<String>> kept = kept();
    StringBuilder out = new StringBuilder("{\"name\":");
    Escapes.json(report.name(), out);
    texts("key", names(report.fields().subList(1, report.keyFields())), out);
    texts("labels", names(labels.stream().map(report.fields()::get).toList()), out);
    List<Report.Field> fields = columns.stream().map(report.fields()::get).toList();
    texts("columns", names(fields), out);
    texts("types", fields.stream().map(field -> field.type().name()).toList(), out);
    out.append(",\"days\":").append(days.toString().replace(" ", ""));
    out.append(",\"groups\":[");
    boolean adds = IntStream.range(0, columns.size()).anyMatch(this::isAdded);
    Map<List<String>, Rest> rests = new LinkedHashMap<>();
    int before = out.length();
    groups.forEach(
        (key, group) -> {
          if (!kept.contains(key)) {
            if (!adds) {
              return;
            }
            rests.computeIfAbsent(kind(key), none -> new Rest()).add(group);
            return;
          }
          out.append(out.length() > before ? ",{" : "{");
          out.append("\"since\":").append(group.since);
          texts("key", key, out);
          texts("labels", group.labels, out);
          cells(group.first, group.cells.stream().map(StringBuilder::toString).toList(), out);
        });
    out.append("],\"rest\":[");
    int none = out.length();
    rests.forEach(
        (key, rest) -> {
          out.append(out.length() > none ? ",{" : "{").append("\"groups\":").append(rest.groups);
          texts("key", key, out);
          cells(0, rest.texts(), out);
        });
    int left = adds ? 0 : groups.size() - kept.size();
    return out.append("],\"left\":").append(left).append('}').toString();
  }

  /** Whether a column's numbers can be added across groups. */
  private boolean isAdded(int column) {
    Report.Field field = report.fields().get(columns.get(column));
    return field.type() == Report.Type.COUNT && !extent.distinct().contains(field.name());
  }

  /**
   * The keys of the first groups of each kind, which is told by the first key fields; those that
   * stand for others are always among them.
   */
  private Set<List<String>> kept() {
    List<Map.Entry<List<String>, Group>> ranked = new ArrayList<>(groups.entrySet());
    ranked.sort(
        Comparator.comparing((Map.Entry<List<String>, Group> entry) -> !stands(entry.getKey()))
            .thenComparing(
                entry ->
                    extent.first() == Extent.First.NEWEST
                        ? -entry.getValue().since
                        : -entry.getValue().weight)
            .thenComparing(entry -> String.join(" ", entry.getKey())));
    Set<List<String>> kept = new HashSet<>();
    Map<List<String>, Integer> places = new HashMap<>();
    for (Map.Entry<List<String>, Group> entry : ranked) {
      if (places.merge(kind(entry.getKey()), 1, Integer::sum) <= extent.maxGroups()) {
        kept.add(entry.getKey());
      }
    }
    return kept;
  }

  private List<String> kind(List<String> key) {
    return List.copyOf(key.subList(0, extent.restKeyFields()));
  }

  private static boolean stands(List<String> key) {
    return !key.isEmpty() && key.get(key.size() - 1).startsWith("(");
  }

  /** The counts of groups that are not carried, added. */
  private final class Rest {
    int groups;
    final long[][] sums = new long[columns.size()][days.size()];
    final boolean[] defined = new boolean[days.size()];

    void add(Group group) {
      groups++;
      for (int i = 0; i < columns.size(); i++) {
        String[] cells = group.cells.get(i).toString().split(",", -1);
        for (int at = 0; at < cells.length && isAdded(i); at++) {
          if (!cells[at].isEmpty()) {
            sums[i][group.first + at] += Long.parseLong(cells[at]);
            defined[group.first + at] = true;
          }
        }
      }
    }

    List<String> texts() {
      List<String> texts = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        StringBuilder cells = new StringBuilder();
        for (int at = 0; at < days.size(); at++) {
          cells.append(at > 0 ? "," : "");
          cells.append(defined[at] && isAdded(i) ? Long.toString(sums[i][at]) : "");
        }
        texts.add(cells.toString());
      }
      return texts;
    }
  }

  private static void cells(int at, List<String> cells, StringBuilder out) {
    out.append(",\"at\":").append(at);
    texts("cells", cells, out);
    out.append('}');
  }

  private static List<String> names(List<Report.Field> fields) {
    return fields.stream().map(Report.Field::name).toList();
  }

  private static void texts(String name, List<String> texts, StringBuilder out) {
    out.append(",\"").append(name).append("\":[");
    for (int i = 0; i < texts.size(); i++) {
      if (i > 0) {
        out.append(',');
      }
      Escapes.json(texts.get(i), out);
    }
    out.append(']');
  }
}

package com.webiny.telemetry.report;

import com.webiny.telemetry.table.Column;
import com.webiny.telemetry.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A report: its name, the fields of its key, and its other fields, each with what it means. Every
 * report ends in {@code final} and {@code revision}. The descriptions here are the data dictionary;
 * they stand nowhere else.
 */
public final class Report {

  /** What a field holds. */
  public enum Type {
    DAY,
    TEXT,
    COUNT,
    SHARE,
    SECONDS
  }

  /**
   * A field.
   *
   * @param nullable whether it may be not defined
   */
  public record Field(String name, Type type, boolean nullable, String description) {}

  private final String name;
  private final int keyFields;
  private final List<Field> fields;
  private final Table<ReportRow> table;

  private Report(String name, int keyFields, List<Field> fields) {
    this.name = name;
    this.keyFields = keyFields;
    this.fields = List.copyOf(fields);
    List<Column<ReportRow>> columns = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      columns.add(column(fields.get(i), i));
    }
    columns.add(
        Column.flag(
            "final",
            "whether no ordinary night can change the row any more",
            null,
            ReportRow::last));
    columns.add(
        Column.count(
            "revision",
            "1, and 1 more each time a later run changed the row's numbers",
            null,
            ReportRow::revision));
    this.table = Table.of(name, columns);
  }

  public String name() {
    return name;
  }

  /** How many of the fields, the first ones, are the key. */
  public int keyFields() {
    return keyFields;
  }

  public List<Field> fields() {
    return fields;
  }

  /** The Parquet twin. */
  public Table<ReportRow> table() {
    return table;
  }

  /** The key of a row. */
  public List<Cell> key(ReportRow row) {
    return row.cells().subList(0, keyFields);
  }

  private static Column<ReportRow> column(Field field, int index) {
    Predicate<ReportRow> present =
        field.nullable() ? row -> !(row.cells().get(index) instanceof Cell.Empty) : null;
    String name = field.name();
    String description = field.description();
    return switch (field.type()) {
      case DAY ->
          Column.day(
              name, description, present, row -> ((Cell.Day) row.cells().get(index)).epochDay());
      case TEXT ->
          Column.text(
              name, description, present, row -> ((Cell.Text) row.cells().get(index)).text());
      case COUNT ->
          Column.count(
              name, description, present, row -> ((Cell.Count) row.cells().get(index)).count());
      case SHARE ->
          Column.decimal(
              name, description, present, row -> ((Cell.Share) row.cells().get(index)).ratio());
      case SECONDS ->
          Column.decimal(
              name, description, present, row -> ((Cell.Seconds) row.cells().get(index)).seconds());
    };
  }

  /** Begins a report. */
  static Builder named(String name) {
    return new Builder(name);
  }

  /** Collects the fields of a report in order. */
  static final class Builder {
    private final String name;
    private final List<Field> fields = new ArrayList<>();
    private int keyFields;

    private Builder(String name) {
      this.name = name;
    }

    Builder day(String field, String description) {
      return add(field, Type.DAY, false, description);
    }

    Builder text(String field, String description) {
      return add(field, Type.TEXT, false, description);
    }

    Builder textOrEmpty(String field, String description) {
      return add(field, Type.TEXT, true, description);
    }

    /** Ends the key. */
    Builder endKey() {
      keyFields = fields.size();
      return this;
    }

    Builder count(String field, String description) {
      return add(field, Type.COUNT, false, description);
    }

    Builder countOrEmpty(String field, String description) {
      return add(field, Type.COUNT, true, description);
    }

    Builder share(String field, String description) {
      return add(field, Type.SHARE, true, description);
    }

    Builder seconds(String field, String description) {
      return add(field, Type.SECONDS, true, description);
    }

    private Builder add(String field, Type type, boolean nullable, String description) {
      fields.add(new Field(field, type, nullable, description));
      return this;
    }

    Report build() {
      return new Report(name, keyFields, fields);
    }
  }
}

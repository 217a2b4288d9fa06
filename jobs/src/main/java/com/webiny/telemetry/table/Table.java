package com.webiny.telemetry.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * A kind of published Parquet file: its name and its columns in order.
 *
 * @param <R> the row
 */
public final class Table<R> {
  private final String name;
  private final List<Column<R>> columns;
  private final MessageType schema;

  private Table(String name, List<Column<R>> columns) {
    this.name = name;
    this.columns = List.copyOf(columns);
    this.schema = new MessageType(name, columns.stream().<Type>map(Column::parquetType).toList());
  }

  /** A table of these columns. */
  public static <R> Table<R> of(String name, List<Column<R>> columns) {
    return new Table<>(name, columns);
  }

  public String name() {
    return name;
  }

  public List<Column<R>> columns() {
    return columns;
  }

  MessageType schema() {
    return schema;
  }

  /** Room for the values of one file under way, a column each. */
  List<ColumnValues<R>> values() {
    List<ColumnValues<R>> values = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      values.add(columns.get(i).values(schema.getColumns().get(i)));
    }
    return values;
  }

  /** The schema of some columns, in the order given. */
  MessageType projection(List<String> names) {
    return new MessageType(
        name, names.stream().<Type>map(column -> schema.getType(column)).toList());
  }

  /** The name of a bucket's file: {@code part-00003.parquet}. */
  public static String partName(int bucket) {
    return String.format(Locale.ROOT, "part-%05d.parquet", bucket);
  }
}

package com.webiny.telemetry.table;

import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/**
 * A column of a published Parquet file: its name, its type, what it means, and how a row gives its
 * value. The descriptions here are the data dictionary; they stand nowhere else.
 *
 * @param <R> the row
 */
public final class Column<R> {
  private final String name;
  private final String type;
  private final String description;
  private final PrimitiveType parquetType;
  private final Function<ColumnDescriptor, ColumnValues<R>> values;

  private Column(
      String name,
      String type,
      String description,
      Types.PrimitiveBuilder<PrimitiveType> builder,
      Function<ColumnDescriptor, ColumnValues<R>> values) {
    this.name = name;
    this.type = type;
    this.description = description;
    this.parquetType = builder.named(name);
    this.values = values;
  }

  private static Types.PrimitiveBuilder<PrimitiveType> primitive(
      PrimitiveTypeName type, boolean nullable) {
    return Types.primitive(type, nullable ? Repetition.OPTIONAL : Repetition.REQUIRED);
  }

  /** The pseudonym: 16 bytes, never null. */
  static <R> Column<R> key(
      String name, String description, ToLongFunction<R> high, ToLongFunction<R> low) {
    return new Column<>(
        name,
        "BINARY(16)",
        description,
        primitive(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY, false).length(16),
        descriptor -> new KeyValues<>(descriptor, high, low));
  }

  /** An instant in microseconds since 1970, UTC. */
  public static <R> Column<R> instant(
      String name, String description, Predicate<R> present, ToLongFunction<R> micros) {
    return new Column<>(
        name,
        "TIMESTAMP_MICROS",
        description,
        primitive(PrimitiveTypeName.INT64, present != null)
            .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS)),
        descriptor -> new NumberValues<>(descriptor, false, present, micros));
  }

  /** A UTC date, as days since 1970. */
  public static <R> Column<R> day(
      String name, String description, Predicate<R> present, ToLongFunction<R> epochDay) {
    return new Column<>(
        name,
        "DATE",
        description,
        primitive(PrimitiveTypeName.INT32, present != null).as(LogicalTypeAnnotation.dateType()),
        descriptor -> new NumberValues<>(descriptor, true, present, epochDay));
  }

  /** A count. */
  public static <R> Column<R> count(
      String name, String description, Predicate<R> present, ToLongFunction<R> count) {
    return new Column<>(
        name,
        "BIGINT",
        description,
        primitive(PrimitiveTypeName.INT64, present != null),
        descriptor -> new NumberValues<>(descriptor, true, present, count));
  }

  /** A ratio or a number of seconds. */
  public static <R> Column<R> decimal(
      String name, String description, Predicate<R> present, ToDoubleFunction<R> value) {
    return new Column<>(
        name,
        "DOUBLE",
        description,
        primitive(PrimitiveTypeName.DOUBLE, present != null),
        descriptor ->
            new NumberValues<>(
                descriptor,
                true,
                present,
                row -> Double.doubleToRawLongBits(value.applyAsDouble(row))));
  }

  /** A flag. */
  public static <R> Column<R> flag(
      String name, String description, Predicate<R> present, Predicate<R> value) {
    return new Column<>(
        name,
        "BOOLEAN",
        description,
        primitive(PrimitiveTypeName.BOOLEAN, present != null),
        descriptor -> new FlagValues<>(descriptor, present, value));
  }

  /** A word of a closed vocabulary, or a version. */
  public static <R> Column<R> text(
      String name, String description, Predicate<R> present, Function<R, String> text) {
    return text(
        name,
        description,
        present != null,
        row -> present == null || present.test(row) ? text.apply(row) : null,
        Function.identity());
  }

  /**
   * A text that hangs on one value of the row, of which there are few, so that it is made once for
   * each.
   *
   * @param source that value; it must not change afterwards
   * @param text the text, {@code null} if there is none
   */
  static <R, K> Column<R> text(
      String name,
      String description,
      boolean nullable,
      Function<R, K> source,
      Function<K, String> text) {
    return new Column<>(
        name,
        "STRING",
        description,
        primitive(PrimitiveTypeName.BINARY, nullable).as(LogicalTypeAnnotation.stringType()),
        descriptor -> new TextValues<>(descriptor, source, text));
  }

  public String name() {
    return name;
  }

  /** The type's name in the data dictionary. */
  public String type() {
    return type;
  }

  public boolean nullable() {
    return parquetType.isRepetition(Repetition.OPTIONAL);
  }

  /** What the column holds, in a sentence an analyst understands. */
  public String description() {
    return description;
  }

  PrimitiveType parquetType() {
    return parquetType;
  }

  /** Room for the column's values of one file under way. */
  ColumnValues<R> values(ColumnDescriptor descriptor) {
    return values.apply(descriptor);
  }
}

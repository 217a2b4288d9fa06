package com.webiny.telemetry.table;

import java.nio.ByteBuffer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
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
  private final boolean nullable;
  private final String description;
  private final PrimitiveType parquetType;
  private final Predicate<R> present;
  private final Emitter<R> emitter;

  private interface Emitter<R> {
    void emit(R row, RecordConsumer consumer);
  }

  private Column(
      String name,
      String type,
      String description,
      Types.PrimitiveBuilder<PrimitiveType> builder,
      Predicate<R> present,
      Emitter<R> emitter) {
    this.name = name;
    this.type = type;
    this.nullable = present != null;
    this.description = description;
    this.parquetType = builder.named(name);
    this.present = present;
    this.emitter = emitter;
  }

  private static Types.PrimitiveBuilder<PrimitiveType> primitive(
      PrimitiveTypeName type, Predicate<?> present) {
    return Types.primitive(type, present == null ? Repetition.REQUIRED : Repetition.OPTIONAL);
  }

  /** The pseudonym: 16 bytes, never null. */
  static <R> Column<R> key(
      String name, String description, ToLongFunction<R> high, ToLongFunction<R> low) {
    return new Column<>(
        name,
        "BINARY(16)",
        description,
        primitive(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY, null).length(16),
        null,
        (row, consumer) -> {
          byte[] bytes = new byte[16];
          ByteBuffer.wrap(bytes).putLong(high.applyAsLong(row)).putLong(low.applyAsLong(row));
          consumer.addBinary(Binary.fromConstantByteArray(bytes));
        });
  }

  /** An instant in microseconds since 1970, UTC. */
  public static <R> Column<R> instant(
      String name, String description, Predicate<R> present, ToLongFunction<R> micros) {
    return new Column<>(
        name,
        "TIMESTAMP_MICROS",
        description,
        primitive(PrimitiveTypeName.INT64, present)
            .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS)),
        present,
        (row, consumer) -> consumer.addLong(micros.applyAsLong(row)));
  }

  /** A UTC date, as days since 1970. */
  public static <R> Column<R> day(
      String name, String description, Predicate<R> present, ToLongFunction<R> epochDay) {
    return new Column<>(
        name,
        "DATE",
        description,
        primitive(PrimitiveTypeName.INT32, present).as(LogicalTypeAnnotation.dateType()),
        present,
        (row, consumer) -> consumer.addInteger((int) epochDay.applyAsLong(row)));
  }

  /** A count. */
  public static <R> Column<R> count(
      String name, String description, Predicate<R> present, ToLongFunction<R> count) {
    return new Column<>(
        name,
        "BIGINT",
        description,
        primitive(PrimitiveTypeName.INT64, present),
        present,
        (row, consumer) -> consumer.addLong(count.applyAsLong(row)));
  }

  /** A ratio or a number of seconds. */
  public static <R> Column<R> decimal(
      String name, String description, Predicate<R> present, ToDoubleFunction<R> value) {
    return new Column<>(
        name,
        "DOUBLE",
        description,
        primitive(PrimitiveTypeName.DOUBLE, present),
        present,
        (row, consumer) -> consumer.addDouble(value.applyAsDouble(row)));
  }

  /** A flag. */
  public static <R> Column<R> flag(
      String name, String description, Predicate<R> present, Predicate<R> value) {
    return new Column<>(
        name,
        "BOOLEAN",
        description,
        primitive(PrimitiveTypeName.BOOLEAN, present),
        present,
        (row, consumer) -> consumer.addBoolean(value.test(row)));
  }

  /** A word of a closed vocabulary, or a version. */
  public static <R> Column<R> text(
      String name, String description, Predicate<R> present, Function<R, String> text) {
    Interned interned = new Interned();
    return new Column<>(
        name,
        "STRING",
        description,
        primitive(PrimitiveTypeName.BINARY, present).as(LogicalTypeAnnotation.stringType()),
        present,
        (row, consumer) -> consumer.addBinary(interned.binary(text.apply(row))));
  }

  public String name() {
    return name;
  }

  /** The type's name in the data dictionary. */
  public String type() {
    return type;
  }

  public boolean nullable() {
    return nullable;
  }

  /** What the column holds, in a sentence an analyst understands. */
  public String description() {
    return description;
  }

  PrimitiveType parquetType() {
    return parquetType;
  }

  void emit(R row, int index, RecordConsumer consumer) {
    if (present != null && !present.test(row)) {
      return;
    }
    consumer.startField(name, index);
    emitter.emit(row, consumer);
    consumer.endField(name, index);
  }
}

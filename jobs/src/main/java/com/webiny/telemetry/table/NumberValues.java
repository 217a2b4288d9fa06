package com.webiny.telemetry.table;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** Numbers of four or eight bytes: instants, days, counts, and decimals as their bits. */
final class NumberValues<R> extends ColumnValues<R> {
  /** With more of them a dictionary would save little, and cost the most. */
  private static final int MAX_DIFFERENT = 16_384;

  private final PrimitiveTypeName type;
  private final int width;
  private final boolean repeating;
  private final Predicate<R> present;
  private final ToLongFunction<R> number;
  private long[] numbers = new long[FIRST_CAPACITY];
  private int count;

  /**
   * Values of a column.
   *
   * @param repeating whether a dictionary may pay
   * @param present {@code null} if the column is never null
   * @param number the value; of a decimal its bits
   */
  NumberValues(
      ColumnDescriptor descriptor,
      boolean repeating,
      Predicate<R> present,
      ToLongFunction<R> number) {
    super(descriptor);
    this.type = descriptor.getPrimitiveType().getPrimitiveTypeName();
    this.width = type == PrimitiveTypeName.INT32 ? Integer.BYTES : Long.BYTES;
    this.repeating = repeating;
    this.present = present;
    this.number = number;
  }

  @Override
  boolean append(R row) {
    if (present != null && !present.test(row)) {
      return false;
    }
    if (count == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * count);
    }
    numbers[count++] = number.applyAsLong(row);
    return true;
  }

  @Override
  Optional<Coded> coded() {
    if (!repeating) {
      return Optional.empty();
    }
    int[] ids = new int[count];
    NumberPlaces places = new NumberPlaces();
    for (int i = 0; i < count; i++) {
      ids[i] = places.of(numbers[i]);
      if (places.size() > MAX_DIFFERENT) {
        return Optional.empty();
      }
    }
    int size = places.size();
    return Coded.pays(count, size, (long) size * width, (long) count * width)
        ? Optional.of(new Coded(ids, size, plain(places.inOrder(), 0, size)))
        : Optional.empty();
  }

  @Override
  BytesInput plain(int from, int to) {
    return plain(numbers, from, to);
  }

  private BytesInput plain(long[] some, int from, int to) {
    ByteBuffer bytes = ByteBuffer.allocate((to - from) * width).order(ByteOrder.LITTLE_ENDIAN);
    if (width == Long.BYTES) {
      bytes.asLongBuffer().put(some, from, to - from);
    } else {
      for (int i = from; i < to; i++) {
        bytes.putInt((i - from) * width, (int) some[i]);
      }
    }
    return BytesInput.from(bytes.array());
  }

  @Override
  void describe(Statistics<?> statistics, int from, int to) {
    if (from == to) {
      return;
    }
    if (type == PrimitiveTypeName.DOUBLE) {
      for (int i = from; i < to; i++) {
        statistics.updateStats(Double.longBitsToDouble(numbers[i]));
      }
      return;
    }
    long least = numbers[from];
    long greatest = numbers[from];
    for (int i = from; i < to; i++) {
      least = Math.min(least, numbers[i]);
      greatest = Math.max(greatest, numbers[i]);
    }
    if (type == PrimitiveTypeName.INT32) {
      statistics.updateStats((int) least);
      statistics.updateStats((int) greatest);
    } else {
      statistics.updateStats(least);
      statistics.updateStats(greatest);
    }
  }

  @Override
  void clear() {
    count = 0;
  }
}

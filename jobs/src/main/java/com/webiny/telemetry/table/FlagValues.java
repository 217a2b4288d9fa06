package com.webiny.telemetry.table;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.plain.BooleanPlainValuesWriter;

/** Flags, a bit each. */
final class FlagValues<R> extends ColumnValues<R> {
  private final Predicate<R> present;
  private final Predicate<R> flag;
  private boolean[] flags = new boolean[FIRST_CAPACITY];
  private int count;

  /**
   * Values of a column.
   *
   * @param present {@code null} if the column is never null
   */
  FlagValues(ColumnDescriptor descriptor, Predicate<R> present, Predicate<R> flag) {
    super(descriptor);
    this.present = present;
    this.flag = flag;
  }

  @Override
  boolean append(R row) {
    if (present != null && !present.test(row)) {
      return false;
    }
    if (count == flags.length) {
      flags = Arrays.copyOf(flags, 2 * count);
    }
    flags[count++] = flag.test(row);
    return true;
  }

  @Override
  Optional<Coded> coded() {
    return Optional.empty();
  }

  @Override
  BytesInput plain(int from, int to) {
    BooleanPlainValuesWriter out = new BooleanPlainValuesWriter();
    for (int i = from; i < to; i++) {
      out.writeBoolean(flags[i]);
    }
    return out.getBytes();
  }

  @Override
  void describe(Statistics<?> statistics, int from, int to) {
    boolean any = false;
    boolean all = true;
    for (int i = from; i < to; i++) {
      any |= flags[i];
      all &= flags[i];
    }
    if (from < to) {
      statistics.updateStats(all);
      statistics.updateStats(any);
    }
  }

  @Override
  void clear() {
    count = 0;
  }
}

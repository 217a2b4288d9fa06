package com.webiny.telemetry.table;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;

/**
 * Keys of sixteen bytes. Never with a dictionary: tables are sorted by key, and zstd finds the key
 * that was just there again in less space than its place in a dictionary takes.
 */
final class KeyValues<R> extends ColumnValues<R> {
  private static final int KEY_BYTES = 2 * Long.BYTES;

  private final ToLongFunction<R> high;
  private final ToLongFunction<R> low;
  private long[] highs = new long[FIRST_CAPACITY];
  private long[] lows = new long[FIRST_CAPACITY];
  private int count;

  KeyValues(ColumnDescriptor descriptor, ToLongFunction<R> high, ToLongFunction<R> low) {
    super(descriptor);
    this.high = high;
    this.low = low;
  }

  @Override
  boolean append(R row) {
    if (count == highs.length) {
      highs = Arrays.copyOf(highs, 2 * count);
      lows = Arrays.copyOf(lows, 2 * count);
    }
    highs[count] = high.applyAsLong(row);
    lows[count] = low.applyAsLong(row);
    count++;
    return true;
  }

  @Override
  Optional<Coded> coded() {
    return Optional.empty();
  }

  @Override
  BytesInput plain(int from, int to) {
    ByteBuffer bytes = ByteBuffer.allocate((to - from) * KEY_BYTES);
    for (int i = from; i < to; i++) {
      bytes.putLong(highs[i]).putLong(lows[i]);
    }
    return BytesInput.from(bytes.array());
  }

  @Override
  void describe(Statistics<?> statistics, int from, int to) {
    int least = from;
    int greatest = from;
    for (int i = from; i < to; i++) {
      if (KeyOrder.compare(highs[i], lows[i], highs[least], lows[least]) < 0) {
        least = i;
      }
      if (KeyOrder.compare(highs[i], lows[i], highs[greatest], lows[greatest]) > 0) {
        greatest = i;
      }
    }
    statistics.updateStats(bytes(least));
    statistics.updateStats(bytes(greatest));
  }

  private Binary bytes(int index) {
    return Binary.fromConstantByteArray(
        ByteBuffer.allocate(KEY_BYTES).putLong(highs[index]).putLong(lows[index]).array());
  }

  @Override
  void clear() {
    count = 0;
  }
}

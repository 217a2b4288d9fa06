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
 * Keys of sixteen bytes. Tables are sorted by key, so that equal keys stand together and none needs
 * to be looked up: the dictionary takes a key whenever it is not the one before.
 */
final class KeyValues<R> extends ColumnValues<R> {
  private static final int KEY_BYTES = 2 * Long.BYTES;

  private final ToLongFunction<R> high;
  private final ToLongFunction<R> low;
  private long[] highs = new long[FIRST_CAPACITY];
  private long[] lows = new long[FIRST_CAPACITY];
  private int[] ids = new int[FIRST_CAPACITY];
  private int distinct;
  private int count;

  KeyValues(ColumnDescriptor descriptor, ToLongFunction<R> high, ToLongFunction<R> low) {
    super(descriptor);
    this.high = high;
    this.low = low;
  }

  @Override
  boolean append(R row) {
    long itsHigh = high.applyAsLong(row);
    long itsLow = low.applyAsLong(row);
    if (distinct == 0 || highs[distinct - 1] != itsHigh || lows[distinct - 1] != itsLow) {
      if (distinct == highs.length) {
        highs = Arrays.copyOf(highs, 2 * distinct);
        lows = Arrays.copyOf(lows, 2 * distinct);
      }
      highs[distinct] = itsHigh;
      lows[distinct] = itsLow;
      distinct++;
    }
    if (count == ids.length) {
      ids = Arrays.copyOf(ids, 2 * count);
    }
    ids[count++] = distinct - 1;
    return true;
  }

  @Override
  Optional<Coded> coded() {
    if (!Coded.pays(count, distinct, (long) distinct * KEY_BYTES, (long) count * KEY_BYTES)) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.allocate(distinct * KEY_BYTES);
    for (int id = 0; id < distinct; id++) {
      bytes.putLong(highs[id]).putLong(lows[id]);
    }
    return Optional.of(new Coded(ids, distinct, BytesInput.from(bytes.array())));
  }

  @Override
  BytesInput plain(int from, int to) {
    ByteBuffer bytes = ByteBuffer.allocate((to - from) * KEY_BYTES);
    for (int i = from; i < to; i++) {
      bytes.putLong(highs[ids[i]]).putLong(lows[ids[i]]);
    }
    return BytesInput.from(bytes.array());
  }

  @Override
  void describe(Statistics<?> statistics, int from, int to) {
    int least = ids[from];
    int greatest = ids[from];
    for (int id = ids[from]; id <= ids[to - 1]; id++) {
      if (KeyOrder.compare(highs[id], lows[id], highs[least], lows[least]) < 0) {
        least = id;
      }
      if (KeyOrder.compare(highs[id], lows[id], highs[greatest], lows[greatest]) > 0) {
        greatest = id;
      }
    }
    statistics.updateStats(bytes(least));
    statistics.updateStats(bytes(greatest));
  }

  private Binary bytes(int id) {
    return Binary.fromConstantByteArray(
        ByteBuffer.allocate(KEY_BYTES).putLong(highs[id]).putLong(lows[id]).array());
  }

  @Override
  void clear() {
    distinct = 0;
    count = 0;
  }
}

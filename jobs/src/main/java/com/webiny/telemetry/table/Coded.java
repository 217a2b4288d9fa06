package com.webiny.telemetry.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;

/** A column's values as places in a dictionary. */
final class Coded {
  /** What readers that merge many files can hold of each of their columns. */
  private static final int MAX_DICTIONARY_BYTES = 1 << 20;

  private static final int SLAB_BYTES = 64 * 1024;

  private final int[] ids;
  private final int size;
  private final BytesInput dictionary;

  /**
   * Values and their dictionary.
   *
   * @param ids for each value its place; not copied
   * @param size how many different values there are, at least 1
   * @param dictionary these values, plain
   */
  Coded(int[] ids, int size, BytesInput dictionary) {
    this.ids = ids;
    this.size = size;
    this.dictionary = dictionary;
  }

  /**
   * Whether a dictionary is the shorter way to say the values.
   *
   * @param values how many values there are
   * @param size how many of them differ
   * @param dictionaryBytes length of those that differ
   * @param plainBytes length of all
   */
  static boolean pays(int values, int size, long dictionaryBytes, long plainBytes) {
    return size > 0
        && dictionaryBytes <= MAX_DICTIONARY_BYTES
        && dictionaryBytes + (long) values * width(size) / Byte.SIZE < plainBytes;
  }

  private static int width(int size) {
    return BytesUtils.getWidthFromMaxInt(size - 1);
  }

  int size() {
    return size;
  }

  BytesInput dictionary() {
    return dictionary;
  }

  /** The places of some of the values, as a page holds them. */
  BytesInput ids(int from, int to) {
    RunLengthBitPackingHybridEncoder out =
        new RunLengthBitPackingHybridEncoder(
            width(size),
            ColumnValues.FIRST_CAPACITY,
            SLAB_BYTES,
            HeapByteBufferAllocator.getInstance());
    try {
      for (int i = from; i < to; i++) {
        out.writeInt(ids[i]);
      }
      return BytesInput.concat(BytesInput.from(new byte[] {(byte) width(size)}), out.toBytes());
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory is no device that fails", impossible);
    }
  }
}

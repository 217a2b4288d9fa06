package com.webiny.telemetry.table;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridValuesWriter;

/**
 * The values of one column over the rows of the row group that is being gathered, and how they
 * become pages. A column is written whole, in tight loops, once its row group is full: only then is
 * it known whether a dictionary pays, so none is tried in vain.
 *
 * @param <R> the row
 */
abstract class ColumnValues<R> {
  /** Parquet's own default; a page is what a reader of one file and column must hold. */
  private static final int PAGE_ROWS = 20_000;

  /** How many cells there is room for at first: most files of a small warehouse hold few rows. */
  static final int FIRST_CAPACITY = 64;

  private final ColumnDescriptor descriptor;
  private final boolean nullable;
  private byte[] levels;
  private int rows;

  ColumnValues(ColumnDescriptor descriptor) {
    this.descriptor = descriptor;
    this.nullable = descriptor.getMaxDefinitionLevel() > 0;
    this.levels = new byte[nullable ? FIRST_CAPACITY : 0];
  }

  /**
   * Takes the row's value.
   *
   * @return {@code false} if it has none
   */
  abstract boolean append(R row);

  /** The dictionary of all values taken, if it pays. */
  abstract Optional<Coded> coded();

  /** Some of the values taken, the bare nulls not counted, one after the other. */
  abstract BytesInput plain(int from, int to);

  /** Tells least and greatest of some of the values taken. */
  abstract void describe(Statistics<?> statistics, int from, int to);

  /** Forgets the values. */
  abstract void clear();

  /** Takes the next row. */
  final void add(R row) {
    boolean present = append(row);
    if (nullable) {
      if (rows == levels.length) {
        levels = Arrays.copyOf(levels, 2 * rows);
      }
      levels[rows] = (byte) (present ? 1 : 0);
    } else if (!present) {
      throw new IllegalStateException("no value in a column that is never null");
    }
    rows++;
  }

  /** Writes the rows taken as the next column of the row group, and forgets them. */
  final void flush(PageFile file) throws IOException {
    Optional<Coded> coded = rows == 0 ? Optional.empty() : coded();
    file.startColumn(descriptor, rows);
    if (coded.isPresent()) {
      file.writeDictionary(coded.get().dictionary(), coded.get().size());
    }
    int value = 0;
    for (int row = 0; row < rows; row += PAGE_ROWS) {
      int endRow = Math.min(rows, row + PAGE_ROWS);
      int end = value + present(row, endRow);
      Statistics<?> statistics = Statistics.createStats(descriptor.getPrimitiveType());
      statistics.incrementNumNulls((endRow - row) - (end - value));
      describe(statistics, value, end);
      file.writePage(
          BytesInput.concat(
              levels(row, endRow),
              coded.isPresent() ? coded.get().ids(value, end) : plain(value, end)),
          endRow - row,
          statistics,
          coded.isPresent() ? Encoding.RLE_DICTIONARY : Encoding.PLAIN);
      value = end;
    }
    file.endColumn();
    rows = 0;
    clear();
  }

  private int present(int from, int to) {
    if (!nullable) {
      return to - from;
    }
    int present = 0;
    for (int i = from; i < to; i++) {
      present += levels[i];
    }
    return present;
  }

  private BytesInput levels(int from, int to) {
    if (!nullable) {
      return BytesInput.empty();
    }
    RunLengthBitPackingHybridValuesWriter out =
        new RunLengthBitPackingHybridValuesWriter(
            1, FIRST_CAPACITY, PAGE_ROWS, HeapByteBufferAllocator.getInstance());
    for (int i = from; i < to; i++) {
      out.writeInteger(levels[i]);
    }
    return out.getBytes();
  }
}

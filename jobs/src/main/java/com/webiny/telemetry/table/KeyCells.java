package com.webiny.telemetry.table;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.values.ValuesReader;

/** Keys of sixteen bytes; {@link KeyValues} gives them no dictionary. */
final class KeyCells extends ColumnCells {
  private final long[] highs = new long[ROWS];
  private final long[] lows = new long[ROWS];
  private ByteBuffer plain;

  KeyCells(ColumnDescriptor descriptor) {
    super(descriptor);
  }

  @Override
  void startDictionary(Dictionary values) {
    throw new IllegalArgumentException("keys have no dictionary");
  }

  @Override
  void startPlaces(ValuesReader places) {
    throw new IllegalArgumentException("keys have no dictionary");
  }

  @Override
  void startPlain(ByteBufferInputStream values, int rows) throws IOException {
    plain = values.slice(values.available());
  }

  @Override
  void decode(int from, int to) {
    for (int i = from; i < to; i++) {
      highs[i] = plain.getLong();
      lows[i] = plain.getLong();
    }
  }

  long highAt(int row) {
    return highs[row];
  }

  long lowAt(int row) {
    return lows[row];
  }
}

package com.webiny.telemetry.table;

import java.io.IOException;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ValuesType;
import org.apache.parquet.column.values.ValuesReader;

/** Flags; they never have a dictionary. */
final class FlagCells extends ColumnCells {
  private final boolean[] flags = new boolean[ROWS];
  private ValuesReader plain;

  FlagCells(ColumnDescriptor descriptor) {
    super(descriptor);
  }

  @Override
  void startDictionary(Dictionary values) {
    throw new IllegalArgumentException("flags have no dictionary");
  }

  @Override
  void startPlaces(ValuesReader places) {
    throw new IllegalArgumentException("flags have no dictionary");
  }

  @Override
  void startPlain(ByteBufferInputStream values, int rows) throws IOException {
    plain = Encoding.PLAIN.getValuesReader(descriptor(), ValuesType.VALUES);
    plain.initFromPage(rows, values);
  }

  @Override
  void decode(int from, int to) {
    for (int i = from; i < to; i++) {
      flags[i] = !isAbsent(i) && plain.readBoolean();
    }
  }

  boolean at(int row) {
    return flags[row];
  }
}

package com.webiny.telemetry.table;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** Numbers of four or eight bytes; decimals are their bits. */
final class NumberCells extends ColumnCells {
  private final PrimitiveTypeName type;
  private final long[] numbers = new long[ROWS];
  private long[] dictionary;
  private ValuesReader places;
  private ByteBuffer plain;

  NumberCells(ColumnDescriptor descriptor) {
    super(descriptor);
    this.type = descriptor.getPrimitiveType().getPrimitiveTypeName();
  }

  @Override
  void startDictionary(Dictionary values) {
    dictionary = new long[values.getMaxId() + 1];
    for (int place = 0; place < dictionary.length; place++) {
      dictionary[place] =
          switch (type) {
            case INT32 -> values.decodeToInt(place);
            case INT64 -> values.decodeToLong(place);
            default -> Double.doubleToRawLongBits(values.decodeToDouble(place));
          };
    }
  }

  @Override
  void startPlaces(ValuesReader placesOfPage) {
    places = placesOfPage;
    plain = null;
  }

  @Override
  void startPlain(ByteBufferInputStream values, int rows) throws IOException {
    plain = values.slice(values.available()).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  void decode(int from, int to) {
    if (plain == null) {
      for (int i = from; i < to; i++) {
        numbers[i] = isAbsent(i) ? 0 : dictionary[places.readValueDictionaryId()];
      }
    } else if (type == PrimitiveTypeName.INT32) {
      for (int i = from; i < to; i++) {
        numbers[i] = isAbsent(i) ? 0 : plain.getInt();
      }
    } else {
      for (int i = from; i < to; i++) {
        numbers[i] = isAbsent(i) ? 0 : plain.getLong();
      }
    }
  }

  long at(int row) {
    return numbers[row];
  }
}

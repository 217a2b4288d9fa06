package com.webiny.telemetry.table;

import java.io.IOException;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ValuesType;
import org.apache.parquet.column.values.ValuesReader;

/** Texts. Those of a dictionary are made once a row group, and are the same objects in its rows. */
final class TextCells extends ColumnCells {
  private final String[] texts = new String[ROWS];
  private String[] dictionary;
  private ValuesReader places;
  private ValuesReader plain;

  TextCells(ColumnDescriptor descriptor) {
    super(descriptor);
  }

  @Override
  void startDictionary(Dictionary values) {
    dictionary = new String[values.getMaxId() + 1];
    for (int place = 0; place < dictionary.length; place++) {
      dictionary[place] = values.decodeToBinary(place).toStringUsingUTF8();
    }
  }

  @Override
  void startPlaces(ValuesReader placesOfPage) {
    places = placesOfPage;
    plain = null;
  }

  @Override
  void startPlain(ByteBufferInputStream values, int rows) throws IOException {
    plain = Encoding.PLAIN.getValuesReader(descriptor(), ValuesType.VALUES);
    plain.initFromPage(rows, values);
  }

  @Override
  void decode(int from, int to) {
    if (plain == null) {
      for (int i = from; i < to; i++) {
        texts[i] = isAbsent(i) ? "" : dictionary[places.readValueDictionaryId()];
      }
    } else {
      for (int i = from; i < to; i++) {
        texts[i] = isAbsent(i) ? "" : plain.readBytes().toStringUsingUTF8();
      }
    }
  }

  String at(int row) {
    return texts[row];
  }
}

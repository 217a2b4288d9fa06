package com.webiny.telemetry.table;

import java.io.IOException;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.ValuesType;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.values.ValuesReader;

/**
 * The cells of one column in the rows at hand, decoded into arrays in tight loops. Holds a page and
 * a dictionary at a time.
 */
abstract class ColumnCells {
  /** How many rows are at hand at once: enough for tight loops, some kilobytes a column. */
  static final int ROWS = 1_024;

  private final ColumnDescriptor descriptor;
  private final boolean nullable;
  private final boolean[] absent = new boolean[ROWS];
  private PageReader pages;
  private Dictionary dictionary;
  private ValuesReader levels;
  private int rowsLeftInPage;

  ColumnCells(ColumnDescriptor descriptor) {
    this.descriptor = descriptor;
    this.nullable = descriptor.getMaxDefinitionLevel() > 0;
  }

  /** Room for the cells of a column, by its type. */
  static ColumnCells of(ColumnDescriptor descriptor) {
    return switch (descriptor.getPrimitiveType().getPrimitiveTypeName()) {
      case INT32, INT64, DOUBLE -> new NumberCells(descriptor);
      case BOOLEAN -> new FlagCells(descriptor);
      case BINARY -> new TextCells(descriptor);
      case FIXED_LEN_BYTE_ARRAY -> new KeyCells(descriptor);
      default -> throw new IllegalArgumentException("no column of ours has this type");
    };
  }

  /** Begins a dictionary: its values are needed by place from now on. */
  abstract void startDictionary(Dictionary values);

  /** Begins a page of places in the dictionary. */
  abstract void startPlaces(ValuesReader places);

  /** Begins a page of plain values. */
  abstract void startPlain(ByteBufferInputStream values, int rows) throws IOException;

  /** Takes the cells of some rows from the page, those apart that are absent. */
  abstract void decode(int from, int to);

  /** Goes on to a row group. */
  final void startRowGroup(PageReader pagesOfRowGroup) throws IOException {
    pages = pagesOfRowGroup;
    rowsLeftInPage = 0;
    DictionaryPage page = pages.readDictionaryPage();
    if (page != null) {
      dictionary = page.getEncoding().initDictionary(descriptor, page);
      startDictionary(dictionary);
    }
  }

  /**
   * Goes on to the next rows of the row group, which are counted from 0 then.
   *
   * @throws IOException if there are not so many
   */
  final void read(int rows) throws IOException {
    int row = 0;
    while (row < rows) {
      if (rowsLeftInPage == 0) {
        startPage();
      }
      int end = Math.min(rows, row + rowsLeftInPage);
      if (nullable) {
        for (int i = row; i < end; i++) {
          absent[i] = levels.readInteger() == 0;
        }
      }
      decode(row, end);
      rowsLeftInPage -= end - row;
      row = end;
    }
  }

  private void startPage() throws IOException {
    DataPage next = pages.readPage();
    if (!(next instanceof DataPageV1 page)) {
      throw new IOException("not a column of ours: it ends early, or has pages of another version");
    }
    rowsLeftInPage = page.getValueCount();
    ByteBufferInputStream in = page.getBytes().toInputStream();
    if (nullable) {
      levels = page.getDlEncoding().getValuesReader(descriptor, ValuesType.DEFINITION_LEVEL);
      levels.initFromPage(rowsLeftInPage, in);
    }
    if (page.getValueEncoding().usesDictionary()) {
      ValuesReader places =
          page.getValueEncoding()
              .getDictionaryBasedValuesReader(descriptor, ValuesType.VALUES, dictionary);
      places.initFromPage(rowsLeftInPage, in);
      startPlaces(places);
    } else {
      startPlain(in, rowsLeftInPage);
    }
  }

  final ColumnDescriptor descriptor() {
    return descriptor;
  }

  /** Whether a row at hand has no value. */
  final boolean isAbsent(int row) {
    return absent[row];
  }
}

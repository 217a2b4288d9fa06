package com.webiny.telemetry.table;

import com.webiny.telemetry.storage.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.schema.MessageType;

/**
 * Walks through some columns of one of our Parquet files, row by row in the order written. Holds
 * one row group's packed pages of those columns at a time, and a page of each unpacked. Columns are
 * named by their place in the list given to {@link #open}; what they give for a null is 0, {@code
 * false} or the empty text.
 */
public final class TableReader implements Closeable {
  private final ParquetFileReader file;
  private final ColumnCells[] columns;
  private long rowsLeftInGroup;
  private int rowsAtHand;
  private int row;

  private TableReader(ParquetFileReader file, MessageType projection) {
    this.file = file;
    this.columns =
        projection.getColumns().stream().map(ColumnCells::of).toArray(ColumnCells[]::new);
  }

  /**
   * Opens a file.
   *
   * @param names the columns wanted, in the order in which the other methods count them
   * @throws IOException if it cannot be read or is no Parquet file of this table
   */
  public static TableReader open(Table<?> table, Storage storage, String path, List<String> names)
      throws IOException {
    MessageType projection = table.projection(names);
    ParquetFileReader file = open(storage, path);
    file.setRequestedSchema(projection);
    return new TableReader(file, projection);
  }

  private static ParquetFileReader open(Storage storage, String path) throws IOException {
    try {
      return ParquetFileReader.open(
          StoredInput.open(storage, path),
          ParquetReadOptions.builder(new PlainParquetConfiguration(Map.of()))
              .withCodecFactory(new ZstdPages())
              .build());
    } catch (RuntimeException damaged) { // So Parquet tells of a file without its footer.
      throw new IOException("not a Parquet file", damaged);
    }
  }

  /** Moves to the next row, the first at the first call; {@code false} at the end. */
  public boolean next() throws IOException {
    row++;
    return row < rowsAtHand || readMore();
  }

  private boolean readMore() throws IOException {
    row = 0;
    rowsAtHand = 0;
    while (rowsLeftInGroup == 0) {
      PageReadStore group = file.readNextRowGroup();
      if (group == null) {
        return false;
      }
      rowsLeftInGroup = group.getRowCount();
      for (ColumnCells column : columns) {
        column.startRowGroup(group.getPageReader(column.descriptor()));
      }
    }
    int rows = (int) Math.min(ColumnCells.ROWS, rowsLeftInGroup);
    for (ColumnCells column : columns) {
      column.read(rows);
    }
    rowsLeftInGroup -= rows;
    rowsAtHand = rows;
    return true;
  }

  public boolean isNull(int column) {
    return columns[column].isAbsent(row);
  }

  /** A BIGINT or an instant. */
  public long longAt(int column) {
    return ((NumberCells) columns[column]).at(row);
  }

  /** A day as days since 1970. */
  public int dayAt(int column) {
    return (int) ((NumberCells) columns[column]).at(row);
  }

  public boolean flagAt(int column) {
    return ((FlagCells) columns[column]).at(row);
  }

  public double doubleAt(int column) {
    return Double.longBitsToDouble(((NumberCells) columns[column]).at(row));
  }

  /** A text, or the empty text if it is null. */
  public String textAt(int column) {
    return ((TextCells) columns[column]).at(row);
  }

  /** The first eight bytes of a key. */
  public long keyHighAt(int column) {
    return ((KeyCells) columns[column]).highAt(row);
  }

  /** The last eight bytes of a key. */
  public long keyLowAt(int column) {
    return ((KeyCells) columns[column]).lowAt(row);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}

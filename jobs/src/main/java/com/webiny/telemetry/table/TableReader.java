package com.webiny.telemetry.table;

import com.webiny.telemetry.storage.SeekableInput;
import com.webiny.telemetry.storage.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.MessageType;

/**
 * Walks through some columns of one of our Parquet files, row by row in the order written. Holds
 * one row group's pages of those columns at a time. Columns are named by their place in the list
 * given to {@link #open}.
 */
public final class TableReader implements Closeable {
  private static final int MAX_TEXTS = 10_000;

  private final ParquetFileReader file;
  private final MessageType projection;
  private final int columns;
  private final ColumnReader[] readers;
  private final int[] presentLevels;
  private final Map<Binary, String> texts = new HashMap<>();
  private long rowsLeft;
  private boolean onRow;

  private TableReader(ParquetFileReader file, MessageType projection) {
    this.file = file;
    this.projection = projection;
    this.columns = projection.getFieldCount();
    this.readers = new ColumnReader[columns];
    this.presentLevels = new int[columns];
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
    ParquetFileReader file =
        ParquetFileReader.open(
            new StoredInput(storage, path),
            ParquetReadOptions.builder(new PlainParquetConfiguration(Map.of())).build());
    file.setRequestedSchema(projection);
    return new TableReader(file, projection);
  }

  /** Moves to the next row, the first at the first call; {@code false} at the end. */
  public boolean next() throws IOException {
    if (onRow) {
      for (int i = 0; i < columns; i++) {
        if (!isNull(i)) {
          readers[i]
              .skip(); // A value nobody asked for must be passed over, or the next row would get
          // it.
        }
        readers[i].consume();
      }
    }
    while (rowsLeft == 0) {
      PageReadStore rowGroup = file.readNextRowGroup();
      if (rowGroup == null) {
        onRow = false;
        return false;
      }
      rowsLeft = rowGroup.getRowCount();
      ColumnReadStoreImpl store =
          new ColumnReadStoreImpl(
              rowGroup,
              new IgnoringConverter(columns),
              projection,
              file.getFileMetaData().getCreatedBy());
      for (int i = 0; i < columns; i++) {
        ColumnDescriptor descriptor = projection.getColumns().get(i);
        readers[i] = store.getColumnReader(descriptor);
        presentLevels[i] = descriptor.getMaxDefinitionLevel();
      }
    }
    rowsLeft--;
    onRow = true;
    return true;
  }

  public boolean isNull(int column) {
    return readers[column].getCurrentDefinitionLevel() < presentLevels[column];
  }

  /** A BIGINT or an instant. */
  public long longAt(int column) {
    return readers[column].getLong();
  }

  /** A day as days since 1970. */
  public int dayAt(int column) {
    return readers[column].getInteger();
  }

  public boolean flagAt(int column) {
    return readers[column].getBoolean();
  }

  public double doubleAt(int column) {
    return readers[column].getDouble();
  }

  /** A text, or the empty text if it is null. */
  public String textAt(int column) {
    if (isNull(column)) {
      return "";
    }
    Binary binary = readers[column].getBinary();
    String text = texts.get(binary);
    if (text == null) {
      text = binary.toStringUsingUTF8();
      if (texts.size() < MAX_TEXTS) {
        texts.put(binary.copy(), text);
      }
    }
    return text;
  }

  /** The first eight bytes of a key. */
  public long keyHighAt(int column) {
    return keyBytes(column).getLong(0);
  }

  /** The last eight bytes of a key. */
  public long keyLowAt(int column) {
    return keyBytes(column).getLong(8);
  }

  private ByteBuffer keyBytes(int column) {
    return readers[column].getBinary().toByteBuffer().slice().order(ByteOrder.BIG_ENDIAN);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /**
   * Parquet's column readers want someone to convert for; we take the values from them directly.
   */
  private static final class IgnoringConverter extends GroupConverter {
    private final PrimitiveConverter[] fields;

    IgnoringConverter(int columns) {
      fields = new PrimitiveConverter[columns];
      for (int i = 0; i < columns; i++) {
        fields[i] = new PrimitiveConverter() {};
      }
    }

    @Override
    public Converter getConverter(int field) {
      return fields[field];
    }

    @Override
    public void start() {
      // Rows are counted by the reader.
    }

    @Override
    public void end() {
      // Rows are counted by the reader.
    }
  }

  private record StoredInput(Storage storage, String path) implements InputFile {
    @Override
    public long getLength() throws IOException {
      try (SeekableInput input = storage.openSeekable(path)) {
        return input.length();
      }
    }

    @Override
    public SeekableInputStream newStream() throws IOException {
      SeekableInput input = storage.openSeekable(path);
      PositionedStream stream = new PositionedStream(input);
      return new DelegatingSeekableInputStream(stream) {
        @Override
        public long getPos() {
          return stream.position;
        }

        @Override
        public void seek(long position) {
          stream.position = position;
        }
      };
    }
  }

  private static final class PositionedStream extends java.io.InputStream {
    private final SeekableInput input;
    private long position;

    PositionedStream(SeekableInput input) {
      this.input = input;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = input.read(position, ByteBuffer.wrap(bytes, offset, length));
      if (count > 0) {
        position += count;
      }
      return count;
    }

    @Override
    public void close() throws IOException {
      input.close();
    }
  }
}

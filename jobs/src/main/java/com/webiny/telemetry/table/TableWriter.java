package com.webiny.telemetry.table;

import com.webiny.telemetry.storage.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.RecordConsumer;

/**
 * Writes rows into one Parquet file: zstd, one schema, and the same bytes for the same rows,
 * whatever the machine, its heap or its cores.
 *
 * @param <R> the row
 */
public final class TableWriter<R> implements Closeable {
  /** Bounds what a reader that merges sixty days at once must hold: about 2 MB of keys a day. */
  private static final int ROW_GROUP_ROWS = 131_072;

  private final DigestingFile file;
  private final ParquetWriter<R> writer;
  private long rows;

  private TableWriter(DigestingFile file, ParquetWriter<R> writer) {
    this.file = file;
    this.writer = writer;
  }

  /** Begins a file; one of the same name is replaced. */
  public static <R> TableWriter<R> create(Table<R> table, Storage storage, String path)
      throws IOException {
    DigestingFile file = new DigestingFile(storage, path);
    ParquetWriter<R> writer =
        new Builder<>(table, file)
            .withConf(new PlainParquetConfiguration(Map.of()))
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withRowGroupRowCountLimit(ROW_GROUP_ROWS)
            .withPageWriteChecksumEnabled(true)
            .build();
    return new TableWriter<>(file, writer);
  }

  /** Adds a row. */
  public void write(R row) throws IOException {
    writer.write(row);
    rows++;
  }

  /** Ends the file. */
  public WrittenFile finish() throws IOException {
    writer.close();
    return file.written(rows);
  }

  /** Gives up on the file if it was not finished; what was written of it stays where it is. */
  @Override
  public void close() throws IOException {
    writer.close();
  }

  private static final class Builder<R> extends ParquetWriter.Builder<R, Builder<R>> {
    private final Table<R> table;

    Builder(Table<R> table, OutputFile file) {
      super(file);
      this.table = table;
    }

    @Override
    protected Builder<R> self() {
      return this;
    }

    @Override
    @SuppressWarnings(
        "deprecation") // Abstract there, so it must be here, though only its successor is called.
    protected WriteSupport<R> getWriteSupport(Configuration configuration) {
      return new RowWriteSupport<>(table);
    }

    @Override
    protected WriteSupport<R> getWriteSupport(ParquetConfiguration configuration) {
      return new RowWriteSupport<>(table);
    }
  }

  private static final class RowWriteSupport<R> extends WriteSupport<R> {
    private final Table<R> table;
    private RecordConsumer consumer;

    RowWriteSupport(Table<R> table) {
      this.table = table;
    }

    @Override
    @SuppressWarnings("deprecation") // As above.
    public WriteContext init(Configuration configuration) {
      return new WriteContext(table.schema(), Map.of());
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
      return new WriteContext(table.schema(), Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
      consumer = recordConsumer;
    }

    @Override
    public void write(R row) {
      consumer.startMessage();
      for (int i = 0; i < table.columns().size(); i++) {
        table.columns().get(i).emit(row, i, consumer);
      }
      consumer.endMessage();
    }
  }
}

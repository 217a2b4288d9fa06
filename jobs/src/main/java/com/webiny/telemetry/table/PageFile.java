package com.webiny.telemetry.table;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.schema.MessageType;

/** A Parquet file under way, page by page, each page compressed with zstd. */
final class PageFile implements Closeable {
  private static final int LEVEL = 3;

  private final ParquetFileWriter file;
  private final ZstdCompressCtx zstd;
  private final Room plain = new Room();
  private byte[] compressed = new byte[0];

  PageFile(OutputFile file, MessageType schema) throws IOException {
    this.file =
        new ParquetFileWriter(
            file,
            schema,
            ParquetFileWriter.Mode.OVERWRITE,
            ParquetWriter.DEFAULT_BLOCK_SIZE,
            ParquetWriter.MAX_PADDING_SIZE_DEFAULT,
            ParquetProperties.DEFAULT_COLUMN_INDEX_TRUNCATE_LENGTH,
            ParquetProperties.DEFAULT_STATISTICS_TRUNCATE_LENGTH,
            true);
    this.file.start();
    this.zstd = new ZstdCompressCtx().setLevel(LEVEL);
  }

  /** Begins a row group, which must not be empty. */
  void startRowGroup(int rows) throws IOException {
    file.startBlock(rows);
  }

  void startColumn(ColumnDescriptor column, int rows) throws IOException {
    file.startColumn(column, rows, CompressionCodecName.ZSTD);
  }

  /** Writes the column's dictionary; comes before its pages. */
  void writeDictionary(BytesInput values, int size) throws IOException {
    file.writeDictionaryPage(
        new DictionaryPage(compress(values), (int) values.size(), size, Encoding.PLAIN));
  }

  void writePage(
      BytesInput levelsAndValues, int rows, Statistics<?> statistics, Encoding valuesEncoding)
      throws IOException {
    file.writeDataPage(
        rows,
        (int) levelsAndValues.size(),
        compress(levelsAndValues),
        statistics,
        rows,
        Encoding.RLE,
        Encoding.RLE,
        valuesEncoding);
  }

  /** What it gives holds until the next call. */
  private BytesInput compress(BytesInput page) throws IOException {
    plain.reset();
    page.writeAllTo(plain);
    int bound = Math.toIntExact(Zstd.compressBound(plain.size()));
    if (compressed.length < bound) {
      compressed = new byte[bound];
    }
    int length = zstd.compressByteArray(compressed, 0, bound, plain.bytes(), 0, plain.size());
    return BytesInput.from(compressed, 0, length);
  }

  void endColumn() throws IOException {
    file.endColumn();
  }

  void endRowGroup() throws IOException {
    file.endBlock();
  }

  /** Ends the file. */
  void finish() throws IOException {
    file.end(Map.of());
  }

  @Override
  public void close() throws IOException {
    zstd.close();
    file.close();
  }

  /** Bytes that need not be copied out. */
  private static final class Room extends ByteArrayOutputStream {
    byte[] bytes() {
      return buf;
    }
  }
}

package com.webiny.telemetry.table;

import com.webiny.telemetry.storage.Storage;
import java.io.IOException;
import java.util.Map;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;

/**
 * What a Parquet file says of itself.
 *
 * @param rows how many rows it holds
 * @param ofTable whether its schema is the table's: the same columns and types in the same order
 */
public record TableFooter(long rows, boolean ofTable) {

  /**
   * Reads it.
   *
   * @throws IOException if the file cannot be read
   * @throws RuntimeException if it is no Parquet file
   */
  public static TableFooter read(Table<?> table, Storage storage, String path) throws IOException {
    try (ParquetFileReader file =
        ParquetFileReader.open(
            StoredInput.open(storage, path),
            ParquetReadOptions.builder(new PlainParquetConfiguration(Map.of())).build())) {
      return new TableFooter(
          file.getRecordCount(),
          file.getFooter().getFileMetaData().getSchema().equals(table.schema()));
    }
  }
}

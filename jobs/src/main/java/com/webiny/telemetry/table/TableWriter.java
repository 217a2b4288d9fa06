package com.webiny.telemetry.table;

import com.webiny.telemetry.storage.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

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
  private final PageFile pages;
  private final List<ColumnValues<R>> columns;
  private int rowsInGroup;
  private long rows;

  private TableWriter(DigestingFile file, PageFile pages, List<ColumnValues<R>> columns) {
    this.file = file;
    this.pages = pages;
    this.columns = columns;
  }

  /** Begins a file; one of the same name is replaced. */
  public static <R> TableWriter<R> create(Table<R> table, Storage storage, String path)
      throws IOException {
    DigestingFile file = new DigestingFile(storage, path);
    return new TableWriter<>(file, new PageFile(file, table.schema()), table.values());
  }

  /** Adds a row; it may change afterwards. */
  public void write(R row) throws IOException {
    for (ColumnValues<R> column : columns) {
      column.add(row);
    }
    rows++;
    if (++rowsInGroup == ROW_GROUP_ROWS) {
      endRowGroup();
    }
  }

  private void endRowGroup() throws IOException {
    pages.startRowGroup(rowsInGroup);
    for (ColumnValues<R> column : columns) {
      column.flush(pages);
    }
    pages.endRowGroup();
    rowsInGroup = 0;
  }

  /** Ends the file. */
  public WrittenFile finish() throws IOException {
    if (rowsInGroup > 0) {
      endRowGroup();
    }
    pages.finish();
    return file.written(rows);
  }

  /** Gives up on the file if it was not finished; what was written of it stays where it is. */
  @Override
  public void close() throws IOException {
    try (file) {
      pages.close();
    }
  }
}

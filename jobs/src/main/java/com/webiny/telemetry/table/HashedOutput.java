package com.webiny.telemetry.table;

import com.webiny.telemetry.storage.Storage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.parquet.io.PositionOutputStream;

/** A new file of plain bytes, hashed as it is written. */
public final class HashedOutput extends OutputStream {
  private final DigestingFile file;
  private final OutputStream out;

  private HashedOutput(DigestingFile file, PositionOutputStream out) {
    this.file = file;
    this.out = new BufferedOutputStream(out, 64 * 1024);
  }

  /** Begins a file; one of the same name is replaced. */
  public static HashedOutput create(Storage storage, String path) throws IOException {
    DigestingFile file = new DigestingFile(storage, path);
    return new HashedOutput(file, file.plain());
  }

  @Override
  public void write(int value) throws IOException {
    out.write(value);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
  }

  /** Ends the file, which holds so many rows. */
  public WrittenFile finish(long rows) throws IOException {
    out.close();
    return file.written(rows);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}

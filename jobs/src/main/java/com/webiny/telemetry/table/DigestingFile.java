package com.webiny.telemetry.table;

import com.webiny.telemetry.storage.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/**
 * A new file that is hashed as it is written, so that its commit can name its bytes without reading
 * them again.
 */
final class DigestingFile implements OutputFile, Closeable {
  private final Storage storage;
  private final String path;
  private final MessageDigest digest;
  private long position;
  private PositionOutputStream open;

  DigestingFile(Storage storage, String path) {
    this.storage = storage;
    this.path = path;
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  /** What was written; call once, after the stream is closed. */
  WrittenFile written(long rows) {
    return new WrittenFile(path, rows, position, HexFormat.of().formatHex(digest.digest()));
  }

  @Override
  public PositionOutputStream create(long blockSizeHint) throws IOException {
    open = new StableFooter(plain());
    return open;
  }

  /** Closes the Parquet file's stream, should Parquet not have: it does not after a failure. */
  @Override
  public void close() throws IOException {
    if (open != null) {
      open.close();
    }
  }

  /** For a file that is no Parquet. */
  PositionOutputStream plain() throws IOException {
    OutputStream out = storage.create(path);
    return new PositionOutputStream() {
      @Override
      public long getPos() {
        return position;
      }

      @Override
      public void write(int value) throws IOException {
        out.write(value);
        digest.update((byte) value);
        position++;
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        digest.update(bytes, offset, length);
        position += length;
      }

      @Override
      public void flush() throws IOException {
        out.flush();
      }

      @Override
      public void close() throws IOException {
        out.close();
      }
    };
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
    return create(blockSizeHint);
  }

  @Override
  public boolean supportsBlockSize() {
    return false;
  }

  @Override
  public long defaultBlockSize() {
    return 0;
  }

  @Override
  public String getPath() {
    return path;
  }
}

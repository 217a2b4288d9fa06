package com.webiny.telemetry.table;

import com.webiny.telemetry.storage.SeekableInput;
import com.webiny.telemetry.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/**
 * A stored file as Parquet reads it. Its end, where the footer is, is read once and kept: Parquet
 * asks for it in pieces, and of a small file it is all there is.
 */
final class StoredInput implements InputFile {
  private static final int END_BYTES = 16 * 1024;

  private final SeekableInput input;
  private final long endFrom;
  private final byte[] end;

  private StoredInput(SeekableInput input) throws IOException {
    this.input = input;
    this.end = new byte[(int) Math.min(END_BYTES, input.length())];
    this.endFrom = input.length() - end.length;
    ByteBuffer target = ByteBuffer.wrap(end);
    while (target.hasRemaining()) {
      if (input.read(endFrom + target.position(), target) < 0) {
        throw new IOException("the file is shorter than it was");
      }
    }
  }

  /** Opens a file; closing the stream closes it. */
  static StoredInput open(Storage storage, String path) throws IOException {
    SeekableInput input = storage.openSeekable(path);
    try {
      return new StoredInput(input);
    } catch (IOException | RuntimeException | Error failed) {
      try (input) {
        throw failed;
      }
    }
  }

  @Override
  public long getLength() {
    return input.length();
  }

  /** The one stream over it. */
  @Override
  public SeekableInputStream newStream() {
    PositionedStream stream = new PositionedStream();
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

  private final class PositionedStream extends InputStream {
    private long position;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count;
      if (position >= endFrom && position < input.length()) {
        int from = (int) (position - endFrom);
        count = Math.min(length, end.length - from);
        System.arraycopy(end, from, bytes, offset, count);
      } else {
        count = input.read(position, ByteBuffer.wrap(bytes, offset, length));
      }
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

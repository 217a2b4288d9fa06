package com.webiny.telemetry.landing;

import java.io.IOException;
import java.io.InputStream;

/**
 * The first bytes of a stream, and proof that all of them were there: a file is read up to its
 * listed length.
 */
final class BoundedInput extends InputStream {
  private final InputStream in;
  private long left;

  /**
   * Wraps a stream.
   *
   * @param length how many bytes it must have; more are not read
   */
  BoundedInput(InputStream in, long length) {
    this.in = in;
    this.left = length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /** As any stream, but a stream that ends before its length is an {@link EndsEarlyException}. */
  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (left == 0) {
      return -1;
    }
    int count = in.read(bytes, offset, (int) Math.min(length, left));
    if (count < 0) {
      throw new EndsEarlyException();
    }
    left -= count;
    return count;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}

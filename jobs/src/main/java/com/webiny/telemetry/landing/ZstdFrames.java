package com.webiny.telemetry.landing;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;

/**
 * The content of a zstd file of one or more frames (RFC 8878), telling a file that stops in the
 * middle from a corrupt one.
 */
final class ZstdFrames extends InputStream {
  private final BoundedInput in;
  private final ZstdInputStreamNoFinalizer frames;

  ZstdFrames(BoundedInput in) throws IOException {
    this.in = in;
    this.frames = new ZstdInputStreamNoFinalizer(in);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /**
   * As any stream.
   *
   * @throws EndsEarlyException if the file stops within a frame
   * @throws CorruptException if it holds anything but frames, or a check sum is wrong
   */
  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      return frames.read(bytes, offset, length);
    } catch (ZstdIOException failed) {
      // The library asks for more input only while the frame is sound: it fails for want of more,
      // or at once.
      throw in.ended() ? new EndsEarlyException() : new CorruptException();
    }
  }

  @Override
  public void close() throws IOException {
    frames.close();
  }
}

package com.webiny.telemetry.landing;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * The content of a zstd file of one or more frames (RFC 8878), telling a file that stops in the
 * middle from a corrupt one. The library's own stream takes a file that stops within its second
 * frame for a whole one, so its decoder is fed here: it says after each step whether a frame is
 * complete.
 */
final class ZstdFrames extends InputStream {
  private static final int INPUT_BYTES = 128 * 1024;

  /** A whole block of any frame, so that each step gets on. */
  private static final int OUTPUT_BYTES = 128 * 1024;

  private final InputStream in;
  private final ZstdDecompressCtx decoder = new ZstdDecompressCtx();
  private final ByteBuffer input = ByteBuffer.allocateDirect(INPUT_BYTES).limit(0);
  private final ByteBuffer output = ByteBuffer.allocateDirect(OUTPUT_BYTES).limit(0);
  private final byte[] chunk = new byte[INPUT_BYTES];
  private boolean inFrame;
  private boolean moreToFlush;

  ZstdFrames(InputStream in) {
    this.in = in;
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
    if (length == 0) {
      return 0;
    }
    while (!output.hasRemaining()) {
      if (!input.hasRemaining() && !moreToFlush && !fill()) {
        if (inFrame) {
          throw new EndsEarlyException();
        }
        return -1;
      }
      decode();
    }
    int count = Math.min(length, output.remaining());
    output.get(bytes, offset, count);
    return count;
  }

  private void decode() throws CorruptException {
    output.clear();
    try {
      inFrame = !decoder.decompressDirectByteBufferStream(output, input);
    } catch (ZstdException corrupt) {
      throw new CorruptException();
    }
    moreToFlush = inFrame && !output.hasRemaining();
    output.flip();
  }

  private boolean fill() throws IOException {
    int count = in.read(chunk, 0, chunk.length);
    if (count <= 0) {
      return false;
    }
    input.clear();
    input.put(chunk, 0, count).flip();
    return true;
  }

  @Override
  public void close() throws IOException {
    decoder.close();
    in.close();
  }
}

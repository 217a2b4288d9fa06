package com.webiny.telemetry.landing;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Tries out streams that unpack. */
final class Packed {
  static final String ENDS_EARLY = "ends early";
  static final String CORRUPT = "corrupt";

  /** Opens a stream that unpacks. */
  @FunctionalInterface
  interface Opening {
    InputStream open(BoundedInput in) throws IOException;
  }

  private Packed() {}

  /** What comes of a file: its content as Latin-1 text, or in what way it is damaged. */
  static String read(Opening opening, byte[] file) throws IOException {
    return read(opening, new ByteArrayInputStream(file), file.length);
  }

  /** As {@link #read}, with a source that gives one byte at a time. */
  static String readByteByByte(Opening opening, byte[] file) throws IOException {
    InputStream slow =
        new FilterInputStream(new ByteArrayInputStream(file)) {
          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            return super.read(bytes, offset, Math.min(1, length));
          }
        };
    return read(opening, slow, file.length);
  }

  private static String read(Opening opening, InputStream source, int length) throws IOException {
    try (InputStream in = opening.open(new BoundedInput(source, length))) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (EndsEarlyException early) {
      return ENDS_EARLY;
    } catch (CorruptException corrupt) {
      return CORRUPT;
    }
  }

  static byte[] concat(byte[]... parts) {
    byte[] all = new byte[0];
    for (byte[] part : parts) {
      int length = all.length;
      all = Arrays.copyOf(all, length + part.length);
      System.arraycopy(part, 0, all, length, part.length);
    }
    return all;
  }

  static byte[] flipped(byte[] file, int bit) {
    byte[] flipped = file.clone();
    flipped[bit / 8] ^= (byte) (1 << bit % 8);
    return flipped;
  }
}

package com.webiny.telemetry.landing;

import com.webiny.telemetry.storage.Storage;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** How a file is compressed: told by its first bytes, never by its name (SPEC section 2). */
enum Compression {
  NONE,
  GZIP,
  ZSTD;

  private static final int PEEKED = 4;
  private static final int GZIP_MAGIC = 0x1f8b;
  private static final int ZSTD_MAGIC = 0x28b52ffd;

  /**
   * Skippable frames, which may come before the first real one: 184D2A50 to 184D2A5F,
   * little-endian.
   */
  private static final int SKIPPABLE_MAGIC = 0x502a4d18;

  private static final int SKIPPABLE_MASK = 0xf0ffffff;

  /** Looks at the first bytes of a file. */
  static Compression of(Storage storage, LandingFile file) throws IOException {
    try (InputStream in = storage.open(file.path(), 0)) {
      return ofStart(in.readNBytes((int) Math.min(PEEKED, file.length())));
    }
  }

  private static Compression ofStart(byte[] start) {
    if (start.length >= 2 && (((start[0] & 0xff) << 8) | (start[1] & 0xff)) == GZIP_MAGIC) {
      return GZIP;
    }
    if (start.length == PEEKED) {
      int magic = ByteBuffer.wrap(start).getInt();
      if (magic == ZSTD_MAGIC || (magic & SKIPPABLE_MASK) == SKIPPABLE_MAGIC) {
        return ZSTD;
      }
    }
    return NONE;
  }

  /** The content of a file, up to its listed length. */
  static InputStream content(Storage storage, LandingFile file) throws IOException {
    BufferedInputStream in = new BufferedInputStream(storage.open(file.path(), 0), 64 * 1024);
    in.mark(PEEKED);
    byte[] start = in.readNBytes((int) Math.min(PEEKED, file.length()));
    in.reset();
    BoundedInput bounded = new BoundedInput(in, file.length());
    return switch (ofStart(start)) {
      case NONE -> bounded;
      case GZIP -> new GzipMembers(bounded);
      case ZSTD -> new ZstdFrames(bounded);
    };
  }
}

package com.webiny.telemetry.opinion;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The bytes of a file as its writer meant them (SPEC 2 and 12): compression is told by the first
 * bytes. Written out by hand, because ready-made streams forgive what we must notice: a member or
 * frame that ends early, and bytes after the last.
 */
final class NaiveBytes {

  private static final int CHUNK = 64 * 1024;

  /** The file is broken in a way that more bytes at its end would not mend. */
  static final class Damaged extends Exception {
    private static final long serialVersionUID = 1L;

    Damaged(String what) {
      super(what);
    }
  }

  private NaiveBytes() {}

  /**
   * Decompresses a whole file.
   *
   * @return empty if the file is compressed and ends early
   * @throws Damaged if the compressed data is corrupt
   */
  static Optional<byte[]> decompress(byte[] file) throws Damaged {
    if (startsWith(file, 0, 0x1f, 0x8b)) {
      return gunzip(file);
    }
    boolean skippable =
        file.length >= 4 && (file[0] & 0xf0) == 0x50 && startsWith(file, 1, 0x2a, 0x4d, 0x18);
    if (skippable || startsWith(file, 0, 0x28, 0xb5, 0x2f, 0xfd)) {
      return unzstd(file);
    }
    return Optional.of(file);
  }

  private static boolean startsWith(byte[] file, int at, int... bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (at + i >= file.length || (file[at + i] & 0xff) != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  /** RFC 1952: members one after the other; zero padding after a member is ignored. */
  private static Optional<byte[]> gunzip(byte[] file) throws Damaged {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int at = 0;
    while (at < file.length) {
      int end = gzipMember(file, at, out);
      if (end < 0) {
        return Optional.empty();
      }
      at = end;
      while (at < file.length && file[at] == 0) {
        at++;
      }
    }
    return Optional.of(out.toByteArray());
  }

  /** Appends one member's content; returns where it ends, or −1 if the file ends first. */
  private static int gzipMember(byte[] file, int start, ByteArrayOutputStream out) throws Damaged {
    int[] magic = {0x1f, 0x8b, 8};
    for (int i = 0; i < magic.length && start + i < file.length; i++) {
      if ((file[start + i] & 0xff) != magic[i]) {
        throw new Damaged("bytes that are no gzip member");
      }
    }
    if (start + 10 > file.length) {
      return -1;
    }
    int flags = file[start + 3];
    if ((flags & 0xe0) != 0) {
      throw new Damaged("reserved gzip flags");
    }
    int at = start + 10;
    if ((flags & 4) != 0) {
      if (at + 2 > file.length) {
        return -1;
      }
      at += 2 + (file[at] & 0xff) + ((file[at + 1] & 0xff) << 8);
    }
    for (int flag : new int[] {8, 16}) {
      if ((flags & flag) != 0) {
        while (at < file.length && file[at] != 0) {
          at++;
        }
        at++;
      }
    }
    if ((flags & 2) != 0) {
      at += 2;
    }
    return at >= file.length ? -1 : deflated(file, at, out);
  }

  private static int deflated(byte[] file, int start, ByteArrayOutputStream out) throws Damaged {
    Inflater inflater = new Inflater(true);
    CRC32 sum = new CRC32();
    try {
      inflater.setInput(file, start, file.length - start);
      byte[] chunk = new byte[CHUNK];
      while (!inflater.finished()) {
        int got = inflater.inflate(chunk);
        sum.update(chunk, 0, got);
        out.write(chunk, 0, got);
        if (got == 0 && !inflater.finished()) {
          if (inflater.needsDictionary()) {
            throw new Damaged("a gzip member that needs a dictionary");
          }
          return -1;
        }
      }
      int end = start + (int) inflater.getBytesRead();
      if (end + 8 > file.length) {
        return -1;
      }
      if (littleEndian(file, end) != (int) sum.getValue()
          || littleEndian(file, end + 4) != (int) inflater.getBytesWritten()) {
        throw new Damaged("a gzip member with a wrong checksum or length");
      }
      return end + 8;
    } catch (DataFormatException e) {
      throw new Damaged("corrupt deflate data");
    } finally {
      inflater.end();
    }
  }

  private static int littleEndian(byte[] file, int at) {
    return (file[at] & 0xff)
        | (file[at + 1] & 0xff) << 8
        | (file[at + 2] & 0xff) << 16
        | (file[at + 3] & 0xff) << 24;
  }

  /**
   * RFC 8878: frames one after the other. Not {@code ZstdInputStream}: it takes an end within the
   * second or a later frame for the end of the data.
   */
  private static Optional<byte[]> unzstd(byte[] file) throws Damaged {
    ByteBuffer source = ByteBuffer.allocateDirect(file.length).put(file).flip();
    ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    boolean frameComplete = true;
    try (ZstdDecompressCtx context = new ZstdDecompressCtx()) {
      while (true) {
        int before = source.position();
        frameComplete = context.decompressDirectByteBufferStream(chunk, source);
        boolean full = !chunk.hasRemaining();
        boolean moved = source.position() > before || chunk.position() > 0;
        byte[] got = new byte[chunk.flip().remaining()];
        chunk.get(got).clear();
        out.writeBytes(got);
        boolean drained = !source.hasRemaining() && (frameComplete || !full);
        if (drained || !moved) {
          return frameComplete ? Optional.of(out.toByteArray()) : Optional.empty();
        }
      }
    } catch (ZstdException e) {
      throw new Damaged("corrupt zstd data");
    }
  }

  /** Without a byte order mark at the very start (SPEC 12). */
  static byte[] withoutMark(byte[] content) {
    return startsWith(content, 0, 0xef, 0xbb, 0xbf)
        ? Arrays.copyOfRange(content, 3, content.length)
        : content;
  }
}

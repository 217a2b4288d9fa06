package com.webiny.telemetry.canary;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import net.jpountz.lz4.LZ4BlockInputStream;
import org.xerial.snappy.SnappyInputStream;

/** A way in which a file, or a piece of one, may be packed, told by how it begins. */
enum Packing {
  GZIP("\u001f\u008b\u0008"),
  ZSTD("(\u00b5/\u00fd"),
  LZ4("LZ4Block"),
  SNAPPY("\u0082SNAPPY\u0000");

  private static final int GZIP_HEADER_BYTES = 10;
  private static final int BUFFER_BYTES = 1 << 16;

  private final String magic;

  Packing(String magic) {
    this.magic = magic;
  }

  /** What was unpacked: less than all of a piece that is cut or broken. */
  static final class Piece {
    /** The unpacked bytes. */
    final byte[] content;

    /** How many packed bytes were read. */
    final int length;

    private Piece(byte[] content, int length) {
      this.content = content;
      this.length = length;
    }
  }

  /** The packing of a piece that may begin here; null if none does. */
  static Packing at(byte[] bytes, int at) {
    for (Packing packing : values()) {
      if (Unpacking.startsWith(bytes, at, packing.magic)) {
        return packing;
      }
    }
    return null;
  }

  /** Unpacks the piece that begins here. */
  Piece unpack(byte[] bytes, int at) {
    return switch (this) {
      case GZIP -> inflated(bytes, at);
      case ZSTD -> frame(bytes, at);
      case LZ4 -> stream(bytes, at, in -> LZ4BlockInputStream.newBuilder().build(in));
      case SNAPPY -> stream(bytes, at, SnappyInputStream::new);
    };
  }

  private interface Opening {
    InputStream open(InputStream packed) throws IOException;
  }

  private static Piece stream(byte[] bytes, int at, Opening opening) {
    ByteArrayInputStream packed = new ByteArrayInputStream(bytes, at, bytes.length - at);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (InputStream in = opening.open(packed)) {
      in.transferTo(out);
    } catch (IOException | RuntimeException cut) {
      return new Piece(out.toByteArray(), 1); // Caught while it was written, or no such piece.
    }
    return new Piece(out.toByteArray(), bytes.length - at - packed.available());
  }

  private static Piece frame(byte[] bytes, int at) {
    ByteBuffer packed = ByteBuffer.allocateDirect(bytes.length - at);
    packed.put(bytes, at, bytes.length - at).flip();
    ByteBuffer plain = ByteBuffer.allocateDirect(BUFFER_BYTES);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZstdDecompressCtx zstd = new ZstdDecompressCtx()) {
      boolean ended;
      int count;
      do {
        ended = zstd.decompressDirectByteBufferStream(plain, packed);
        count = plain.flip().remaining();
        while (plain.hasRemaining()) {
          out.write(plain.get());
        }
        plain.clear();
      } while (!ended && (packed.hasRemaining() || count > 0));
      return new Piece(out.toByteArray(), ended ? packed.position() : 1);
    } catch (ZstdException broken) {
      return new Piece(out.toByteArray(), 1);
    }
  }

  private static Piece inflated(byte[] bytes, int at) {
    int start = at + GZIP_HEADER_BYTES; // Fields behind the header are none of our writers'.
    Inflater inflater = new Inflater(true);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      inflater.setInput(bytes, Math.min(start, bytes.length), Math.max(0, bytes.length - start));
      int count = inflater.inflate(buffer);
      while (count > 0) {
        out.write(buffer, 0, count);
        count = inflater.inflate(buffer);
      }
      return new Piece(
          out.toByteArray(),
          inflater.finished() ? GZIP_HEADER_BYTES + (int) inflater.getBytesRead() : 1);
    } catch (DataFormatException broken) {
      return new Piece(out.toByteArray(), 1);
    } finally {
      inflater.end();
    }
  }
}

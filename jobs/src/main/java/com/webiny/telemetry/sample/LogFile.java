package com.webiny.telemetry.sample;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * One raw log file while it is written. Compressed files hold no time and no name and are made by
 * one thread at fixed levels, so the same lines give the same bytes (as far as zlib and zstd-jni
 * stay the same).
 */
final class LogFile implements AutoCloseable {
  /** How the bytes are stored, and the ending of the name that goes with it. */
  enum Compression {
    PLAIN(""),
    GZIP(".gz"),
    ZSTD(".zst");

    final String ending;

    Compression(String ending) {
      this.ending = ending;
    }
  }

  private static final byte[] GZIP_HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
  private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
  private static final byte[] LF = {'\n'};
  private static final byte[] CRLF = {'\r', '\n'};
  private static final int GZIP_LEVEL = 6;
  private static final int ZSTD_LEVEL = 9;
  private static final int BUFFER_BYTES = 1 << 18;

  private final OutputStream file;
  private final Compression compression;
  private final byte[] lineEnd;
  private OutputStream lines;
  private CRC32 crc;
  private Deflater deflater;
  private long memberBytes;
  private long lineBytes;

  LogFile(Path path, Compression compression, boolean crlf) throws IOException {
    Files.createDirectories(path.getParent());
    this.file = Files.newOutputStream(path);
    this.compression = compression;
    this.lineEnd = crlf ? CRLF : LF;
    openMember();
  }

  /** Writes a byte order mark. */
  void mark() throws IOException {
    raw(MARK, MARK.length);
  }

  /** Writes a line and its end. */
  void line(LineBuffer line) throws IOException {
    raw(line.bytes(), line.length());
    raw(lineEnd, lineEnd.length);
  }

  /** Writes a line without its end. */
  void rest(LineBuffer line) throws IOException {
    raw(line.bytes(), line.length());
  }

  /** Ends the gzip member or zstd frame and begins another; nothing in a plain file. */
  void nextMember() throws IOException {
    closeMember();
    openMember();
  }

  /** Bytes of all lines so far, before compression. */
  long lineBytes() {
    return lineBytes;
  }

  @Override
  public void close() throws IOException {
    try (file) {
      closeMember();
    }
  }

  private void raw(byte[] bytes, int length) throws IOException {
    lines.write(bytes, 0, length);
    memberBytes += length;
    lineBytes += length;
  }

  private void openMember() throws IOException {
    memberBytes = 0;
    OutputStream stored =
        switch (compression) {
          case PLAIN -> new KeepOpen(file);
          case GZIP -> gzip();
          case ZSTD -> new ZstdOutputStream(new KeepOpen(file), ZSTD_LEVEL);
        };
    lines = new BufferedOutputStream(stored, BUFFER_BYTES);
  }

  private OutputStream gzip() throws IOException {
    file.write(GZIP_HEADER);
    crc = new CRC32();
    deflater = new Deflater(GZIP_LEVEL, true);
    OutputStream deflating = new DeflaterOutputStream(new KeepOpen(file), deflater, 1 << 16);
    return new CheckedOutputStream(deflating, crc);
  }

  private void closeMember() throws IOException {
    lines.close();
    if (compression == Compression.GZIP) {
      deflater.end();
      littleEndian(crc.getValue());
      littleEndian(memberBytes);
    }
  }

  private void littleEndian(long number) throws IOException {
    for (int shift = 0; shift < 32; shift += 8) {
      file.write((int) (number >>> shift) & 0xff);
    }
  }

  /** Passes everything on but the closing, which is left to the file's owner. */
  private static final class KeepOpen extends FilterOutputStream {
    KeepOpen(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}

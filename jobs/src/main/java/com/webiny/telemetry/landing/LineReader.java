package com.webiny.telemetry.landing;

import com.webiny.telemetry.bytes.BlankBytes;
import com.webiny.telemetry.bytes.EightBytes;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts bytes into lines (SPEC sections 2, 5 and 12). A line ends in LF or CRLF; a last one without
 * an end counts if it is not empty. A byte order mark at the very start of a file is skipped. A
 * line longer than the limit is passed over in constant memory.
 *
 * <p>A part of a file yields the lines that begin in it, so that parts put together yield each line
 * once, wherever they are cut. A part whose first line begins before it looks for its first line
 * end within itself only, so no part reads another's bytes but to finish its last line.
 */
final class LineReader implements Closeable {
  /** SPEC section 2: the most bytes of a line, its end not counted. */
  static final int MAX_LINE_BYTES = 65_536;

  /**
   * Room for a line of any allowed length and more. Little enough that lines are still in the
   * processor's cache when they are parsed.
   */
  static final int BUFFER_BYTES = 1 << 18;

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  /** What {@link #next} found. */
  enum Found {
    /** A line: see {@link LineReader#buffer}. */
    LINE,
    /** A line over the limit, not all white space. */
    TOO_LONG,
    /** A line over the limit that is all white space. */
    BLANK,
    /** No more lines. */
    END
  }

  private final InputStream in;
  private final long end;
  private final byte[] buffer;

  /** The position in the file of {@code buffer[0]}. */
  private long base;

  private int position;
  private int limit;
  private boolean exhausted;
  private int lineStart;
  private int lineLength;
  private boolean terminated;
  private boolean behindMark;

  private LineReader(InputStream in, byte[] buffer, long start, long end) {
    this.in = in;
    this.buffer = buffer;
    this.base = start;
    this.end = end;
  }

  /**
   * The lines of a whole file.
   *
   * @param buffer of {@link #BUFFER_BYTES}, the reader's alone until it is closed
   */
  static LineReader ofWhole(InputStream content, byte[] buffer) throws IOException {
    LineReader reader = new LineReader(content, buffer, 0, Long.MAX_VALUE);
    reader.skipByteOrderMark();
    return reader;
  }

  /**
   * The lines that begin in a part of a file.
   *
   * @param content the file from {@code start} on, or from the byte before it if {@code start} is
   *     not 0
   * @param buffer of {@link #BUFFER_BYTES}, the reader's alone until it is closed
   * @param start the part's first byte
   * @param end the first byte after the part
   */
  static LineReader ofPart(InputStream content, byte[] buffer, long start, long end)
      throws IOException {
    LineReader reader = new LineReader(content, buffer, Math.max(0, start - 1), end);
    if (start == 0) {
      reader.skipByteOrderMark();
    } else {
      reader.skipToFirstLine();
    }
    return reader;
  }

  /** Where the content given to {@link #ofPart} must begin. */
  static long contentStart(long start) {
    return Math.max(0, start - 1);
  }

  /** Moves to the next line. */
  Found next() throws IOException {
    if (lineBegin() >= end || (position == limit && !fill(position))) {
      return Found.END;
    }
    int start = position;
    int scanned = position;
    while (true) {
      int lineFeed = EightBytes.indexOf((byte) '\n', buffer, scanned, limit);
      if (lineFeed >= 0) {
        position = lineFeed + 1;
        terminated = true;
        int length = lineFeed - start;
        if (length > 0 && buffer[lineFeed - 1] == '\r') {
          length--;
        }
        return found(start, length);
      }
      scanned = limit;
      if (limit - start > MAX_LINE_BYTES + 1) {
        return passOver(start);
      }
      int kept = limit - start;
      if (!fill(start)) {
        position = limit;
        terminated = false;
        return found(limit - kept, kept);
      }
      start = position;
      scanned = start + kept;
    }
  }

  /** Where in the file the next line begins: the first one with the byte order mark before it. */
  private long lineBegin() {
    return behindMark && base == 0 && position == BYTE_ORDER_MARK.length ? 0 : base + position;
  }

  private Found found(int start, int length) {
    lineStart = start;
    lineLength = length;
    if (length <= MAX_LINE_BYTES) {
      return Found.LINE;
    }
    return BlankBytes.areAll(buffer, start, start + length) ? Found.BLANK : Found.TOO_LONG;
  }

  private Found passOver(int start) throws IOException {
    boolean blank = BlankBytes.areAll(buffer, start, limit);
    while (true) {
      position = limit;
      if (!fill(limit)) {
        terminated = false;
        return blank ? Found.BLANK : Found.TOO_LONG;
      }
      int lineFeed = EightBytes.indexOf((byte) '\n', buffer, position, limit);
      blank = blank && BlankBytes.areAll(buffer, position, lineFeed < 0 ? limit : lineFeed);
      if (lineFeed >= 0) {
        position = lineFeed + 1;
        terminated = true;
        return blank ? Found.BLANK : Found.TOO_LONG;
      }
    }
  }

  /** The bytes around the line last found: valid until the next call of {@link #next}. */
  byte[] buffer() {
    return buffer;
  }

  int lineStart() {
    return lineStart;
  }

  /** The line's length in bytes, its end not counted. */
  int lineLength() {
    return lineLength;
  }

  /** Whether the line last found had an end. */
  boolean terminated() {
    return terminated;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private void skipByteOrderMark() throws IOException {
    while (limit < BYTE_ORDER_MARK.length && fill(0)) {
      // A stream may give its first bytes one by one.
    }
    if (limit >= BYTE_ORDER_MARK.length
        && Arrays.equals(
            buffer, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length)) {
      position = BYTE_ORDER_MARK.length;
      behindMark = true;
    }
  }

  private void skipToFirstLine() throws IOException {
    while (true) {
      int lineFeed = EightBytes.indexOf((byte) '\n', buffer, position, limit);
      if (lineFeed >= 0) {
        position = lineFeed + 1;
        return;
      }
      position = limit;
      // A line that begins at the part's end or later is another part's, so there is no need to
      // look further.
      if (base + limit >= end || !fill(limit)) {
        position = limit;
        exhausted = true;
        return;
      }
    }
  }

  /**
   * Reads more, keeping what is in the buffer from {@code keep} on and setting {@code position} to
   * where that is now.
   *
   * @return whether there was more
   */
  private boolean fill(int keep) throws IOException {
    if (exhausted) {
      return false;
    }
    if (limit == buffer.length || keep == limit) {
      System.arraycopy(buffer, keep, buffer, 0, limit - keep);
      base += keep;
      limit -= keep;
      position = 0;
    } else {
      position = keep;
    }
    int count = in.read(buffer, limit, buffer.length - limit);
    if (count <= 0) {
      exhausted = true;
      return false;
    }
    limit += count;
    return true;
  }
}

package com.webiny.telemetry.landing;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The content of a gzip file of one or more members (RFC 1952). The JDK's own stream takes whatever
 * follows the first member for the end of the file if it is no member; here only zero padding may
 * follow, other bytes are damage, and a file that stops in the middle is told apart from a corrupt
 * one.
 */
final class GzipMembers extends InputStream {
  private static final int MAGIC_1 = 0x1f;
  private static final int MAGIC_2 = 0x8b;
  private static final int DEFLATE = 8;
  private static final int HAS_HEADER_CRC = 2;
  private static final int HAS_EXTRA = 4;
  private static final int HAS_NAME = 8;
  private static final int HAS_COMMENT = 16;
  private static final int RESERVED = 0xe0;

  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] input = new byte[64 * 1024];
  private int position;
  private int limit;
  private boolean inMember;
  private boolean anyMember;

  GzipMembers(InputStream in) {
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
   * @throws EndsEarlyException if the file stops within a member
   * @throws CorruptException if it holds anything but members and zero padding, or a check sum is
   *     wrong
   */
  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (true) {
      if (!inMember && !beginMember()) {
        return -1;
      }
      int count;
      try {
        count = inflater.inflate(bytes, offset, length);
      } catch (DataFormatException corrupt) {
        throw new CorruptException();
      }
      if (count > 0) {
        crc.update(bytes, offset, count);
        return count;
      }
      if (inflater.finished()) {
        endMember();
      } else if (inflater.needsDictionary()) {
        throw new CorruptException();
      } else if (!fill()) {
        throw new EndsEarlyException();
      } else {
        inflater.setInput(input, position, limit - position);
      }
    }
  }

  private boolean beginMember() throws IOException {
    int first = nextByte();
    if (anyMember) {
      while (first == 0) {
        first = nextByte();
        if (first > 0) {
          throw new CorruptException(); // Padding reaches to the end, or it is none.
        }
      }
    }
    if (first < 0) {
      if (!anyMember) {
        throw new EndsEarlyException();
      }
      return false;
    }
    CRC32 headerCrc = new CRC32();
    headerCrc.update(first);
    check(first == MAGIC_1);
    check(headerByte(headerCrc) == MAGIC_2);
    check(headerByte(headerCrc) == DEFLATE);
    int flags = headerByte(headerCrc);
    check((flags & RESERVED) == 0);
    for (int i = 0; i < 6; i++) {
      headerByte(headerCrc); // Time, extra flags, system: of no interest.
    }
    if ((flags & HAS_EXTRA) != 0) {
      int length = headerByte(headerCrc) | headerByte(headerCrc) << 8;
      for (int i = 0; i < length; i++) {
        headerByte(headerCrc);
      }
    }
    for (int text = flags & (HAS_NAME | HAS_COMMENT); text != 0; text &= text - 1) {
      while (headerByte(headerCrc) != 0) {
        // The file's original name or a comment, ended by a zero.
      }
    }
    if ((flags & HAS_HEADER_CRC) != 0) {
      int expected = (int) headerCrc.getValue() & 0xffff;
      check((requiredByte() | requiredByte() << 8) == expected);
    }
    inflater.reset();
    inflater.setInput(input, position, limit - position);
    crc.reset();
    inMember = true;
    anyMember = true;
    return true;
  }

  private void endMember() throws IOException {
    position = limit - inflater.getRemaining();
    long expectedCrc = requiredInt();
    long expectedLength = requiredInt();
    check(expectedCrc == crc.getValue());
    check(expectedLength == (inflater.getBytesWritten() & 0xffffffffL));
    inMember = false;
  }

  private long requiredInt() throws IOException {
    long value = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      value |= (long) requiredByte() << shift;
    }
    return value;
  }

  private int headerByte(CRC32 headerCrc) throws IOException {
    int value = requiredByte();
    headerCrc.update(value);
    return value;
  }

  private int requiredByte() throws IOException {
    int value = nextByte();
    if (value < 0) {
      throw new EndsEarlyException();
    }
    return value;
  }

  private int nextByte() throws IOException {
    return position < limit || fill() ? input[position++] & 0xff : -1;
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(0, in.read(input, 0, input.length));
    return limit > 0;
  }

  private static void check(boolean sound) throws CorruptException {
    if (!sound) {
      throw new CorruptException();
    }
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}

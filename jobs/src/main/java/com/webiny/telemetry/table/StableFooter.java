package com.webiny.telemetry.table;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.apache.parquet.io.PositionOutputStream;

/**
 * Passes a Parquet file on with the encodings in its footer in order. Parquet keeps them in a set
 * whose order hangs on the JVM's identity hashes, so that else two runs would write the same rows
 * as different bytes.
 *
 * <p>Holds back the file's last megabyte; a footer larger than that (of some hundred million rows)
 * is passed on as it is.
 */
final class StableFooter extends PositionOutputStream {
  private static final int HELD_BYTES = 1 << 20;
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final int TAIL_BYTES = Integer.BYTES + MAGIC.length;

  private final PositionOutputStream out;
  private byte[] held = new byte[8 * 1024];
  private int length;
  private boolean closed;

  StableFooter(PositionOutputStream out) {
    this.out = out;
  }

  @Override
  public long getPos() throws IOException {
    return out.getPos() + length;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    if (count >= HELD_BYTES) {
      release(length);
      int passed = count - HELD_BYTES;
      out.write(bytes, offset, passed);
      hold(bytes, offset + passed, HELD_BYTES);
      return;
    }
    if (length + count > 2 * HELD_BYTES) {
      release(length - HELD_BYTES);
    }
    hold(bytes, offset, count);
  }

  private void hold(byte[] bytes, int offset, int count) {
    if (length + count > held.length) {
      held = Arrays.copyOf(held, Math.max(2 * held.length, length + count));
    }
    System.arraycopy(bytes, offset, held, length, count);
    length += count;
  }

  private void release(int count) throws IOException {
    out.write(held, 0, count);
    System.arraycopy(held, count, held, 0, length - count);
    length -= count;
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (out) {
      int footer = footerLength();
      if (footer < 0) {
        release(length);
        return;
      }
      byte[] ordered =
          ordered(new ByteArrayInputStream(held, length - TAIL_BYTES - footer, footer));
      length -= TAIL_BYTES + footer;
      hold(ordered, 0, ordered.length);
      hold(tail(ordered.length), 0, TAIL_BYTES);
      release(length);
    }
  }

  private static byte[] tail(int footer) {
    return ByteBuffer.allocate(TAIL_BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(footer)
        .put(MAGIC)
        .array();
  }

  /** Negative if the file was given up before its footer, or holds back less than it. */
  private int footerLength() {
    if (length < TAIL_BYTES
        || !Arrays.equals(held, length - MAGIC.length, length, MAGIC, 0, MAGIC.length)) {
      return -1;
    }
    int footer =
        ByteBuffer.wrap(held, length - TAIL_BYTES, Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .getInt();
    return footer <= length - TAIL_BYTES ? footer : -1;
  }

  private static byte[] ordered(ByteArrayInputStream footer) throws IOException {
    FileMetaData file = Util.readFileMetaData(footer);
    for (RowGroup group : file.getRow_groups()) {
      for (ColumnChunk chunk : group.getColumns()) {
        ColumnMetaData column = chunk.getMeta_data();
        column.getEncodings().sort(Comparator.naturalOrder());
        if (column.isSetEncoding_stats()) {
          column
              .getEncoding_stats()
              .sort(
                  Comparator.comparing(PageEncodingStats::getPage_type)
                      .thenComparing(PageEncodingStats::getEncoding));
        }
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Util.writeFileMetaData(file, bytes);
    return bytes.toByteArray();
  }
}

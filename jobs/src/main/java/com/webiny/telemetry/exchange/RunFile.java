package com.webiny.telemetry.exchange;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The runs of one task on the local disk, one behind the other: so that memory does not grow with
 * the events. Holds nothing that the tables do not hold.
 */
final class RunFile implements Closeable {
  private final Path path;
  private final FileChannel channel;
  private long length;

  /** Begins a file of its own at this path. */
  RunFile(Path path) throws IOException {
    this.path = path;
    this.channel =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
  }

  /** How many bytes were appended. */
  long length() {
    return length;
  }

  /** Adds bytes at the end. */
  void append(byte[] bytes, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, count);
    while (buffer.hasRemaining()) {
      length += channel.write(buffer, length);
    }
  }

  /** Reads {@code count} bytes that were appended. */
  void read(long from, byte[] target, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(target, 0, count);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, from + buffer.position()) < 0) {
        throw new EOFException("a file of the task's own was cut while in use");
      }
    }
  }

  /** Ends the file's life. */
  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(path);
  }
}

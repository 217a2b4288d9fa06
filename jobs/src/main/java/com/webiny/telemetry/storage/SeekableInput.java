package com.webiny.telemetry.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A file open for reading at any position. Not for use by two threads at once. */
public interface SeekableInput extends Closeable {

  /** The file's length in bytes when it was opened. */
  long length();

  /**
   * Reads some bytes.
   *
   * @param position of the first byte, from the start of the file
   * @param target where they go; its remaining space is the most that is read
   * @return how many bytes were read, or -1 at the end of the file
   */
  int read(long position, ByteBuffer target) throws IOException;
}

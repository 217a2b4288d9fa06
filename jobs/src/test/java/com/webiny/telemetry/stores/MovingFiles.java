package com.webiny.telemetry.stores;

import com.webiny.telemetry.storage.SeekableInput;
import com.webiny.telemetry.storage.Storage;
import com.webiny.telemetry.storage.StoredFile;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * The local file system while someone else works in it: what is to happen after a folder was
 * listed, and how reading fails. Told by a static, since tasks get a copy of their storage.
 */
public record MovingFiles(Storage inner) implements Storage {
  private static volatile Change afterListing = folder -> {};
  private static volatile Reading reading = path -> Optional.empty();

  /** What someone does. */
  @FunctionalInterface
  public interface Change {
    /** Called each time a folder has been listed, with its path. */
    void after(String folder) throws IOException;
  }

  /** Tells what becomes of reading. */
  @FunctionalInterface
  public interface Reading {
    /** How many bytes of this file can be read before it fails; empty if it does not. */
    Optional<Integer> failsAfter(String path);
  }

  /** From now on. */
  public static void happens(Change change) {
    afterListing = change;
  }

  /** From now on. */
  public static void fails(Reading how) {
    reading = how;
  }

  @Override
  public List<StoredFile> list(String folder) throws IOException {
    List<StoredFile> files = inner.list(folder);
    afterListing.after(folder);
    return files;
  }

  @Override
  public InputStream open(String path, long offset) throws IOException {
    Optional<Integer> bytes = reading.failsAfter(path);
    if (bytes.isEmpty()) {
      return inner.open(path, offset);
    }
    if (bytes.get() == 0) {
      throw new java.nio.file.AccessDeniedException(path);
    }
    return new FilterInputStream(inner.open(path, offset)) {
      private int left = bytes.get();

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] into, int at, int length) throws IOException {
        if (left == 0) {
          throw new IOException("Input/output error");
        }
        int count = super.read(into, at, Math.min(left, length));
        left -= Math.max(0, count);
        return count;
      }
    };
  }

  @Override
  public SeekableInput openSeekable(String path) throws IOException {
    return inner.openSeekable(path);
  }

  @Override
  public OutputStream create(String path) throws IOException {
    return inner.create(path);
  }

  @Override
  public void settle(List<String> paths) throws IOException {
    inner.settle(paths);
  }

  @Override
  public boolean createIfAbsent(String path, byte[] content) throws IOException {
    return inner.createIfAbsent(path, content);
  }

  @Override
  public void replace(String from, String target) throws IOException {
    inner.replace(from, target);
  }

  @Override
  public boolean isFolder(String path) throws IOException {
    return inner.isFolder(path);
  }

  @Override
  public boolean exists(String path) throws IOException {
    return inner.exists(path);
  }

  @Override
  public void deleteTree(String path) throws IOException {
    inner.deleteTree(path);
  }
}

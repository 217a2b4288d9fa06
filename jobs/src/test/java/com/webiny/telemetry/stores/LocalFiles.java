package com.webiny.telemetry.stores;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;

/** Local files as the doubles of other stores show them, under the same paths. */
final class LocalFiles {

  private LocalFiles() {}

  static Path local(org.apache.hadoop.fs.Path path) {
    return Path.of(path.toUri().getPath());
  }

  /** The status of a file or folder. */
  static FileStatus status(FileSystem store, org.apache.hadoop.fs.Path path) throws IOException {
    Path file = local(path);
    if (Files.notExists(file)) {
      throw new FileNotFoundException(path.toString());
    }
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    boolean folder = attributes.isDirectory();
    return new FileStatus(
        folder ? 0 : attributes.size(),
        folder,
        1,
        1 << 20,
        attributes.lastModifiedTime().toMillis(),
        store.makeQualified(path));
  }

  /** What is in a folder; of a file, itself. */
  static FileStatus[] list(FileSystem store, org.apache.hadoop.fs.Path path) throws IOException {
    FileStatus status = status(store, path);
    if (!status.isDirectory()) {
      return new FileStatus[] {status};
    }
    List<Path> entries;
    try (Stream<Path> list = Files.list(local(path))) {
      entries = list.toList();
    }
    FileStatus[] found = new FileStatus[entries.size()];
    for (int i = 0; i < found.length; i++) {
      found[i] =
          status(
              store, new org.apache.hadoop.fs.Path(path, entries.get(i).getFileName().toString()));
    }
    return found;
  }

  /** Opens a small file: its bytes of this moment. */
  static FSDataInputStream open(org.apache.hadoop.fs.Path path) throws IOException {
    Path file = local(path);
    if (!Files.isRegularFile(file)) {
      throw new FileNotFoundException(path.toString());
    }
    return new FSDataInputStream(new Bytes(Files.readAllBytes(file)));
  }

  /** Bytes to read from anywhere. */
  private static final class Bytes extends FSInputStream {
    private final byte[] bytes;
    private int at;

    private Bytes(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public void seek(long position) {
      at = (int) position;
    }

    @Override
    public long getPos() {
      return at;
    }

    @Override
    public boolean seekToNewSource(long position) {
      return false;
    }

    @Override
    public int read() {
      return at < bytes.length ? bytes[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (at >= bytes.length) {
        return -1;
      }
      int count = Math.min(length, bytes.length - at);
      System.arraycopy(bytes, at, target, offset, count);
      at += count;
      return count;
    }
  }

  /** All files below a folder; itself, if it is one. */
  static List<Path> filesBelow(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return List.of();
    }
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Deletes a file, or a folder with all it holds, if it is there. */
  static void deleteAll(Path path) throws IOException {
    if (Files.notExists(path)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> walk = Files.walk(path)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path one : all) {
      Files.delete(one);
    }
  }

  static void cutInHalf(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
  }
}

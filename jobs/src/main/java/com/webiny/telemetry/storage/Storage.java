package com.webiny.telemetry.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * The few things the job asks of a file system. Paths are the absolute texts that {@link #resolve}
 * and listings give. Implementations are immutable, so one object serves all threads and travels to
 * executors.
 *
 * <p>Publishing rests on {@link #createIfAbsent} and {@link #replace}: a store that cannot do both
 * atomically must refuse to be a warehouse ({@link Storages#warehouse}).
 */
public interface Storage extends Serializable {

  /** The path of something below a folder; {@code relative} uses {@code /}. */
  default String resolve(String folder, String relative) {
    return folder.endsWith("/") ? folder + relative : folder + "/" + relative;
  }

  /**
   * The files and folders directly in a folder, in no given order, links followed; anything that is
   * neither a regular file nor a folder is left out.
   *
   * @return an empty list if the folder does not exist
   */
  List<StoredFile> list(String folder) throws IOException;

  /**
   * Opens a file for reading in order.
   *
   * @param offset the first byte wanted
   * @throws java.io.FileNotFoundException if there is no such file
   */
  InputStream open(String path, long offset) throws IOException;

  /**
   * Opens a file for reading at any position.
   *
   * @throws java.io.FileNotFoundException if there is no such file
   */
  SeekableInput openSeekable(String path) throws IOException;

  /**
   * Creates a file, and the folders above it; replaces one of the same name. The file is not to be
   * read before the stream is closed, and may be lost with the machine until it is {@linkplain
   * #settle settled}.
   */
  OutputStream create(String path) throws IOException;

  /**
   * Makes files that were created and closed durable: call it before anything names them. All at
   * once, since a disk takes many together in less time than one by one, and what is dropped again
   * never has to reach it.
   *
   * @throws java.io.FileNotFoundException if one is not there
   */
  void settle(List<String> paths) throws IOException;

  /**
   * Creates a durable file with this content in one step: whoever looks sees no file or all of it.
   *
   * @return whether this content is there now: of many callers with contents of their own exactly
   *     one gets {@code true}, also if its call was made twice because an answer was lost
   */
  boolean createIfAbsent(String path, byte[] content) throws IOException;

  /**
   * Moves a file over another in one step: whoever opens the target gets the old or the new one,
   * whole. Creates the target's folder. What another writes to the target meanwhile stays there.
   *
   * @throws java.io.FileNotFoundException if there is no file {@code from}, or another wrote to the
   *     target meanwhile
   */
  void replace(String from, String target) throws IOException;

  /** Whether there is a folder of this name. */
  boolean isFolder(String path) throws IOException;

  /** Whether there is a file or folder of this name. */
  boolean exists(String path) throws IOException;

  /** Deletes a file, or a folder with all it holds; nothing happens if it does not exist. */
  void deleteTree(String path) throws IOException;

  /** Whether there is a file with exactly this content. */
  default boolean holds(String path, byte[] content) throws IOException {
    try {
      return Arrays.equals(readAll(path), content);
    } catch (FileNotFoundException absent) {
      return false;
    }
  }

  /** The whole content of a small file. */
  default byte[] readAll(String path) throws IOException {
    try (InputStream in = open(path, 0)) {
      return in.readAllBytes();
    }
  }
}

package com.webiny.telemetry.canary;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps every file that appears below some folders, also those deleted again: by a second name for
 * the same bytes, so that what is written later is kept too.
 */
public final class FolderWatch implements AutoCloseable {
  private final List<Path> watched;
  private final Path kept;
  private final Set<Object> seen = new HashSet<>();
  private final Thread thread;
  private volatile boolean ended;

  /**
   * Begins to watch.
   *
   * @param kept an existing folder of the same file system, outside the watched ones
   */
  public FolderWatch(List<Path> watched, Path kept) {
    this.watched = watched;
    this.kept = kept;
    this.thread = new Thread(this::watch, "folder-watch");
    thread.setDaemon(true);
    thread.start();
  }

  private void watch() {
    while (!ended) {
      look();
      try {
        Thread.sleep(1);
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void look() {
    for (Path root : watched) {
      try {
        Files.walkFileTree(root, new Keeping());
      } catch (IOException gone) {
        // The folder itself comes and goes.
      }
    }
  }

  private final class Keeping extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      Object key = attributes.fileKey();
      if (attributes.isRegularFile() && seen.add(key)) {
        try {
          Files.createLink(kept.resolve(seen.size() + "-" + file.getFileName()), file);
        } catch (IOException gone) {
          seen.remove(key);
        }
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException gone) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException gone) {
      return FileVisitResult.CONTINUE;
    }
  }

  /** Looks a last time and ends. */
  @Override
  public void close() {
    ended = true;
    try {
      thread.join();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    look();
  }

  /** The names of the files kept. */
  public List<String> names() {
    try (var files = Files.list(kept)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}

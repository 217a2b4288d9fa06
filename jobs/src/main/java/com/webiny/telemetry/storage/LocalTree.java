package com.webiny.telemetry.storage;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** Removes folders with all that is in them, while others may be at it too. */
final class LocalTree {
  /** A folder that is still not empty after as many listings has a writer that does not end. */
  private static final int MAX_LISTINGS = 100;

  private LocalTree() {}

  /**
   * Removes what one listing shows, again while a folder turns out not to be empty: the run whose
   * folder it is may still write, and some file systems leave entries out of a listing while others
   * are being deleted from under it.
   */
  static void delete(Path root, Walk listing) throws IOException {
    for (int left = MAX_LISTINGS - 1; ; left--) {
      try {
        listing.delete(root);
        return;
      } catch (DirectoryNotEmptyException more) {
        if (left == 0) {
          throw more;
        }
      }
    }
  }

  /** One walk through a tree. */
  @FunctionalInterface
  interface Walk {
    /** Removes what it meets; throws {@link DirectoryNotEmptyException} if that was not all. */
    void delete(Path root) throws IOException;
  }

  /** Removes what one listing shows. */
  static void deleteListed(Path root) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE; // Someone else deleted it first.
            }
            throw failure;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException failure)
              throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}

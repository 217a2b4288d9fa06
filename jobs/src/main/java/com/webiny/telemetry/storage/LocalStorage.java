package com.webiny.telemetry.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The local file system, used directly: Hadoop's own local file system adds checksum side files and
 * cannot take a name with a colon.
 */
final class LocalStorage implements Storage {
  private static final long serialVersionUID = 1L;

  /** More links in a row than any file system follows. */
  private static final int MAX_LINKS = 64;

  @Override
  public List<StoredFile> list(String folder) throws IOException {
    List<StoredFile> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of(folder))) {
      for (Path entry : entries) {
        BasicFileAttributes attributes;
        try {
          attributes = Files.readAttributes(entry, BasicFileAttributes.class);
        } catch (NoSuchFileException gone) {
          continue; // Deleted since, or a link to nothing: not there.
        } catch (FileSystemException failed) {
          if (leadsToLinksOnly(entry)) {
            continue;
          }
          throw failed;
        }
        if (attributes.isDirectory() && leadsBack(entry)) {
          continue; // What it leads to is listed already, or the listing would never end.
        }
        if (attributes.isRegularFile() || attributes.isDirectory()) {
          files.add(
              new StoredFile(
                  entry.getFileName().toString(),
                  entry.toString(),
                  attributes.isDirectory(),
                  attributes.isDirectory() ? 0 : attributes.size(),
                  attributes.lastModifiedTime().toMillis()));
        }
      }
    } catch (NoSuchFileException missing) {
      return List.of();
    } catch (java.nio.file.DirectoryIteratorException failed) {
      throw failed.getCause();
    }
    return files;
  }

  /** Whether a link leads to a link, and so on without end, as a link to itself does. */
  private static boolean leadsToLinksOnly(Path link) throws IOException {
    Path at = link;
    for (int links = 0; Files.isSymbolicLink(at); links++) {
      if (links == MAX_LINKS) {
        return true;
      }
      at = at.resolveSibling(Files.readSymbolicLink(at));
    }
    return false;
  }

  /** Whether a folder is a link to one of the folders above it. */
  private static boolean leadsBack(Path folder) throws IOException {
    if (!Files.isSymbolicLink(folder)) {
      return false;
    }
    Path target = folder.toRealPath();
    for (Path above = folder.getParent(); above != null; above = above.getParent()) {
      if (above.toRealPath().equals(target)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public InputStream open(String path, long offset) throws IOException {
    FileChannel channel = channel(path);
    channel.position(offset);
    return Channels.newInputStream(channel);
  }

  @Override
  public SeekableInput openSeekable(String path) throws IOException {
    FileChannel channel = channel(path);
    long length = channel.size();
    return new SeekableInput() {
      @Override
      public long length() {
        return length;
      }

      @Override
      public int read(long position, ByteBuffer target) throws IOException {
        return channel.read(target, position);
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }

  private static FileChannel channel(String path) throws IOException {
    try {
      return FileChannel.open(Path.of(path), StandardOpenOption.READ);
    } catch (NoSuchFileException missing) {
      throw notFound(path, missing);
    }
  }

  @Override
  public OutputStream create(String path) throws IOException {
    Path target = Path.of(path);
    Files.createDirectories(target.getParent());
    FileChannel channel =
        FileChannel.open(
            target,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    return Channels.newOutputStream(channel);
  }

  @Override
  public void settle(List<String> paths) throws IOException {
    Set<Path> folders = new LinkedHashSet<>();
    for (String path : paths) {
      Path file = Path.of(path);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.force(true);
      } catch (NoSuchFileException missing) {
        throw notFound(path, missing);
      }
      folders.add(file.getParent());
    }
    for (Path folder : folders) {
      settleFolder(folder);
    }
  }

  /** A file's name is part of its folder, and lost with it. */
  private static void settleFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException notHere) {
      // Some systems open no folder; they write names down by themselves.
    }
  }

  @Override
  public boolean createIfAbsent(String path, byte[] content) throws IOException {
    Path target = Path.of(path);
    Path draft = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
    try {
      // In here too: a disk that is full keeps a draft of no bytes.
      try (OutputStream out = create(draft.toString())) {
        out.write(content);
      }
      settle(List.of(draft.toString()));
      return link(target, draft) || holds(path, content);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** Whether the name was free; over a network also not if the link is ours, asked for twice. */
  private static boolean link(Path target, Path draft) throws IOException {
    try {
      // A link fails if the name is taken, and the name appears with its content: both halves of
      // the promise.
      Files.createLink(target, draft);
    } catch (FileAlreadyExistsException taken) {
      return false;
    }
    settleFolder(target.getParent());
    return true;
  }

  @Override
  public void replace(String from, String target) throws IOException {
    Path to = Path.of(target);
    Files.createDirectories(to.getParent());
    try {
      Files.move(Path.of(from), to, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException missing) {
      throw notFound(from, missing);
    }
  }

  @Override
  public boolean isFolder(String path) {
    return Files.isDirectory(Path.of(path));
  }

  @Override
  public boolean exists(String path) {
    return Files.exists(Path.of(path));
  }

  @Override
  public void deleteTree(String path) throws IOException {
    Path root = Path.of(path);
    if (Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      LocalTree.delete(root, LocalTree::deleteListed);
    }
  }

  private static FileNotFoundException notFound(String path, NoSuchFileException cause) {
    FileNotFoundException missing = new FileNotFoundException(path);
    missing.initCause(cause);
    return missing;
  }
}

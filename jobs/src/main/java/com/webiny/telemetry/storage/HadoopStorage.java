package com.webiny.telemetry.storage;

import java.io.FileNotFoundException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;

/**
 * Any other Hadoop file system. Its renames are used for publishing only where they are atomic, as
 * HDFS's are: see {@link Storages}.
 */
final class HadoopStorage implements Storage {
  private static final long serialVersionUID = 1L;

  private transient Configuration configuration;

  HadoopStorage(Configuration configuration) {
    this.configuration = configuration;
  }

  FileSystem fileSystem(String path) throws IOException {
    return new Path(path).getFileSystem(configuration);
  }

  /**
   * What is known of a file or folder.
   *
   * @throws FileNotFoundException if there is none
   */
  FileStatus status(String path) throws IOException {
    return fileSystem(path).getFileStatus(new Path(path));
  }

  private FileContext fileContext(String path) throws IOException {
    return FileContext.getFileContext(new Path(path).toUri(), configuration);
  }

  @Override
  public List<StoredFile> list(String folder) throws IOException {
    FileStatus[] entries;
    try {
      entries = fileSystem(folder).listStatus(new Path(folder));
    } catch (FileNotFoundException missing) {
      return List.of();
    }
    List<StoredFile> files = new ArrayList<>(entries.length);
    for (FileStatus entry : entries) {
      if (entry.isFile() || entry.isDirectory()) {
        files.add(
            new StoredFile(
                entry.getPath().getName(),
                entry.getPath().toString(),
                entry.isDirectory(),
                entry.isDirectory() ? 0 : entry.getLen(),
                entry.getModificationTime()));
      }
    }
    return files;
  }

  @Override
  public InputStream open(String path, long offset) throws IOException {
    FSDataInputStream in = fileSystem(path).open(new Path(path));
    if (offset > 0) {
      in.seek(offset);
    }
    return in;
  }

  @Override
  public SeekableInput openSeekable(String path) throws IOException {
    FileSystem fileSystem = fileSystem(path);
    long length = status(path).getLen();
    FSDataInputStream in = fileSystem.open(new Path(path));
    return new SeekableInput() {
      @Override
      public long length() {
        return length;
      }

      @Override
      public int read(long position, ByteBuffer target) throws IOException {
        byte[] bytes = new byte[target.remaining()];
        int count = in.read(position, bytes, 0, bytes.length);
        if (count > 0) {
          target.put(bytes, 0, count);
        }
        return count;
      }

      @Override
      public void close() throws IOException {
        in.close();
      }
    };
  }

  @Override
  public OutputStream create(String path) throws IOException {
    FSDataOutputStream file = fileSystem(path).create(new Path(path), true);
    return new FilterOutputStream(file) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        file.write(bytes, offset, length); // FilterOutputStream would go byte by byte.
      }

      @Override
      public void close() throws IOException {
        file.hsync(); // Once closed there is no other way to ask for it.
        super.close();
      }
    };
  }

  @Override
  public void settle(List<String> paths) {
    // Each is since it was closed.
  }

  @Override
  public boolean createIfAbsent(String path, byte[] content) throws IOException {
    Path target = new Path(path);
    Path draft = new Path(target.getParent(), "." + target.getName() + "." + UUID.randomUUID());
    FileContext context = fileContext(path);
    try {
      // In here too: a store that is full keeps a draft of no bytes.
      try (FSDataOutputStream out =
          context.create(draft, EnumSet.of(CreateFlag.CREATE), Options.CreateOpts.createParent())) {
        out.write(content);
        out.hsync();
      }
      context.rename(draft, target, Options.Rename.NONE); // Fails if the target exists.
      return true;
    } catch (IOException failed) {
      // The name is taken, or our rename was made and its answer lost: what is there tells.
      if (!exists(path)) {
        throw failed;
      }
      return holds(path, content);
    } finally {
      context.delete(draft, false);
    }
  }

  @Override
  public void replace(String from, String target) throws IOException {
    FileContext context = fileContext(target);
    context.mkdir(new Path(target).getParent(), null, true);
    context.rename(new Path(from), new Path(target), Options.Rename.OVERWRITE);
  }

  @Override
  public boolean isFolder(String path) throws IOException {
    try {
      return status(path).isDirectory();
    } catch (FileNotFoundException missing) {
      return false;
    }
  }

  @Override
  public boolean exists(String path) throws IOException {
    return fileSystem(path).exists(new Path(path));
  }

  @Override
  public void deleteTree(String path) throws IOException {
    if (!fileSystem(path).delete(new Path(path), true) && exists(path)) {
      throw new IOException("was asked to delete, and did not");
    }
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    out.defaultWriteObject();
    configuration.write(out);
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    configuration = new Configuration(false);
    configuration.readFields(in);
  }
}

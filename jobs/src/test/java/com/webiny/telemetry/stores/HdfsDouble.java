package com.webiny.telemetry.stores;

import static com.webiny.telemetry.stores.FaultPlan.change;
import static com.webiny.telemetry.stores.LocalFiles.local;

import java.io.FileNotFoundException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * What HDFS promises, over local files, for runs by the thousand: a rename is one step, and onto a
 * file that is there only if told to overwrite; a file that is being written can be seen, and is as
 * long as it happens to be if its writer dies; a folder goes in one step. Calls that change
 * something fail as {@link FaultPlan} says: {@code create}, {@code close}, {@code rename}, {@code
 * delete}, {@code mkdirs} of what is not there.
 */
public final class HdfsDouble extends FileSystem {
  private static final int PORT = 8020;
  private static final URI ROOT = URI.create("hdfs://double:" + PORT);
  private Path workingFolder = new Path(ROOT + "/");

  /** The same for those who ask for a {@link org.apache.hadoop.fs.FileContext}. */
  public static final class Context extends DelegateToFileSystem {
    /** As Hadoop makes one. */
    public Context(URI uri, Configuration configuration) throws IOException, URISyntaxException {
      super(uri, configured(configuration), configuration, "hdfs", true);
    }

    /** Else Hadoop would delete the target first, as it does where a store cannot overwrite. */
    @Override
    public void renameInternal(Path from, Path to, boolean overwrite) throws IOException {
      HdfsDouble.rename(from, to, overwrite);
    }

    @Override
    public void renameInternal(Path from, Path to) throws IOException {
      HdfsDouble.rename(from, to, false);
    }

    private static HdfsDouble configured(Configuration configuration) {
      HdfsDouble store = new HdfsDouble();
      store.setConf(configuration);
      return store;
    }
  }

  /** The URI of a local path in it. */
  public static String uri(java.nio.file.Path path) {
    return ROOT + path.toString();
  }

  /** What reaches it. */
  public static Configuration configuration() {
    Configuration configuration = new Configuration(false);
    configuration.setClass("fs.hdfs.impl", HdfsDouble.class, FileSystem.class);
    configuration.setClass(
        "fs.AbstractFileSystem.hdfs.impl", Context.class, DelegateToFileSystem.class);
    return configuration;
  }

  @Override
  public String getScheme() {
    return ROOT.getScheme();
  }

  @Override
  public URI getUri() {
    return ROOT;
  }

  @Override
  protected int getDefaultPort() {
    return PORT;
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    OutputStream[] opened = new OutputStream[1];
    change(
        "create " + path, () -> opened[0] = open(path, overwrite), () -> open(path, true).close());
    OutputStream closing =
        new FilterOutputStream(opened[0]) {
          private boolean closed;

          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
          }

          @Override
          public void close() throws IOException {
            if (!closed) {
              closed = true;
              out.close();
              change("close " + path, FaultPlan::none, () -> LocalFiles.cutInHalf(local(path)));
            }
          }
        };
    return new FSDataOutputStream(closing, null);
  }

  private static OutputStream open(Path path, boolean overwrite) throws IOException {
    if (!overwrite && Files.exists(local(path))) {
      throw new FileAlreadyExistsException(path.toString());
    }
    Files.createDirectories(local(path).getParent());
    return Files.newOutputStream(local(path));
  }

  private static void rename(Path from, Path to, boolean overwrite) throws IOException {
    change("rename to " + to, () -> move(from, to, overwrite), FaultPlan::none);
  }

  private static synchronized void move(Path from, Path to, boolean overwrite) throws IOException {
    if (Files.notExists(local(from))) {
      throw new FileNotFoundException(from.toString());
    }
    if (Files.notExists(local(to).getParent())) {
      throw new FileNotFoundException(to.getParent().toString());
    }
    if (!overwrite && Files.exists(local(to))) {
      throw new FileAlreadyExistsException(to.toString());
    }
    Files.move(local(from), local(to), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public boolean rename(Path from, Path to) {
    throw new UnsupportedOperationException("tells neither why it failed nor what it overwrites");
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    FaultPlan.requireAlive();
    if (Files.notExists(local(path))) {
      return false;
    }
    change("delete " + path, () -> LocalFiles.deleteAll(local(path)), FaultPlan::none);
    return true;
  }

  @Override
  public boolean mkdirs(Path path, FsPermission permission) throws IOException {
    FaultPlan.requireAlive();
    if (!Files.isDirectory(local(path))) {
      change("mkdirs " + path, () -> Files.createDirectories(local(path)), FaultPlan::none);
    }
    return true;
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    FaultPlan.requireAlive();
    return LocalFiles.open(path);
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    FaultPlan.requireAlive();
    return LocalFiles.list(this, path);
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    FaultPlan.requireAlive();
    return LocalFiles.status(this, path);
  }

  @Override
  public FSDataOutputStream append(Path path, int bufferSize, Progressable progress) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setWorkingDirectory(Path folder) {
    workingFolder = folder;
  }

  @Override
  public Path getWorkingDirectory() {
    return workingFolder;
  }
}

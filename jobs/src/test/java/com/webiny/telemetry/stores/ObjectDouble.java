package com.webiny.telemetry.stores;

import static com.webiny.telemetry.stores.FaultPlan.change;
import static com.webiny.telemetry.stores.LocalFiles.local;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Abortable;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.CreateFileOptionKeys;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIOException;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * What S3 promises, over local files, for runs by the thousand: no rename; no folders but in names;
 * an object is there, whole, when its upload ends, if what stood there before is as the upload's
 * condition says; its tag is the hash of its bytes; many are deleted one after the other. Calls
 * that change something fail as {@link FaultPlan} says: the end of an upload, {@code delete}.
 */
public final class ObjectDouble extends FileSystem {
  private static final URI ROOT = URI.create("s3a://double");
  private static final String IF_ABSENT =
      CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE;
  private static final String IF_SAME =
      CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE_ETAG;

  private Path workingFolder = new Path(ROOT + "/");

  /** The URI of a local path in it. */
  public static String uri(java.nio.file.Path path) {
    return ROOT + path.toString();
  }

  /** What reaches it. */
  public static Configuration configuration() {
    Configuration configuration = new Configuration(false);
    configuration.setClass("fs.s3a.impl", ObjectDouble.class, FileSystem.class);
    return configuration;
  }

  /** Whether an upload may end. */
  private sealed interface Condition {
    /** It may. */
    record None() implements Condition {}

    /** If there is no object of the name. */
    record Absent() implements Condition {}

    /** If the object of the name is the one with this tag. */
    record Same(String tag) implements Condition {}
  }

  /** An object's status, with its tag. */
  private static final class Tagged extends FileStatus implements EtagSource {
    private static final long serialVersionUID = 1L;
    private final String tag;

    private Tagged(FileStatus status, String tag) throws IOException {
      super(status);
      this.tag = tag;
    }

    @Override
    public String getEtag() {
      return tag;
    }
  }

  private static Optional<String> tag(Path path) throws IOException {
    if (!Files.isRegularFile(local(path))) {
      return Optional.empty();
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      return Optional.of(HexFormat.of().formatHex(digest.digest(Files.readAllBytes(local(path)))));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Collects what is written; the object appears at the end, or not at all. */
  private static final class Upload extends ByteArrayOutputStream implements Abortable {
    private final Path path;
    private final Condition condition;
    private boolean ended;

    private Upload(Path path, Condition condition) {
      this.path = path;
      this.condition = condition;
    }

    @Override
    public void close() throws IOException {
      if (!ended) {
        ended = true;
        change("put " + path, () -> put(path, condition, toByteArray()), FaultPlan::none);
      }
    }

    @Override
    public AbortableResult abort() {
      boolean before = ended;
      ended = true;
      return new AbortableResult() {
        @Override
        public boolean alreadyClosed() {
          return before;
        }

        @Override
        public IOException anyCleanupException() {
          return null;
        }
      };
    }
  }

  private static synchronized void put(Path path, Condition condition, byte[] bytes)
      throws IOException {
    Optional<String> there = tag(path);
    if (condition instanceof Condition.Same same) {
      if (there.isEmpty()) {
        throw new FileNotFoundException(path.toString()); // S3's answer is 404, else 412.
      }
      if (!there.get().equals(same.tag())) {
        throw new PathIOException(path.toString(), "precondition failed");
      }
    }
    if (condition instanceof Condition.Absent && there.isPresent()) {
      throw new PathIOException(path.toString(), "precondition failed");
    }
    java.nio.file.Path draft = Files.createTempFile("upload", "");
    Files.write(draft, bytes);
    Files.createDirectories(local(path).getParent());
    Files.move(draft, local(path), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Makes uploads. */
  private static final class Builder
      extends FSDataOutputStreamBuilder<FSDataOutputStream, Builder> {
    private final Path path;

    private Builder(FileSystem store, Path path) {
      super(store, path);
      this.path = path;
    }

    @Override
    public Builder getThisBuilder() {
      return this;
    }

    @Override
    public FSDataOutputStream build() throws IOException {
      rejectUnknownMandatoryKeys(Set.of(IF_ABSENT, IF_SAME), "for " + path);
      FaultPlan.requireAlive();
      String tag = getOptions().get(IF_SAME);
      Condition condition =
          tag != null
              ? new Condition.Same(tag)
              : getOptions().getBoolean(IF_ABSENT, false)
                  ? new Condition.Absent()
                  : new Condition.None();
      return new FSDataOutputStream(new Upload(path, condition), null);
    }
  }

  @Override
  public FSDataOutputStreamBuilder<?, ?> createFile(Path path) {
    return new Builder(this, path);
  }

  @Override
  public boolean hasPathCapability(Path path, String capability) {
    return capability.equals(IF_ABSENT) || capability.equals(IF_SAME);
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
  public boolean delete(Path path, boolean recursive) throws IOException {
    FaultPlan.requireAlive();
    if (Files.notExists(local(path))) {
      return false;
    }
    change("delete " + path, () -> delete(path, 1), () -> delete(path, 2));
    return true;
  }

  /** Deletes one of so many objects; a name that no other has in its own is a folder no more. */
  private static synchronized void delete(Path path, int oneOf) throws IOException {
    List<java.nio.file.Path> objects = LocalFiles.filesBelow(local(path));
    for (java.nio.file.Path object : objects.subList(0, objects.size() / oneOf)) {
      Files.delete(object);
      java.nio.file.Path folder = object.getParent();
      while (LocalFiles.filesBelow(folder).isEmpty()) {
        LocalFiles.deleteAll(folder);
        folder = folder.getParent();
      }
    }
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
    FileStatus status = LocalFiles.status(this, path);
    return status.isDirectory() ? status : new Tagged(status, tag(path).orElseThrow());
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress) {
    throw new UnsupportedOperationException("says nothing of a condition");
  }

  @Override
  public boolean rename(Path from, Path to) {
    throw new UnsupportedOperationException("there is none");
  }

  @Override
  public boolean mkdirs(Path path, FsPermission permission) {
    throw new UnsupportedOperationException("there are no folders");
  }

  @Override
  public FSDataOutputStream append(Path path, int bufferSize, Progressable progress) {
    throw new UnsupportedOperationException("there is none");
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

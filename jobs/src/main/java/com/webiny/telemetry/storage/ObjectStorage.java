package com.webiny.telemetry.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.CreateFileOptionKeys;
import org.apache.hadoop.fs.Path;

/**
 * A store without rename whose writes can be made on a condition, such as S3: an object appears
 * whole or not at all when its upload ends, and only if no object of the name is there ({@code
 * If-None-Match: *}) or the very one that was seen before ({@code If-Match}).
 *
 * <p>A file is moved by uploading a copy and then deleting the original. Where a rename consumes
 * its source, so that a second one finds nothing, a copy does not: a run that was frozen in the
 * middle of one and wakes after a later commit would put its old file over the new one. The
 * condition on what stood there before is what stops it.
 */
final class ObjectStorage implements Storage {
  private static final long serialVersionUID = 1L;
  private static final String IF_ABSENT =
      CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE;
  private static final String IF_SAME =
      CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE_ETAG;

  private final HadoopStorage files;

  ObjectStorage(HadoopStorage files) {
    this.files = files;
  }

  /** Whether a store can make both conditions. */
  static boolean serves(FileSystem store, Path path) throws IOException {
    return store.hasPathCapability(path, IF_ABSENT) && store.hasPathCapability(path, IF_SAME);
  }

  @Override
  public OutputStream create(String path) throws IOException {
    return uploadOf(path).build();
  }

  /** Nothing to do: an upload that has ended is durable. */
  @Override
  public void settle(List<String> paths) {}

  @Override
  public boolean createIfAbsent(String path, byte[] content) throws IOException {
    try {
      upload(uploadOf(path).must(IF_ABSENT, true), new java.io.ByteArrayInputStream(content));
      return true;
    } catch (IOException failed) {
      // Refused, since another was first; or ours was stored, and only the answer was lost.
      if (!exists(path)) {
        throw failed;
      }
      return holds(path, content);
    }
  }

  @Override
  public void replace(String from, String target) throws IOException {
    // Before the source is opened: once it is there, nothing newer than it can stand at the target
    // without having changed what we saw.
    Optional<String> before = etag(target);
    FSDataOutputStreamBuilder<?, ?> upload = uploadOf(target);
    if (before.isPresent()) {
      upload.must(IF_SAME, before.get());
    } else {
      upload.must(IF_ABSENT, true);
    }
    try (InputStream source = open(from, 0)) {
      upload(upload, source);
    } catch (FileNotFoundException gone) {
      throw gone;
    } catch (IOException failed) {
      if (etag(target).equals(before)) {
        throw failed;
      }
      FileNotFoundException overtaken = new FileNotFoundException(target);
      overtaken.initCause(failed);
      throw overtaken;
    }
    deleteTree(from); // Last: until then the next run can do all of it again.
  }

  private Optional<String> etag(String path) throws IOException {
    try {
      FileStatus status = files.status(path);
      return status instanceof EtagSource source
          ? Optional.ofNullable(source.getEtag())
          : Optional.empty();
    } catch (FileNotFoundException absent) {
      return Optional.empty();
    }
  }

  private FSDataOutputStreamBuilder<?, ?> uploadOf(String path) throws IOException {
    return files.fileSystem(path).createFile(new Path(path)).overwrite(true).recursive();
  }

  /** Uploads all of it, or leaves what is there. */
  private static void upload(FSDataOutputStreamBuilder<?, ?> upload, InputStream content)
      throws IOException {
    FSDataOutputStream out = upload.build();
    boolean whole = false;
    try {
      content.transferTo(out);
      whole = true;
    } finally {
      if (!whole) {
        out.abort(); // To close it would publish what has been read so far.
      }
    }
    out.close();
  }

  @Override
  public List<StoredFile> list(String folder) throws IOException {
    return files.list(folder);
  }

  @Override
  public InputStream open(String path, long offset) throws IOException {
    return files.open(path, offset);
  }

  @Override
  public SeekableInput openSeekable(String path) throws IOException {
    return files.openSeekable(path);
  }

  @Override
  public boolean isFolder(String path) throws IOException {
    return files.isFolder(path);
  }

  @Override
  public boolean exists(String path) throws IOException {
    return files.exists(path);
  }

  @Override
  public void deleteTree(String path) throws IOException {
    files.deleteTree(path);
  }
}

package com.webiny.telemetry.stores;

import static com.webiny.telemetry.stores.FaultPlan.change;

import com.webiny.telemetry.storage.SeekableInput;
import com.webiny.telemetry.storage.Storage;
import com.webiny.telemetry.storage.StoredFile;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The local file system, where calls that change something fail as {@link FaultPlan} says: {@code
 * create}, the {@code close} of what it gave, {@code settle}, {@code createIfAbsent}, {@code
 * replace}, {@code deleteTree}.
 */
public record FaultyStorage(Storage inner) implements Storage {

  @Override
  public OutputStream create(String path) throws IOException {
    OutputStream[] out = new OutputStream[1];
    change("create " + path, () -> out[0] = inner.create(path), () -> inner.create(path).close());
    return new FilterOutputStream(out[0]) {
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
          // What a call that fails has not written yet is not there.
          change("close " + path, FaultPlan::none, () -> LocalFiles.cutInHalf(Path.of(path)));
        }
      }
    };
  }

  @Override
  public void settle(List<String> paths) throws IOException {
    change("settle " + paths.size() + " files", () -> inner.settle(paths), FaultPlan::none);
  }

  @Override
  public boolean createIfAbsent(String path, byte[] content) throws IOException {
    boolean[] created = new boolean[1];
    Path target = Path.of(path);
    change(
        "createIfAbsent " + path,
        () -> created[0] = inner.createIfAbsent(path, content),
        () -> {
          Files.createDirectories(target.getParent());
          Files.write(
              target.resolveSibling("." + target.getFileName() + ".draft"),
              Arrays.copyOf(content, content.length / 2));
        });
    return created[0];
  }

  @Override
  public void replace(String from, String target) throws IOException {
    change(
        "replace " + target,
        () -> inner.replace(from, target),
        () -> Files.createDirectories(Path.of(target).getParent()));
  }

  @Override
  public void deleteTree(String path) throws IOException {
    change(
        "deleteTree " + path,
        () -> inner.deleteTree(path),
        () -> {
          List<Path> files = LocalFiles.filesBelow(Path.of(path));
          for (Path file : files.subList(0, (files.size() + 1) / 2)) {
            Files.delete(file);
          }
        });
  }

  @Override
  public List<StoredFile> list(String folder) throws IOException {
    FaultPlan.requireAlive();
    return inner.list(folder);
  }

  @Override
  public InputStream open(String path, long offset) throws IOException {
    FaultPlan.requireAlive();
    return inner.open(path, offset);
  }

  @Override
  public SeekableInput openSeekable(String path) throws IOException {
    FaultPlan.requireAlive();
    return inner.openSeekable(path);
  }

  @Override
  public boolean isFolder(String path) throws IOException {
    FaultPlan.requireAlive();
    return inner.isFolder(path);
  }

  @Override
  public boolean exists(String path) throws IOException {
    FaultPlan.requireAlive();
    return inner.exists(path);
  }
}

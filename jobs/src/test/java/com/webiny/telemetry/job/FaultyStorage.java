package com.webiny.telemetry.job;

import com.webiny.telemetry.storage.SeekableInput;
import com.webiny.telemetry.storage.Storage;
import com.webiny.telemetry.storage.StoredFile;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A store that fails at one of the calls that change something: {@code create}, the {@code close}
 * of what it gave, {@code settle}, {@code createIfAbsent}, {@code replace}, {@code deleteTree}. It
 * goes to tasks as any store does, so what it shall do is told in one place of this JVM.
 */
record FaultyStorage(Storage inner) implements Storage {
  private static Plan plan = new Plan(Integer.MAX_VALUE, Fault.BEFORE, () -> {});

  /** How a call fails. */
  enum Fault {
    /** It does nothing. */
    BEFORE,
    /** It does all it should, and says that it failed. */
    AFTER,
    /** The process dies in it: half is done, and no later call does anything. */
    KILL,
    /** It does not: something else happens just before it. */
    NONE
  }

  /** What shall happen at the k-th of those calls, and what has happened yet. */
  static final class Plan {
    private final int at;
    private final Fault fault;
    private final Runnable before;
    private final List<String> calls = new ArrayList<>();
    private boolean dead;

    private Plan(int at, Fault fault, Runnable before) {
      this.at = at;
      this.fault = fault;
      this.before = before;
    }

    /** The calls so far, in their order. */
    synchronized List<String> calls() {
      return List.copyOf(calls);
    }

    /** Whether there was a k-th call. */
    synchronized boolean fired() {
      return calls.size() >= at;
    }

    /** What was planned, and what the k-th call was for. */
    synchronized String told() {
      return fault + " at call " + at + (fired() ? ": " + calls.get(at - 1) : "");
    }

    private synchronized boolean isNow(String call) throws IOException {
      requireAlive();
      calls.add(call);
      if (calls.size() != at) {
        return false;
      }
      dead = fault == Fault.KILL;
      before.run();
      return fault != Fault.NONE;
    }

    private synchronized void requireAlive() throws IOException {
      if (dead) {
        throw new IOException("planted: dead");
      }
    }
  }

  /** Plans nothing, but keeps account of the calls. */
  static Plan planNothing() {
    return plan(Integer.MAX_VALUE, Fault.BEFORE);
  }

  /** Plans a fault, in the place of any before. */
  static Plan plan(int at, Fault fault) {
    return plan(at, fault, () -> {});
  }

  /** Plans that something happens just before a call. */
  static Plan plan(int at, Runnable before) {
    return plan(at, Fault.NONE, before);
  }

  private static synchronized Plan plan(int at, Fault fault, Runnable before) {
    plan = new Plan(at, fault, before);
    return plan;
  }

  private static synchronized Plan plan() {
    return plan;
  }

  /** What a call does. */
  private interface Call {
    void run() throws IOException;
  }

  private static void change(String name, Call all, Call half) throws IOException {
    Plan now = plan();
    if (!now.isNow(name)) {
      all.run();
      return;
    }
    switch (now.fault) {
      case AFTER -> all.run();
      case KILL -> half.run();
      default -> {}
    }
    throw new IOException("planted: " + now.told());
  }

  private static void nothing() {}

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
          change("close " + path, FaultyStorage::nothing, () -> cutInHalf(path));
        }
      }
    };
  }

  private static void cutInHalf(String path) throws IOException {
    byte[] bytes = Files.readAllBytes(Path.of(path));
    Files.write(Path.of(path), Arrays.copyOf(bytes, bytes.length / 2));
  }

  @Override
  public void settle(List<String> paths) throws IOException {
    change("settle " + paths.size() + " files", () -> inner.settle(paths), FaultyStorage::nothing);
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
          List<Path> files = Site.files(Path.of(path));
          for (Path file : files.subList(0, (files.size() + 1) / 2)) {
            Files.delete(file);
          }
        });
  }

  @Override
  public List<StoredFile> list(String folder) throws IOException {
    plan().requireAlive();
    return inner.list(folder);
  }

  @Override
  public InputStream open(String path, long offset) throws IOException {
    plan().requireAlive();
    return inner.open(path, offset);
  }

  @Override
  public SeekableInput openSeekable(String path) throws IOException {
    plan().requireAlive();
    return inner.openSeekable(path);
  }

  @Override
  public boolean isFolder(String path) throws IOException {
    plan().requireAlive();
    return inner.isFolder(path);
  }

  @Override
  public boolean exists(String path) throws IOException {
    plan().requireAlive();
    return inner.exists(path);
  }

  /** For what a rival does meanwhile. */
  static Runnable unchecked(Work work) {
    return () -> {
      try {
        work.run();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    };
  }

  /** Work that may fail. */
  interface Work {
    void run() throws Exception;
  }
}

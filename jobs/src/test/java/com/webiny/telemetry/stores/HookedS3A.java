package com.webiny.telemetry.stores;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.s3a.S3AFileSystem;

/**
 * Hadoop's connector to S3, as it is, but that something can be made to happen when a certain file
 * is opened for reading: in the middle of its copy to another place, after the place was looked at
 * and before the copy is there.
 */
public final class HookedS3A extends S3AFileSystem {
  private static final AtomicReference<Hook> HOOK = new AtomicReference<>();

  private record Hook(Pattern path, Runnable work) {}

  /** Lets something happen, once, when a path that looks like this is opened. */
  public static void atOpening(Pattern path, Runnable work) {
    HOOK.set(new Hook(path, work));
  }

  /** Whether it has happened. */
  public static boolean hasHappened() {
    return HOOK.get() == null;
  }

  /** The same store through it. */
  public static Configuration through(TestStore store) {
    Configuration configuration = store.configuration();
    configuration.setClass("fs.s3a.impl", HookedS3A.class, S3AFileSystem.class);
    configuration.setBoolean("fs.s3a.impl.disable.cache", true);
    return configuration;
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    Hook hook = HOOK.get();
    if (hook != null && hook.path().matcher(path.toString()).matches()) {
      HOOK.set(null);
      hook.work().run();
    }
    return super.open(path, bufferSize);
  }
}

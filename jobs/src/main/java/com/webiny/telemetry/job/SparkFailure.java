package com.webiny.telemetry.job;

import com.webiny.telemetry.exit.ExitCode;
import com.webiny.telemetry.exit.StopException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkException;

/**
 * Tells a failed file system from a fault of this program, in what Spark throws when a task has
 * failed.
 */
final class SparkFailure {
  private static final Pattern TASK_IO =
      Pattern.compile("java\\.(io|nio\\.file)\\.([A-Za-z]+Exception)");

  private SparkFailure() {}

  /**
   * Explains a failure.
   *
   * @param failed what was thrown: also what Spark throws undeclared
   * @throws StopException as given, or with {@link ExitCode#STORAGE} if a store failed in a task
   * @throws IOException as given
   * @throws RuntimeException if it is a bug
   */
  static StopException explain(Exception failed) throws StopException, IOException {
    if (failed instanceof StopException stop) {
      throw stop;
    }
    if (failed instanceof IOException storage) {
      throw storage;
    }
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException || cause instanceof UncheckedIOException) {
        throw storage(failed, cause.getClass().getSimpleName());
      }
      // What failed on an executor reaches the driver as text.
      if (cause instanceof SparkException) {
        Matcher inTask = TASK_IO.matcher(String.valueOf(cause.getMessage()));
        if (inTask.find()) {
          throw storage(failed, inTask.group(2));
        }
      }
    }
    if (failed instanceof RuntimeException bug) {
      throw bug;
    }
    throw new IllegalStateException("Spark failed", failed);
  }

  /** The one sentence for a store that failed. */
  static StopException storage(Exception failed, String kind) {
    return new StopException(
        ExitCode.STORAGE,
        "The file system failed ("
            + kind
            + "); nothing is lost: run again when --raw, --warehouse and Spark's local folders can be read and written.",
        failed);
  }
}

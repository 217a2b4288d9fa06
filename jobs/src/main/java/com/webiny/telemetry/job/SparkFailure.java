package com.webiny.telemetry.job;

import com.webiny.telemetry.exit.ExitCode;
import com.webiny.telemetry.exit.StopException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.spark.SparkException;

/**
 * Tells a failed file system from a fault of this program, in what Spark throws when a task has
 * failed.
 */
final class SparkFailure {
  private static final String TASK_IO = "java.io.IOException";

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
      if (cause instanceof SparkException && String.valueOf(cause.getMessage()).contains(TASK_IO)) {
        throw storage(failed, "IOException");
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

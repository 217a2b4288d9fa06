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
   * @throws StopException with {@link ExitCode#STORAGE} if a store failed
   * @throws RuntimeException as given if it is a bug
   */
  static StopException explain(RuntimeException failed) throws StopException {
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException || cause instanceof UncheckedIOException) {
        throw storage(failed, cause.getClass().getSimpleName());
      }
      // What failed on an executor reaches the driver as text.
      if (cause instanceof SparkException && String.valueOf(cause.getMessage()).contains(TASK_IO)) {
        throw storage(failed, "IOException");
      }
    }
    throw failed;
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

package com.webiny.telemetry.job;

import com.webiny.telemetry.exit.ExitCode;
import com.webiny.telemetry.exit.StopException;
import com.webiny.telemetry.publish.DamagedException;
import java.io.IOException;

/**
 * How a failed command ends.
 *
 * @param code told to whoever started it
 * @param sentence what, where, what to do
 */
record Ending(ExitCode code, String sentence) {

  /** The ending that a failure asks for. */
  static Ending of(Throwable failed) {
    if (failed instanceof StopException stop) {
      return new Ending(stop.exitCode(), stop.getMessage());
    }
    if (failed instanceof DamagedException damaged) {
      return new Ending(ExitCode.STORAGE, damaged.getMessage());
    }
    if (failed instanceof IOException storage) {
      return new Ending(
          ExitCode.STORAGE,
          SparkFailure.storage(storage, storage.getClass().getSimpleName()).getMessage());
    }
    return new Ending(ExitCode.BUG, Bug.sentence(failed));
  }
}

package com.webiny.telemetry.exit;

/**
 * How a run can end (SPEC section 10): one code for each kind of outcome an operator reacts to
 * differently.
 */
public enum ExitCode {
  /** Done, or nothing to do. */
  OK(0),
  /** A fault of this program. */
  BUG(1),
  /** Bad arguments, configuration or key: a person must change something. */
  USAGE(2),
  /** Input missing, damaged or stale: look at the raw logs. */
  INPUT(3),
  /** A check failed and nothing was published. */
  CHECK_FAILED(4),
  /** Another run published first; this one changed nothing. */
  LOST_RACE(5),
  /** The file system failed: try again. */
  STORAGE(6);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The exit code of the process. */
  public int code() {
    return code;
  }
}

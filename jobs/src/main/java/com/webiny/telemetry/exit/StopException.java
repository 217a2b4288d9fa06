package com.webiny.telemetry.exit;

/**
 * Ends a run with a documented exit code. Its message is one sentence for the operator: what,
 * where, what to do. It never holds a value from a log line, and no such value may be put into it.
 */
public final class StopException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  /**
   * Ends the run.
   *
   * @param exitCode any but {@link ExitCode#OK}
   * @param sentence what went wrong, where, and the remedy
   */
  public StopException(ExitCode exitCode, String sentence) {
    super(sentence);
    this.exitCode = exitCode;
  }

  /**
   * As {@link #StopException(ExitCode, String)}, keeping the cause for a debugger; the cause is
   * never printed.
   */
  public StopException(ExitCode exitCode, String sentence, Throwable cause) {
    super(sentence, cause);
    this.exitCode = exitCode;
  }

  public ExitCode exitCode() {
    return exitCode;
  }
}

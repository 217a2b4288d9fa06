package com.webiny.telemetry.job;

import com.webiny.telemetry.exit.ExitCode;
import com.webiny.telemetry.exit.StopException;
import java.time.Clock;
import picocli.CommandLine.Option;

/** The option of commands that say what they did, and why they failed, to a collector of logs. */
final class LogOption {
  private static final String TEXT = "text";
  private static final String JSON = "json";

  @Option(
      names = "--log-format",
      paramLabel = "F",
      description =
          "How the run tells what it did, and why it failed: text, or json for collectors of logs, an object a line."
              + " Default: text.")
  private String format = TEXT;

  /**
   * Lets everything the command says from now on be said in the format it was given.
   *
   * @param command its name
   * @param clock tells when something is said
   * @throws StopException with {@link ExitCode#USAGE} if there is no such format
   */
  void begin(String command, Clock clock) throws StopException {
    if (format.equals(JSON)) {
      Console.speak(new JsonLog(command, clock));
    } else if (!format.equals(TEXT)) {
      throw new StopException(
          ExitCode.USAGE,
          "--log-format is neither text nor json; give one of them or leave it out.");
    }
  }
}

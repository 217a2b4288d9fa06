package com.webiny.telemetry.job;

import com.webiny.telemetry.audit.RunSummary;
import com.webiny.telemetry.exit.ExitCode;
import com.webiny.telemetry.exit.StopException;
import com.webiny.telemetry.publish.JsonLine;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/**
 * The option of commands that say what they did, and why they failed, to a collector of logs: one
 * JSON object, in one line. On standard output
 *
 * <pre>{@code
 * {"command": …, "exit": 0, "level": "info", "message": what a person reads, "summary": {…}, "time": ISO instant}
 * }</pre>
 *
 * <p>where the summary is that of the commit, absent if there was nothing to do; on standard error,
 * with the level {@code error}, the exit code and the sentence of the failure.
 */
final class LogOption {
  private static final String NAME = "--log-format";
  private static final String TEXT = "text";
  private static final String JSON = "json";

  @Option(
      names = NAME,
      paramLabel = "F",
      description =
          "How the run tells what it did, and why it failed: text, or json for collectors of logs, an object a line."
              + " Default: text.")
  private String format = TEXT;

  /**
   * Checks the option, before anything is done.
   *
   * @throws StopException with {@link ExitCode#USAGE} if it names no format
   */
  void check() throws StopException {
    if (!format.equals(TEXT) && !format.equals(JSON)) {
      throw new StopException(
          ExitCode.USAGE, NAME + " is neither text nor json; give one of them or leave it out.");
    }
  }

  /**
   * Tells what a command did.
   *
   * @param command its name
   * @param clock tells when
   * @param text for a person
   * @param summary what its commit holds; empty if it made none
   */
  void tell(String command, Clock clock, List<String> text, Optional<RunSummary> summary) {
    if (format.equals(JSON)) {
      Map<String, Object> line = line("info", command, clock, ExitCode.OK, String.join(" ", text));
      summary.ifPresent(done -> line.put("summary", done));
      Console.print(JsonLine.of(line));
    } else {
      text.forEach(Console::print);
    }
  }

  /**
   * How a failure is told, in the format the command was given.
   *
   * @param arguments of the command
   */
  static String failure(Ending ending, ParseResult arguments, Clock clock) {
    if (!JSON.equals(arguments.matchedOptionValue(NAME, TEXT))) {
      return ending.sentence();
    }
    String command = arguments.commandSpec().name();
    return JsonLine.of(line("error", command, clock, ending.code(), ending.sentence()));
  }

  private static Map<String, Object> line(
      String level, String command, Clock clock, ExitCode code, String message) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
    line.put("level", level);
    line.put("command", command);
    line.put("exit", code.code());
    line.put("message", message);
    return line;
  }
}

package com.webiny.telemetry.job;

import com.webiny.telemetry.audit.RunSummary;
import com.webiny.telemetry.exit.ExitCode;
import com.webiny.telemetry.publish.JsonLine;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a command says, for a collector of logs: one JSON object, in one line.
 *
 * <pre>{@code
 * {"command": …, "exit": 0, "level": "INFO", "message": what a person reads, "summary": {…}, "time": ISO instant}
 * }</pre>
 *
 * <p>The summary is that of the commit, absent if none was made. A failure has the level {@code
 * ERROR}; the exit code is absent where it is not known yet.
 */
record JsonLog(String command, Clock clock) {

  /** What the command did. */
  String done(List<String> text, Optional<RunSummary> summary) {
    Map<String, Object> line = line("INFO", String.join(" ", text));
    line.put("exit", ExitCode.OK.code());
    summary.ifPresent(done -> line.put("summary", done));
    return JsonLine.of(line);
  }

  /** Why it ends otherwise. */
  String failure(ExitCode code, String sentence) {
    Map<String, Object> line = line("ERROR", sentence);
    line.put("exit", code.code());
    return JsonLine.of(line);
  }

  /** What went wrong beside it, or outside of it. */
  String error(String sentence) {
    return JsonLine.of(line("ERROR", sentence));
  }

  private Map<String, Object> line(String level, String message) {
    Map<String, Object> line = new HashMap<>();
    line.put("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
    line.put("level", level);
    line.put("command", command);
    line.put("message", message);
    return line;
  }
}

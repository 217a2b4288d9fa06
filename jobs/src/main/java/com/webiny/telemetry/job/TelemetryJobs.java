package com.webiny.telemetry.job;

import com.webiny.telemetry.exit.ExitCode;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The front door: arguments in, exit code out. */
@Command(
    name = "telemetry",
    mixinStandardHelpOptions = true,
    versionProvider = JobVersion.class,
    description = "Turns raw logs of Webiny's anonymous telemetry into tables and reports.",
    footer = {
      "",
      "Exit codes: 0 done or nothing to do, 1 a bug, 2 bad arguments, configuration or key, 3 input missing, damaged or stale,",
      "4 a check failed and nothing was published, 5 another run won, 6 storage failed."
    })
public final class TelemetryJobs {

  private TelemetryJobs() {}

  /** Runs a command; ends the process if the exit code is not 0. */
  public static void main(String[] arguments) {
    AtomicBoolean ended = new AtomicBoolean();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> tellIfEnded(ended), "last-word"));
    int code = run(Clock.systemUTC(), arguments);
    ended.set(true);
    if (code != ExitCode.OK.code()) {
      System.exit(
          code); // On success return instead: YARN takes an exit before Spark's own end for a
      // failure.
    }
  }

  /** A signal, or Spark, which ends the process itself when memory runs out. */
  private static void tellIfEnded(AtomicBoolean ended) {
    if (!ended.get()) {
      Console.error(
          "The run was ended from outside or ran out of memory; nothing is lost: run again, with more memory if it was not"
              + " stopped on purpose.");
    }
  }

  /** Whether the process is going down while its work is still under way. */
  private static boolean isBeingEnded() {
    Thread hook = new Thread();
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException ending) {
      return true;
    }
    Runtime.getRuntime().removeShutdownHook(hook);
    return false;
  }

  /**
   * Runs a command.
   *
   * @param clock tells what day it is where a default depends on it
   * @return the exit code
   */
  static int run(Clock clock, String... arguments) {
    Console.speak();
    if (arguments.length == 0) {
      Console.error(
          "No command is given; give nightly, backfill, status, verify, forget, prune, explain or discover, or see telemetry --help.");
      return ExitCode.USAGE.code();
    }
    try {
      return commandLine(clock).execute(arguments);
    } catch (Error bug) { // Out of memory, say; Java would print its message and a trace.
      Console.failure(ExitCode.BUG, Bug.sentence(bug));
      return ExitCode.BUG.code();
    }
  }

  /** The commands and their options. */
  static CommandLine commandLine(Clock clock) {
    return new CommandLine(new TelemetryJobs())
        .addSubcommand(new NightlyCommand(clock))
        .addSubcommand(new BackfillCommand(clock))
        .addSubcommand(new StatusCommand(clock))
        .addSubcommand(new VerifyCommand(clock))
        .addSubcommand(new ForgetCommand(clock))
        .addSubcommand(new PruneCommand(clock))
        .addSubcommand(new ExplainCommand())
        .addSubcommand(new DiscoverCommand(clock))
        .setUsageHelpWidth(120)
        .setCaseInsensitiveEnumValuesAllowed(false)
        .setParameterExceptionHandler(
            (wrong, unused) -> {
              Console.error(Arguments.sentence(wrong));
              return ExitCode.USAGE.code();
            })
        .setExecutionExceptionHandler((failed, unused, alsoUnused) -> explain(failed));
  }

  private static int explain(Exception failed) {
    if (isBeingEnded()) {
      return ExitCode.BUG.code(); // No one sees it: what failed now failed for that reason.
    }
    Ending ending = Ending.of(failed);
    Console.failure(ending.code(), ending.sentence());
    return ending.code().code();
  }
}

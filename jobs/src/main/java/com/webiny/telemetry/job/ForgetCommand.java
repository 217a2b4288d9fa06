package com.webiny.telemetry.job;

import com.webiny.telemetry.audit.RunSummary;
import com.webiny.telemetry.exit.ExitCode;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "forget",
    description =
        "Removes anonymous IDs from every table, and remembers by a keyed hash that no later run may bring them back.",
    mixinStandardHelpOptions = true,
    versionProvider = JobVersion.class,
    sortOptions = false)
final class ForgetCommand implements Callable<Integer> {
  private final Clock clock;

  @Mixin private final WarehouseOption warehouse = new WarehouseOption();

  @Option(
      names = "--id-key-file",
      required = true,
      paramLabel = "FILE",
      description = "Local file with the key of the pseudonyms this warehouse was created with.")
  private String idKeyFile = "";

  @Option(
      names = "--ids",
      required = true,
      paramLabel = "FILE",
      description =
          "Local file with one anonymous ID (a UUID) a line; faults are named by line number only.")
  private String ids = "";

  ForgetCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws Exception {
    Optional<ForgetRun.Outcome> outcome =
        ForgetRun.run(warehouse.location(), CommonOptions.idKey(idKeyFile), ids, clock);
    if (outcome.isEmpty()) {
      Console.print("Nothing to do: no row of these IDs is left, and all are remembered.");
      return ExitCode.OK.code();
    }
    RunSummary summary = outcome.get().summary();
    Console.print(
        "Forgot "
            + outcome.get().ids()
            + " IDs, "
            + outcome.get().newIds()
            + " of them for the first time.");
    Console.print(
        "Rewrote " + summary.filesPublished() + " files; rows removed: " + rows(summary) + ".");
    Console.print("Reports are as before; nights rebuild only the rows of days they touch.");
    return ExitCode.OK.code();
  }

  /** Rows removed, by table. */
  static String rows(RunSummary summary) {
    return summary.rowsRemoved().isEmpty()
        ? "none"
        : summary.rowsRemoved().entrySet().stream()
            .sorted(java.util.Map.Entry.comparingByKey())
            .map(table -> table.getValue() + " of " + table.getKey())
            .collect(Collectors.joining(", "));
  }
}

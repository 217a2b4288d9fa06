package com.webiny.telemetry.job;

import com.webiny.telemetry.audit.RunSummary;
import com.webiny.telemetry.exit.ExitCode;
import java.time.Clock;
import java.util.List;
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

  @Mixin private LogOption log;

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
    log.begin("forget", clock);
    Optional<ForgetRun.Outcome> outcome =
        ForgetRun.run(warehouse.location(), CommonOptions.idKey(idKeyFile), ids, clock);
    Console.done(text(outcome), outcome.map(ForgetRun.Outcome::summary));
    return ExitCode.OK.code();
  }

  private static List<String> text(Optional<ForgetRun.Outcome> outcome) {
    if (outcome.isEmpty()) {
      return List.of("Nothing to do: no row of these IDs is left, and all are remembered.");
    }
    RunSummary summary = outcome.get().summary();
    return List.of(
        "Forgot "
            + outcome.get().ids()
            + " IDs, "
            + outcome.get().newIds()
            + " of them for the first time.",
        "Rewrote " + summary.filesPublished() + " files; rows removed: " + rows(summary) + ".",
        "Reports are as before; nights rebuild only the rows of days they touch.");
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

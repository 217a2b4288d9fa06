package com.webiny.telemetry.job;

import com.webiny.telemetry.exit.ExitCode;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "prune",
    description =
        "Drops old days of the tables, and users not seen since; reports keep all of their rows.",
    mixinStandardHelpOptions = true,
    versionProvider = JobVersion.class,
    sortOptions = false)
final class PruneCommand implements Callable<Integer> {
  private final Clock clock;

  @Mixin private final WarehouseOption warehouse = new WarehouseOption();

  @Mixin private LogOption log;

  @Option(
      names = "--keep-days",
      required = true,
      paramLabel = "N",
      description =
          "Drop the days more than N before the newest published one; at least 36 and the lookback of the warehouse.")
  private Integer keepDays = 0;

  PruneCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws Exception {
    log.begin("prune", clock);
    Optional<PruneRun.Outcome> outcome = PruneRun.run(warehouse.location(), keepDays, clock);
    String text =
        outcome.isEmpty()
            ? "Nothing to do: the tables hold no older day."
            : "The tables begin with "
                + outcome.get().tablesFrom()
                + "; rows removed: "
                + ForgetCommand.rows(outcome.get().summary())
                + ".";
    Console.done(List.of(text), outcome.map(PruneRun.Outcome::summary));
    return ExitCode.OK.code();
  }
}

package com.webiny.telemetry.job;

import com.webiny.telemetry.exit.ExitCode;
import com.webiny.telemetry.exit.StopException;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "backfill",
    description =
        "Reads all raw logs of a range of days again and merges their lines, whatever the lookback.",
    mixinStandardHelpOptions = true,
    versionProvider = JobVersion.class,
    sortOptions = false)
final class BackfillCommand implements Callable<Integer> {
  private final Clock clock;

  @Mixin private CommonOptions common;

  @Mixin private MetricsOption metrics;

  @Mixin private LogOption log;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "D",
      description = "The first day, as YYYY-MM-DD.")
  private String from = "";

  @Option(
      names = "--to",
      required = true,
      paramLabel = "D",
      description =
          "The last day, as YYYY-MM-DD; at most the newest published day, if there is one.")
  private String to = "";

  @Option(
      names = "--rebuild",
      description =
          "Forget the published rows of these days first and take the raw logs as the whole truth; exit 4 if a day would lose"
              + " more than one of a hundred rows. Default: rows are only ever added.")
  private boolean rebuild;

  @Option(
      names = "--accept-loss",
      description = "With --rebuild, let days lose any share of their rows. Default: exit 4.")
  private boolean acceptLoss;

  BackfillCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws Exception {
    log.begin("backfill", clock);
    metrics.tell("backfill", clock, this::publish);
    return ExitCode.OK.code();
  }

  private Optional<MetricsOption.Done> publish() throws StopException, IOException {
    if (acceptLoss && !rebuild) {
      throw new StopException(
          ExitCode.USAGE, "--accept-loss belongs to --rebuild; give both, or leave it out.");
    }
    RunOptions.Work work =
        new RunOptions.Work.Backfill(
            CommonOptions.day("--from", from), CommonOptions.day("--to", to), rebuild, acceptLoss);
    RunOptions options = common.check(work, clock);
    NightlyPipeline.Outcome outcome = NightlyPipeline.run(options);
    Console.done(outcome.text(options), outcome.summary());
    return Optional.of(new MetricsOption.Done(outcome, options.warehouse()));
  }
}

package com.webiny.telemetry.job;

import com.webiny.telemetry.exit.ExitCode;
import com.webiny.telemetry.exit.StopException;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "nightly",
    description = "Publishes every day up to a date from what is new in the raw logs.",
    mixinStandardHelpOptions = true,
    versionProvider = JobVersion.class,
    sortOptions = false)
final class NightlyCommand implements Callable<Integer> {
  private final Clock clock;

  @Mixin private CommonOptions common;

  @Mixin private MetricsOption metrics;

  @Mixin private LogOption log;

  @Option(
      names = "--date",
      paramLabel = "D",
      description =
          "The day to publish up to, as YYYY-MM-DD. Default: yesterday, UTC. A day before the newest published one acts as"
              + " that one.")
  private String date;

  NightlyCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws Exception {
    log.begin("nightly", clock);
    metrics.tell("nightly", clock, this::publish);
    return ExitCode.OK.code();
  }

  private Optional<MetricsOption.Done> publish() throws StopException, IOException {
    int day =
        date == null
            ? (int) LocalDate.now(clock.withZone(ZoneOffset.UTC)).toEpochDay() - 1
            : CommonOptions.day("--date", date);
    RunOptions options = common.check(new RunOptions.Work.Nightly(day), clock);
    NightlyPipeline.Outcome outcome = NightlyPipeline.run(options);
    Console.done(outcome.text(options), outcome.summary());
    return Optional.of(new MetricsOption.Done(outcome, options.warehouse()));
  }
}

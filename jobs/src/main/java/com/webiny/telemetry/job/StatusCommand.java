package com.webiny.telemetry.job;

import com.webiny.telemetry.audit.RunSummary;
import com.webiny.telemetry.exit.ExitCode;
import com.webiny.telemetry.exit.StopException;
import com.webiny.telemetry.publish.Commit;
import com.webiny.telemetry.publish.Warehouse;
import com.webiny.telemetry.report.Reports;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "status",
    description = "Tells how far a warehouse is, and whether anything needs a person.",
    mixinStandardHelpOptions = true,
    versionProvider = JobVersion.class,
    sortOptions = false)
final class StatusCommand implements Callable<Integer> {
  private final Clock clock;

  @Mixin private final WarehouseOption warehouse = new WarehouseOption();

  @Option(
      names = "--max-age-days",
      paramLabel = "N",
      description =
          "Exit 3 if the newest published day is more than this many days before today, UTC. Default: any age will do.")
  private Integer maxAgeDays;

  StatusCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws Exception {
    if (maxAgeDays != null && maxAgeDays < 0) {
      throw new StopException(
          ExitCode.USAGE,
          "--max-age-days must be at least 0; give such a number or leave the option out.");
    }
    Warehouse place = new Warehouse(warehouse.location());
    place.requireKnownFormat();
    Optional<Commit> head = place.head();
    if (head.isEmpty()) {
      throw new StopException(
          ExitCode.INPUT,
          "--warehouse holds no published day; check the path, or run nightly first.");
    }
    print(place, head.get());
    requireFresh(head.get());
    return ExitCode.OK.code();
  }

  private static void print(Warehouse place, Commit head) throws IOException {
    LocalDate first = LocalDate.parse(head.firstDay());
    LocalDate newest = LocalDate.parse(head.newestDay());
    LocalDate lastFinal = newest.minusDays(head.settings().lookbackDays() + 3L);
    Console.print("newest day: " + newest);
    Console.print("first day: " + first);
    if (!head.tablesFrom().equals(head.firstDay())) {
      Console.print("tables from: " + head.tablesFrom());
    }
    Console.print(
        "final days: " + (lastFinal.isBefore(first) ? "none yet" : first + " to " + lastFinal));
    boolean half = place.isHalfPlaced(head);
    Console.print(
        half
            ? "missing days: not known before all is in place"
            : line("missing days", Reports.daysWithoutFiles(place.storage(), place.path(""))));
    Console.print(
        "last run: " + head.command() + ", commit " + head.number() + " at " + head.committedAt());
    RunSummary.Names late = head.summary().unreadLateFiles();
    Console.print("late files: " + (late.count() == 0 ? "none" : late.text()));
    Console.print("half in place: " + (half ? "yes, the next run finishes it" : "no"));
  }

  private static String line(String what, List<String> names) {
    return what + ": " + (names.isEmpty() ? "none" : RunSummary.Names.of(names).text());
  }

  private void requireFresh(Commit head) throws StopException {
    if (maxAgeDays == null) {
      return;
    }
    LocalDate today = LocalDate.now(clock.withZone(ZoneOffset.UTC));
    long age = ChronoUnit.DAYS.between(LocalDate.parse(head.newestDay()), today);
    if (age > maxAgeDays) {
      throw new StopException(
          ExitCode.INPUT,
          "The newest published day "
              + head.newestDay()
              + " is "
              + age
              + " days old, more than --max-age-days; find out why nightly has not published.");
    }
  }
}

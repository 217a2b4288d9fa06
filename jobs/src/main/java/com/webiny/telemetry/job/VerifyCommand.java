package com.webiny.telemetry.job;

import com.webiny.telemetry.audit.RunSummary;
import com.webiny.telemetry.exit.ExitCode;
import com.webiny.telemetry.exit.StopException;
import com.webiny.telemetry.publish.DamagedException;
import com.webiny.telemetry.publish.Warehouse;
import com.webiny.telemetry.verify.Verification;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "verify",
    description = {
      "Reads every published file again and holds it against its commit: size, SHA-256, rows, schema, sums.",
      "Names each fault and exits 4 if there is one; changes nothing."
    },
    mixinStandardHelpOptions = true,
    versionProvider = JobVersion.class,
    sortOptions = false)
final class VerifyCommand implements Callable<Integer> {
  private final Clock clock;

  @Mixin private final WarehouseOption warehouse = new WarehouseOption();

  @Mixin private MetricsOption metrics;

  VerifyCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws Exception {
    metrics.tell("verify", clock, this::verify);
    return ExitCode.OK.code();
  }

  private Optional<MetricsOption.Done> verify() throws StopException, IOException {
    Warehouse place = new Warehouse(warehouse.location());
    Verification.Verdict verdict = Verification.of(place);
    if (verdict.head().isEmpty()) {
      requireKnownFormat(place); // Another job's commits look damaged to this one.
    }
    if (!verdict.faults().isEmpty()) {
      throw new StopException(ExitCode.CHECK_FAILED, told(verdict));
    }
    if (verdict.head().isEmpty()) {
      throw new StopException(
          ExitCode.INPUT,
          "--warehouse holds no published day; check the path, or run nightly first.");
    }
    Console.print(
        "All is well: "
            + verdict.files()
            + " published files of "
            + verdict.bytes()
            + " bytes are as commit "
            + verdict.head().get().number()
            + " says.");
    return Optional.empty();
  }

  private static void requireKnownFormat(Warehouse place) throws IOException, StopException {
    try {
      place.requireKnownFormat();
    } catch (DamagedException damaged) {
      // The commit is damaged too, and told of.
    }
  }

  /** Prints the faults, and gives the sentence that sums them up. */
  private static String told(Verification.Verdict verdict) {
    RunSummary.Names names = RunSummary.Names.of(verdict.faults());
    names.first().forEach(Console::error);
    if (names.count() > names.first().size()) {
      Console.error("And " + (names.count() - names.first().size()) + " more.");
    }
    return "--warehouse has "
        + (names.count() == 1 ? "1 fault" : names.count() + " faults")
        + (verdict.halfPlaced()
            ? "; run nightly, which finishes the commit, then verify again."
            : "; restore what is named from a backup, or publish the raw logs to a new warehouse.");
  }
}

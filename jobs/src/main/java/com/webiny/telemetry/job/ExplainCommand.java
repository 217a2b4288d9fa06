package com.webiny.telemetry.job;

import com.webiny.telemetry.exit.ExitCode;
import com.webiny.telemetry.exit.StopException;
import com.webiny.telemetry.publish.Commit;
import com.webiny.telemetry.publish.Warehouse;
import com.webiny.telemetry.publish.WarehouseState;
import com.webiny.telemetry.report.Report;
import com.webiny.telemetry.report.Reports;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "explain",
    description = {
      "Tells how the numbers of a report's day came about: counts them again, and shows the rows, files and raw logs behind.",
      "Exits 4 if a number counted again is another; changes nothing."
    },
    mixinStandardHelpOptions = true,
    versionProvider = JobVersion.class,
    sortOptions = false)
final class ExplainCommand implements Callable<Integer> {

  @Mixin private final WarehouseOption warehouse = new WarehouseOption();

  @Option(
      names = "--report",
      required = true,
      paramLabel = "R",
      description = "The report, such as daily_active_users.")
  private String report = "";

  @Option(
      names = "--date",
      required = true,
      paramLabel = "D",
      description = "The day of the rows, as YYYY-MM-DD.")
  private String date = "";

  @Option(
      names = "--key",
      paramLabel = "K",
      description =
          "Only rows with this value in the first column behind the date; give it again for the next column. Default: all rows of"
              + " the day.")
  private List<String> keys = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    Report wanted = report();
    int day = CommonOptions.day("--date", date);
    if (keys.size() >= wanted.keyFields()) {
      throw usage(
          "--key is given for more columns than the key of "
              + wanted.name()
              + " has behind the date ("
              + (wanted.keyFields() - 1)
              + "); give fewer.");
    }
    Warehouse place = new Warehouse(warehouse.location());
    place.requireKnownFormat();
    WarehouseState state = place.state();
    if (state.head().isEmpty()) {
      throw new StopException(
          ExitCode.INPUT,
          "--warehouse holds no published day; check the path, or run nightly first.");
    }
    Commit head = state.head().get();
    if (place.isHalfPlaced(head)) {
      throw new StopException(
          ExitCode.STORAGE,
          "The newest commit is not fully in place; run nightly, which finishes it, then explain again.");
    }
    String iso = LocalDate.ofEpochDay(day).toString();
    if (iso.compareTo(head.firstDay()) < 0 || iso.compareTo(head.newestDay()) > 0) {
      throw usage(
          "--date is no published day; give one from "
              + head.firstDay()
              + " to "
              + head.newestDay()
              + ".");
    }
    new Explanation(place, state, wanted, day, keys).print();
    return ExitCode.OK.code();
  }

  private Report report() throws StopException {
    return Reports.all().stream()
        .filter(known -> known.name().equals(report))
        .findFirst()
        .orElseThrow(
            () ->
                usage(
                    "--report names no report; give "
                        + Reports.all().stream().map(Report::name).collect(Collectors.joining(", "))
                        + "."));
  }

  private static StopException usage(String sentence) {
    return new StopException(ExitCode.USAGE, sentence);
  }
}

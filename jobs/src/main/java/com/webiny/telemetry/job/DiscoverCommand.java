package com.webiny.telemetry.job;

import com.webiny.telemetry.audit.RunSummary;
import com.webiny.telemetry.discover.Discovery;
import com.webiny.telemetry.discover.Findings;
import com.webiny.telemetry.discover.Frequent;
import com.webiny.telemetry.discover.JsonType;
import com.webiny.telemetry.discover.Seen;
import com.webiny.telemetry.exit.ExitCode;
import com.webiny.telemetry.exit.StopException;
import com.webiny.telemetry.landing.LandingFile;
import com.webiny.telemetry.storage.Storages.Location;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "discover",
    description = {
      "Tells which fields and events raw logs hold that are not on the allowlist: for those who may read the raw logs.",
      "Prints names of fields and of unknown events, as senders chose them, never another value; stores nothing."
    },
    mixinStandardHelpOptions = true,
    versionProvider = JobVersion.class,
    sortOptions = false)
final class DiscoverCommand implements Callable<Integer> {
  private static final int MAX_DAYS = 1_000;

  /** How many names of a kind are printed. */
  private static final int MAX_PRINTED = 200;

  private final Clock clock;

  @Option(
      names = "--raw",
      required = true,
      paramLabel = "URI",
      description =
          "Folder of the raw logs, with its dt= folders: a path, or a URI of any Hadoop file system.")
  private String raw = "";

  @Option(
      names = "--date",
      paramLabel = "D",
      description = "The last folder to look into, as YYYY-MM-DD. Default: yesterday, UTC.")
  private String date;

  @Option(
      names = "--days",
      paramLabel = "N",
      description = "How many folders to look into, 1 to 1000, back from --date. Default: 1.")
  private int days = 1;

  DiscoverCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws Exception {
    int last =
        date == null
            ? (int) LocalDate.now(clock.withZone(ZoneOffset.UTC)).toEpochDay() - 1
            : CommonOptions.day("--date", date);
    if (days < 1 || days > MAX_DAYS) {
      throw new StopException(
          ExitCode.USAGE,
          "--days must be from 1 to 1000; give such a number or leave the option out.");
    }
    int first = last - days + 1;
    Location place = Locations.raw(raw);
    Locations.requireThere(place);
    List<LandingFile> files = Locations.list(place).between(first, last);
    String range = "dt=" + Publication.iso(first) + " to dt=" + Publication.iso(last);
    if (files.isEmpty()) {
      throw new StopException(
          ExitCode.INPUT, "--raw holds no file in the folders " + range + "; check the range.");
    }
    Findings findings =
        SparkSessions.run(
            spark ->
                Discovery.run(
                    spark,
                    place.storage(),
                    files,
                    Plans.partBytes(files, spark.sparkContext().defaultParallelism())));
    print(range, files.size(), findings);
    return ExitCode.OK.code();
  }

  private static void print(String range, int files, Findings findings) {
    Console.print(
        "Looked into the folders "
            + range
            + ": "
            + files
            + " files, "
            + findings.lines()
            + " lines, of which "
            + findings.objects()
            + " hold a JSON object.");
    if (!findings.unread().isEmpty()) {
      Console.print(
          "Not read to their end: " + RunSummary.Names.of(findings.unread()).text() + ".");
    }
    print("Fields that are not on the allowlist", findings.unlistedPaths(), findings.morePaths());
    print("Events that are not on the allowlist", findings.unknownEvents(), findings.moreEvents());
  }

  private static void print(String what, List<Frequent.Found> all, long more) {
    Console.print("");
    if (all.isEmpty()) {
      Console.print(what + ": none.");
      return;
    }
    Console.print(what + ", how often, in folders from and to, as what:");
    int width = Long.toString(all.get(0).seen().times()).length();
    for (Frequent.Found found : all.subList(0, Math.min(all.size(), MAX_PRINTED))) {
      Seen seen = found.seen();
      String times = Long.toString(seen.times());
      Console.print(
          " ".repeat(width - times.length() + 2)
              + times
              + "  "
              + Publication.iso(seen.firstDay())
              + "  "
              + Publication.iso(seen.lastDay())
              + "  "
              + found.shown()
              + "  ("
              + types(seen)
              + ")");
    }
    if (all.size() > MAX_PRINTED) {
      Console.print("  and " + (all.size() - MAX_PRINTED) + " more names");
    }
    if (more > 0) {
      Console.print("  and further names, too many to be told apart, " + more + " times");
    }
  }

  private static String types(Seen seen) {
    List<String> types = new ArrayList<>();
    for (JsonType type : JsonType.values()) {
      if (seen.of(type) > 0) {
        types.add(type.text() + (seen.of(type) == seen.times() ? "" : " " + seen.of(type)));
      }
    }
    return String.join(", ", types);
  }
}

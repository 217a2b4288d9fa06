package com.webiny.telemetry.bench;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What can be measured, by name. Each scenario is one table. */
final class Scenarios {
  private static final Map<String, Function<BenchmarkOptions, List<BenchmarkCase>>> ALL =
      new LinkedHashMap<>();

  static {
    ALL.put("night", Scenarios::night);
    ALL.put("sizes", Scenarios::sizes);
    ALL.put("compressed", Scenarios::compressed);
    ALL.put("small-files", Scenarios::smallFiles);
    ALL.put("busy-id", Scenarios::busyId);
    ALL.put("many-ids", Scenarios::manyIds);
    ALL.put("history", Scenarios::history);
    ALL.put("cores", Scenarios::cores);
    ALL.put("sample", Scenarios::sample);
    ALL.put("workers", Scenarios::workers);
  }

  private Scenarios() {}

  /** For the help text. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return ALL.keySet().iterator();
    }
  }

  /** The scenarios asked for, each with its cases. */
  static Map<String, List<BenchmarkCase>> of(BenchmarkOptions options) {
    Map<String, List<BenchmarkCase>> chosen = new LinkedHashMap<>();
    ALL.forEach(
        (name, cases) -> {
          if (options.scenario.equals("all") || options.scenario.equals(name)) {
            chosen.put(name, cases.apply(options));
          }
        });
    return chosen;
  }

  private static List<BenchmarkCase> night(BenchmarkOptions o) {
    if (o.historyDays > 0) {
      return List.of(historyOf(o, o.size, o.historyDays, o.historyDays + 1));
    }
    return List.of(new BenchmarkCase(o.size, o, o.night(o.size)));
  }

  private static List<BenchmarkCase> sizes(BenchmarkOptions o) {
    return List.of(
        new BenchmarkCase("1g", o, o.night("1g")),
        new BenchmarkCase("6g", o, o.night("6g")),
        new BenchmarkCase("20g, heap 3g", o, o.night("20g")).heap("3g"));
  }

  private static List<BenchmarkCase> compressed(BenchmarkOptions o) {
    return List.of(
        new BenchmarkCase(o.size + ", plain", o, o.night(o.size)),
        new BenchmarkCase(o.size + ", gzip", o, o.night(o.size, "--gzip")),
        new BenchmarkCase(o.size + ", zstd", o, o.night(o.size, "--zstd")));
  }

  /** A hundred thousand files, whatever the size. */
  private static List<BenchmarkCase> smallFiles(BenchmarkOptions o) {
    String each = Long.toString(Math.max(1, BenchmarkOptions.bytes(o.size) / 100_000));
    return List.of(
        new BenchmarkCase(o.size + ", 72 files", o, o.night(o.size)),
        new BenchmarkCase(o.size + ", 100,000 files", o, o.night(o.size, "--file-size", each)));
  }

  private static List<BenchmarkCase> busyId(BenchmarkOptions o) {
    return List.of(
        new BenchmarkCase(o.size + ", as usual", o, o.night(o.size)),
        new BenchmarkCase(o.size + ", one ID has half", o, o.night(o.size, "--busy-share", "0.5"))
            .jobOnly());
  }

  /** Twenty million IDs send about 22 GB. */
  private static List<BenchmarkCase> manyIds(BenchmarkOptions o) {
    return List.of(
        new BenchmarkCase(
            "20 million IDs",
            o,
            "--ids",
            "12500000",
            "--ids-per-machine",
            "24",
            "--clean",
            "--plain"));
  }

  /** The same last night each time, behind more or less of the same history. */
  private static List<BenchmarkCase> history(BenchmarkOptions o) {
    List<BenchmarkCase> cases = new ArrayList<>();
    for (int days : new int[] {30, 36, 400}) {
      cases.add(historyOf(o, "10m", days, 401));
    }
    return cases;
  }

  private static BenchmarkCase historyOf(BenchmarkOptions o, String aDay, int days, int ofDays) {
    return new BenchmarkCase(aDay + " a day after " + days + " days", o, o.days(ofDays, aDay))
        .afterHistory(days, ofDays);
  }

  private static List<BenchmarkCase> cores(BenchmarkOptions o) {
    List<BenchmarkCase> cases = new ArrayList<>();
    for (int cores = 1; cores <= o.cores; cores *= 2) {
      cases.add(
          new BenchmarkCase(
                  o.size + ", " + cores + (cores == 1 ? " core" : " cores"), o, o.night(o.size))
              .cores(cores));
    }
    return cases;
  }

  /** As run-local.sh runs it: quick to start rather than quick. */
  private static List<BenchmarkCase> sample(BenchmarkOptions o) {
    BenchmarkCase sample =
        new BenchmarkCase("sample-data", o)
            .javaOptions("-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
            .jobOnly();
    BenchmarkCase again = new BenchmarkCase("sample-data, nothing new", o);
    return List.of(sample, again.javaOptions(sample.javaOptions).nothingNew());
  }

  private static List<BenchmarkCase> workers(BenchmarkOptions o) {
    return List.of(
        new BenchmarkCase(o.size + ", 1 worker", o, o.night(o.size)).workers(1),
        new BenchmarkCase(o.size + ", 2 workers", o, o.night(o.size)).workers(2));
  }
}

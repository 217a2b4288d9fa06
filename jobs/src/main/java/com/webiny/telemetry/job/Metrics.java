package com.webiny.telemetry.job;

import com.webiny.telemetry.audit.RunSummary;
import com.webiny.telemetry.event.Bucket;
import com.webiny.telemetry.exit.ExitCode;
import com.webiny.telemetry.night.DayBucket;
import com.webiny.telemetry.publish.PublishedFile;
import com.webiny.telemetry.publish.WarehouseState;
import com.webiny.telemetry.table.Table;
import com.webiny.telemetry.table.Tables;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a run tells a monitoring system, in Prometheus' text format 0.0.4. Only gauges, only names
 * and label values that stand in this program, only counts, days and moments: never a value from a
 * log line, never a path.
 */
final class Metrics {
  private static final String PREFIX = "telemetry_";
  private static final Pattern SAMPLE =
      Pattern.compile(
          "telemetry_([a-z_]+)(\\{[a-z]+=\"[a-z_]+\"(?:,[a-z]+=\"[a-z_]+\")*\\}) (-?[0-9]{1,19}(?:\\.[0-9]{1,9})?)");

  /**
   * A kind of number.
   *
   * @param ofSuccess whether a failed run says again what the file said before
   */
  private record Gauge(String name, String help, boolean ofSuccess) {}

  private static final Gauge EXIT_CODE =
      new Gauge("last_run_exit_code", "Exit code of the last run; 0 and 5 need nothing.", false);
  private static final Gauge RUN_AT =
      new Gauge("last_run_timestamp_seconds", "When the last run ended.", false);
  private static final Gauge DURATION =
      new Gauge("last_run_duration_seconds", "How long the last run took.", false);
  private static final Gauge SUCCESS_AT =
      new Gauge(
          "last_success_timestamp_seconds", "When the last run with exit code 0 ended.", true);
  private static final Gauge NEWEST_DAY =
      new Gauge(
          "newest_day_timestamp_seconds",
          "Midnight UTC that the newest published day begins with.",
          true);
  private static final Gauge ROWS =
      new Gauge(
          "newest_day_rows",
          "Rows of the newest published day, by table; of users all rows.",
          true);
  private static final Gauge LINES =
      new Gauge(
          "read_lines", "Lines the last run with exit code 0 read, by what became of them.", true);
  private static final Gauge FILES =
      new Gauge(
          "files",
          "Files of the last run with exit code 0: read, published, growing, damaged and skipped, late and not read.",
          true);
  private static final Gauge BYTES =
      new Gauge("read_bytes", "Bytes, as stored, that the last run with exit code 0 read.", true);
  private static final Gauge EVENTS =
      new Gauge("added_events", "Events that the last run with exit code 0 added.", true);
  private static final Gauge MISSING =
      new Gauge(
          "missing_folders",
          "Days the last run with exit code 0 published without any file.",
          true);

  private static final List<Gauge> GAUGES =
      List.of(
          EXIT_CODE,
          RUN_AT,
          DURATION,
          SUCCESS_AT,
          NEWEST_DAY,
          ROWS,
          LINES,
          FILES,
          BYTES,
          EVENTS,
          MISSING);

  private final String command;

  /** Values as text, by labels as text, by gauge. */
  private final Map<Gauge, Map<String, String>> samples = new LinkedHashMap<>();

  private Metrics(String command) {
    this.command = command;
    GAUGES.forEach(gauge -> samples.put(gauge, new LinkedHashMap<>()));
  }

  /** Of a run that ended now. */
  static Metrics of(String command, ExitCode code, Instant start, Instant now) {
    Metrics metrics = new Metrics(command);
    metrics.set(EXIT_CODE, code.code());
    metrics.set(RUN_AT, seconds(now.toEpochMilli()));
    // A wall clock may have been put back.
    metrics.set(DURATION, seconds(Math.max(0, Duration.between(start, now).toMillis())));
    if (code == ExitCode.OK) {
      metrics.set(SUCCESS_AT, seconds(now.toEpochMilli()));
    }
    return metrics;
  }

  /** Adds what is published. */
  void addState(WarehouseState state) throws IOException {
    if (state.newestDay().isEmpty()) {
      return;
    }
    int newest = state.newestDay().getAsInt();
    set(NEWEST_DAY, newest * 86_400L);
    int buckets = state.head().orElseThrow().settings().buckets();
    for (Table<?> table : Tables.all()) {
      int day = table == Tables.USERS ? DayBucket.NO_DAY : newest;
      long rows = 0;
      for (int bucket = 0; bucket < buckets; bucket++) {
        String path = new DayBucket(table.name(), day, bucket).path();
        rows += state.files().get(path).map(PublishedFile::rows).orElse(0L);
      }
      set(ROWS, "table", table.name(), rows);
    }
  }

  /** Adds what a night or a backfill did; if there was nothing to do, that it did nothing. */
  void addRun(NightlyPipeline.Outcome outcome) {
    Optional<RunSummary> done = outcome.summary();
    for (Bucket bucket : Bucket.values()) {
      set(
          LINES,
          "bucket",
          bucket.text(),
          done.map(summary -> summary.lines().getOrDefault(bucket.text(), 0L)).orElse(0L));
    }
    set(FILES, "state", "read", done.map(RunSummary::filesRead).orElse(0L));
    set(FILES, "state", "published", done.map(RunSummary::filesPublished).orElse(0L));
    set(FILES, "state", "growing", done.map(summary -> summary.growing().count()).orElse(0L));
    set(FILES, "state", "damaged", done.map(summary -> summary.damaged().count()).orElse(0L));
    set(FILES, "state", "late", outcome.unreadLateFiles().count());
    set(BYTES, done.map(RunSummary::bytesRead).orElse(0L));
    set(EVENTS, done.map(RunSummary::rowsAdded).orElse(0L));
    set(MISSING, done.map(summary -> summary.missingFolders().count()).orElse(0L));
  }

  /**
   * Adds what an earlier file said of the last success, where this run says nothing.
   *
   * @param text of the file; what is no line of ours is passed over
   */
  void addKept(String text) {
    text.lines()
        .map(SAMPLE::matcher)
        .filter(Matcher::matches)
        .forEach(
            sample ->
                GAUGES.stream()
                    .filter(gauge -> gauge.ofSuccess() && gauge.name().equals(sample.group(1)))
                    .forEach(
                        gauge -> samples.get(gauge).putIfAbsent(sample.group(2), sample.group(3))));
  }

  /** All of it. */
  String text() {
    List<String> lines = new ArrayList<>();
    samples.forEach(
        (gauge, values) -> {
          if (!values.isEmpty()) {
            lines.add("# HELP " + PREFIX + gauge.name() + " " + gauge.help());
            lines.add("# TYPE " + PREFIX + gauge.name() + " gauge");
            values.forEach(
                (labels, value) -> lines.add(PREFIX + gauge.name() + labels + " " + value));
          }
        });
    return String.join("\n", lines) + "\n";
  }

  private void set(Gauge gauge, long value) {
    set(gauge, Long.toString(value));
  }

  private void set(Gauge gauge, String value) {
    samples.get(gauge).put("{command=\"" + command + "\"}", value);
  }

  private void set(Gauge gauge, String label, String labelValue, long value) {
    samples
        .get(gauge)
        .put(
            "{command=\"" + command + "\"," + label + "=\"" + labelValue + "\"}",
            Long.toString(value));
  }

  private static String seconds(long millis) {
    return BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString();
  }
}

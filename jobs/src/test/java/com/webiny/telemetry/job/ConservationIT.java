package com.webiny.telemetry.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import com.webiny.telemetry.audit.RunSummary;
import com.webiny.telemetry.event.Bucket;
import com.webiny.telemetry.landing.LedgerEntry;
import com.webiny.telemetry.publish.Warehouse;
import com.webiny.telemetry.publish.WarehouseState;
import com.webiny.telemetry.sample.SampleMaker;
import com.webiny.telemetry.storage.Storages;
import com.webiny.telemetry.vectors.TableChecksums;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every line is accounted for (SPEC section 5), and a sum that does not hold stops the night. */
class ConservationIT {
  private static final LocalDate FROM = LocalDate.of(2026, 4, 10);
  private static final Path COMMITTED_SAMPLE = Path.of("..", "sample-data", "raw");

  @TempDir Path temp;

  @ParameterizedTest(name = "seed {0}, {1} days")
  @CsvSource({"51, 4, 200", "52, 15, 60"})
  void everyLineOfASampleIsCountedOnce(long seed, int days, int ids) throws Exception {
    Path raw = temp.resolve("raw");
    SampleMaker.make(
        raw,
        "--seed",
        Long.toString(seed),
        "--from",
        FROM.toString(),
        "--days",
        Integer.toString(days),
        "--ids-per-day",
        Integer.toString(ids));
    Site site = Site.in(temp, raw);
    site.publish(FROM.plusDays(days - 1L).toString());
    requireSums(site);
  }

  @Test
  void everyLineOfTheCommittedSampleIsCountedOnce() throws Exception {
    Site site = Site.in(temp, COMMITTED_SAMPLE);
    site.publish("2026-11-22");
    requireSums(site);
  }

  @ParameterizedTest
  @ValueSource(longs = {53, 54, 55})
  void everyLineOfHostileLogsIsCountedOnceAlsoNightByNightAndInParts(long seed) throws Exception {
    Site site = Site.in(temp).on(JobRun.embedded().with("spark.telemetry.partBytes", "10007"));
    new Layout(3, Layout.Packing.MIXED, seed)
        .write(site.raw(), HostileLogs.lines(seed, FROM, 4, 700, 40));
    site.write(
        "dt=" + FROM + "/torn.ndjson", "{}\n{\"received_at\":\"CANARY-", "2026-05-01T00:00:00Z");
    site.write("dt=" + FROM + "/empty.ndjson", "", "2026-05-01T00:00:00Z");
    site.write("dt=" + FROM + "/mark.ndjson", "\uFEFF", "2026-05-01T00:00:00Z");
    site.write("dt=" + FROM + "/breaks.ndjson", "\n\r\n \n\r", "2026-05-01T00:00:00Z");
    for (int day = 0; day < 4; day++) {
      site.publish(FROM.plusDays(day).toString());
      requireSums(site);
    }
  }

  /** Holds the ledger, the reports, the tables and the summary against the lines themselves. */
  private static void requireSums(Site site) throws Exception {
    WarehouseState state = state(site);
    long accepted = 0;
    assertThat(state.ledger().entries()).isNotEmpty();
    for (LedgerEntry entry : state.ledger().entries()) {
      long lines = lines(site.raw().resolve(entry.name()));
      assertThat(entry.use()).isEqualTo(LedgerEntry.Use.USED);
      assertThat(entry.counts().lines()).as(entry.name()).isEqualTo(lines);
      assertThat(Stream.of(Bucket.values()).mapToLong(entry::of).sum())
          .as(entry.name())
          .isEqualTo(lines);
      accepted += entry.of(Bucket.ACCEPTED);
    }
    Rows quality = site.report("data_quality");
    for (Map<String, String> row : quality.rows()) {
      long sum = Stream.of(Bucket.values()).mapToLong(b -> Long.parseLong(row.get(b.text()))).sum();
      assertThat(sum).as(row.get("date")).isEqualTo(Long.parseLong(row.get("lines")));
    }
    assertThat(accepted).isEqualTo(quality.sum("events") + quality.sum("duplicates"));
    long rows =
        TableChecksums.ofWarehouse(site.warehouse()).tables().get("events").values().stream()
            .mapToLong(TableChecksums.Part::rows)
            .sum();
    assertThat(rows).isEqualTo(quality.sum("events")).isPositive();
    RunSummary summary = state.head().orElseThrow().summary();
    assertThat(summary.lines().get("accepted"))
        .isGreaterThanOrEqualTo(summary.rowsAdded())
        .isPositive();
  }

  @Test
  void firstRunAddsOrKnowsEveryAcceptedLine() throws Exception {
    Site site = Site.in(temp);
    new Layout(2, Layout.Packing.PLAIN, 56)
        .write(site.raw(), HostileLogs.lines(56, FROM, 3, 500, 10));
    site.publish(FROM.plusDays(2).toString());
    RunSummary summary = state(site).head().orElseThrow().summary();
    assertThat(summary.lines().get("accepted"))
        .isEqualTo(summary.rowsAdded() + summary.linesKnown());
    assertThat(summary.rowsAdded()).isEqualTo(site.report("data_quality").sum("events"));
    assertThat(summary.linesKnown()).isEqualTo(site.report("data_quality").sum("duplicates"));
  }

  @ParameterizedTest(name = "rows of the events file off by {0}")
  @ValueSource(ints = {1, -1})
  void wrongRowCountInTheCommitStopsTheNightAndNothingIsTouched(int off) throws Exception {
    Site site = Site.in(temp);
    new Layout(1, Layout.Packing.PLAIN, 0)
        .write(site.raw(), HostileLogs.lines(57, FROM, 3, 300, 40));
    String newest = FROM.plusDays(2).toString();
    site.publish(newest);
    String file = "tables/events/dt=" + newest + "/part-00001.parquet";
    long rows = state(site).files().get(file).orElseThrow().rows();
    changeRows(site, file, rows + off);
    assertThat(state(site).files().get(file).orElseThrow().rows()).isEqualTo(rows + off);
    StringBuilder late = new StringBuilder();
    for (int id = 0; id < 64; id++) { // Some of them fall into the bucket.
      late.append(TestLines.admin(newest + "T01:00:00Z", id, "5.41.0")).append('\n');
    }
    site.write("dt=" + newest + "/late.ndjson", late.toString(), "2026-05-01T00:00:00Z");
    SortedMap<String, String> before = site.bytes();

    JobRun.Result result = site.nightly(newest);

    assertThat(result.code()).as(result.toString()).isEqualTo(4);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("Nothing was published: ").contains(newest).hasLineCount(1);
    assertThat(site.bytes()).isEqualTo(before);

    changeRows(site, file, rows);
    site.publish(newest);
    requireSums(site);
  }

  private static void changeRows(Site site, String file, long rows) throws Exception {
    int number = state(site).head().orElseThrow().number();
    String commit = "_telemetry/commits/%06d.json".formatted(number);
    new Forgery(site.warehouse(), commit).ofFile(file, entry -> entry.put("rows", rows));
  }

  private static WarehouseState state(Site site) throws Exception {
    return new Warehouse(
            Storages.warehouse(
                "--warehouse", site.warehouse().toString(), SparkSessions::hadoopConfiguration))
        .state();
  }

  /** Counts lines the plain way: LF-terminated pieces, plus a rest that is not empty. */
  private static long lines(Path file) throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    if (bytes.length > 3 && bytes[0] == (byte) 0x1F && bytes[1] == (byte) 0x8B) {
      try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
        bytes = in.readAllBytes();
      }
    } else if (bytes.length > 3 && bytes[0] == (byte) 0x28 && bytes[1] == (byte) 0xB5) {
      try (InputStream in = new ZstdInputStream(new ByteArrayInputStream(bytes))) {
        bytes = in.readAllBytes();
      }
    }
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    if (text.startsWith("\u00EF\u00BB\u00BF")) {
      text = text.substring(3);
    }
    List<String> pieces = List.of(text.split("\n", -1));
    return pieces.size() - (pieces.get(pieces.size() - 1).isEmpty() ? 1L : 0L);
  }
}

package com.webiny.telemetry.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.opinion.SecondOpinion;
import com.webiny.telemetry.opinion.SecondOpinion.Question;
import com.webiny.telemetry.sample.SampleMaker;
import com.webiny.telemetry.vectors.CsvCompare;
import com.webiny.telemetry.vectors.TableChecksums;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The job and an engine of its own, asked the same over generated logs, say the same. */
class SecondOpinionIT {
  private static final LocalDate FROM = LocalDate.of(2026, 2, 20);
  private static final int LOOKBACK = 7;

  @TempDir Path temp;

  @ParameterizedTest(name = "sample seed {0}, {1} days, {2} IDs a day")
  @CsvSource({
    "1, 3, 300, 1, 1",
    "2, 9, 150, 5, 4",
    "3, 20, 80, 2, 7",
    "4, 37, 120, 5, 2",
    "5, 45, 60, 3, 16",
    "20261122, 12, 250, 10, 4",
  })
  void sampleLogsGiveTheSameReportsAndTables(
      long seed, int days, int ids, int minCellSize, int buckets) throws Exception {
    Site site = Site.in(temp, temp.resolve("raw"));
    Files.delete(site.raw());
    SampleMaker.make(
        site.raw(),
        "--seed",
        Long.toString(seed),
        "--from",
        FROM.toString(),
        "--days",
        Integer.toString(days),
        "--ids-per-day",
        Integer.toString(ids));
    compare(site, FROM.plusDays(days - 1L), minCellSize, buckets);
  }

  @ParameterizedTest(name = "hostile seed {0}, {1} days, {2} lines a day, {3} IDs")
  @CsvSource({
    "11, 3, 3000, 5, 1, 4",
    "12, 10, 1000, 60, 2, 3",
    "13, 31, 200, 25, 1, 1",
    "14, 40, 150, 400, 3, 5",
    "15, 8, 2500, 3000, 5, 8",
    "16, 5, 4000, 1, 1, 2",
  })
  void hostileLogsGiveTheSameReportsAndTables(
      long seed, int days, int lines, int ids, int minCellSize, int buckets) throws Exception {
    Site site = Site.in(temp);
    new Layout(4, Layout.Packing.MIXED, seed)
        .write(site.raw(), HostileLogs.lines(seed, FROM, days, lines, ids));
    compare(site, FROM.plusDays(days - 1L), minCellSize, buckets);
    assertThat(Leaks.in(site.warehouse(), site.raw())).isEmpty();
  }

  @Test
  void backfillIntoAnEmptyWarehouseGivesTheSameForItsRange() throws Exception {
    Site site = Site.in(temp);
    new Layout(3, Layout.Packing.MIXED, 17)
        .write(site.raw(), HostileLogs.lines(17, FROM, 12, 600, 50));
    LocalDate from = FROM.plusDays(3);
    LocalDate to = FROM.plusDays(8);
    JobRun.Result result = site.backfill(from.toString(), to.toString(), "--min-cell-size", "2");
    assertThat(result.published()).as(result.toString()).isTrue();
    compare(site, Question.backfill(site.raw(), from, to, 2, LOOKBACK));
  }

  /** Else the comparison above would compare less than it says. */
  @Test
  void hostileLogsFillEveryBucketAndEveryOutcome() {
    Site site = Site.in(temp);
    new Layout(2, Layout.Packing.PLAIN, 0)
        .write(site.raw(), HostileLogs.lines(12, FROM, 6, 1500, 60));
    site.write("dt=2026-02-21/torn", "{\"received_at\":", "2026-01-01T00:00:00Z");
    site.publish(FROM.plusDays(5).toString());
    Rows quality = site.report("data_quality");
    for (String column : quality.header()) {
      if (!List.of("date", "final", "revision", "forgotten").contains(column)) {
        assertThat(quality.sum(column)).as(column).isPositive();
      }
    }
    Rows deploys = site.report("deploy_success");
    for (String column : deploys.header()) {
      if (column.matches("succeeded|failed.*|abandoned|pending|orphaned|.*users|deployers")) {
        assertThat(deploys.sum(column)).as(column).isPositive();
      }
    }
  }

  private static void compare(Site site, LocalDate newest, int minCellSize, int buckets) {
    site.publish(
        newest.toString(),
        "--min-cell-size",
        Integer.toString(minCellSize),
        "--buckets",
        Integer.toString(buckets));
    compare(site, Question.nightly(site.raw(), newest, minCellSize, LOOKBACK));
  }

  private static void compare(Site site, Question question) {
    SoftAssertions softly = new SoftAssertions();
    try (SecondOpinion opinion = SecondOpinion.on(question, Site.KEY)) {
      for (String report : SecondOpinion.ALL_REPORTS) {
        softly
            .assertThat(CsvCompare.differences(opinion.csv(report), site.csv(report), Set.of()))
            .as(report)
            .isEmpty();
      }
      for (String table : TableChecksums.tableNames()) {
        softly.assertThat(opinion.tableDifferences(table, site.warehouse())).as(table).isEmpty();
      }
    }
    softly.assertAll();
    assertThat(site.report("data_quality").sum("events")).isGreaterThan(100);
  }
}

package com.webiny.telemetry.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.opinion.SecondOpinion;
import com.webiny.telemetry.sample.SampleMaker;
import com.webiny.telemetry.vectors.CsvCompare;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Merging is a set union (SPEC section 6): the same accepted lines give the same tables byte for
 * byte, and the same reports but for revisions and the sizes of files, in any order of nights, any
 * split into files and any cut into tasks.
 */
class SetUnionIT {
  private static final int DAYS = 7;
  private static final LocalDate FROM = LocalDate.of(2026, 3, 25);
  private static final LocalDate NEWEST = FROM.plusDays(DAYS - 1L);
  private static final Set<String> OF_LAYOUT = Set.of("revision", "files", "bytes");
  @TempDir static Path shared;
  private static SortedMap<LocalDate, List<byte[]>> lines;
  private static Site once;

  @TempDir Path temp;

  @BeforeAll
  static void publishAllAtOnceFromOneFileADay() throws IOException {
    Path sample = shared.resolve("sample");
    SampleMaker.make(
        sample,
        "--plain",
        "--from",
        FROM.toString(),
        "--days",
        Integer.toString(DAYS),
        "--ids-per-day",
        "60",
        "--seed",
        "31");
    lines = Layout.read(sample);
    HostileLogs.lines(32, FROM, DAYS, 300, 20)
        .forEach((day, more) -> lines.computeIfAbsent(day, d -> new ArrayList<>()).addAll(more));
    once = Site.in(shared.resolve("once"));
    new Layout(1, Layout.Packing.PLAIN, 0).write(once.raw(), lines);
    once.publish(NEWEST.toString());
    assertThat(once.tables()).hasSize(DAYS * 3 * 4 + 4);
  }

  @ParameterizedTest(name = "{0} files a day, {1}, seed {2}, {3}, parts of {4} bytes")
  @CsvSource({
    "50, PLAIN, 1, local[2], ''",
    "50, MIXED, 2, local[7], ''",
    "1, GZIP, 3, local[1], ''",
    "1, ZSTD, 4, local[2], ''",
    "1, PLAIN, 5, local[2], 20011",
    "7, MIXED, 6, local[7], 30011",
    "2, PLAIN, 7, local[1], 65536",
  })
  void anySplitAnyOrderAndAnyMasterGiveTheSameTables(
      int files, Layout.Packing packing, long seed, String master, String partBytes) {
    JobRun job = JobRun.embedded().with("spark.master", master);
    if (!partBytes.isEmpty()) {
      job = job.with("spark.telemetry.partBytes", partBytes);
    }
    Site site = Site.in(temp).on(job);
    new Layout(files, packing, seed).write(site.raw(), lines);
    site.publish(NEWEST.toString());
    requireSame(site, OF_LAYOUT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "7"})
  void filesCutAfterAnyByteGiveTheSameTables(String partBytes) {
    String text =
        "\uFEFF"
            + line("2026-03-25T10:00:00Z", 1)
            + "\r\n\r\n \n"
            + line("2026-03-25T10:00:00Z", 1)
            + "\n{\"torn\":\n"
            + line("2026-03-25T11:00:00Z", 2);
    Site whole = Site.in(temp.resolve("whole"));
    Site cut =
        Site.in(temp.resolve("cut"), whole.raw())
            .on(JobRun.embedded().with("spark.telemetry.partBytes", partBytes));
    whole.write("dt=2026-03-25/a", text, "2026-03-26T00:00:00Z");
    whole.publish("2026-03-25", "--buckets", "1");
    cut.publish("2026-03-25", "--buckets", "1");
    assertThat(cut.tables()).isEqualTo(whole.tables()).hasSize(4);
    for (String report : SecondOpinion.ALL_REPORTS) {
      assertThat(cut.csv(report)).isEqualTo(whole.csv(report));
    }
    assertThat(cut.report("data_quality").on("2026-03-25"))
        .containsEntry("lines", "6")
        .containsEntry("accepted", "3")
        .containsEntry("blank", "2")
        .containsEntry("malformed", "1")
        .containsEntry("events", "2");
  }

  @Test
  void nightsOneByOneGiveWhatAllAtOnceGives() {
    Site site = Site.in(temp, once.raw());
    for (int day = 0; day < DAYS; day++) {
      site.publish(FROM.plusDays(day).toString());
    }
    requireSame(site, Set.of("revision"));
  }

  @Test
  void everyNightSeesOnlyTheFoldersUpToItsNextDayAndEndsTheSame() throws IOException {
    Site site = Site.in(temp);
    Path waiting = temp.resolve("waiting");
    new Layout(3, Layout.Packing.MIXED, 8).write(waiting, lines);
    for (int day = 0; day < DAYS; day++) {
      for (LocalDate folder : List.of(FROM.plusDays(day), FROM.plusDays(day + 1L))) {
        Path from = waiting.resolve("dt=" + folder);
        if (Files.isDirectory(from)) {
          Files.move(from, site.raw().resolve("dt=" + folder));
        }
      }
      site.publish(FROM.plusDays(day).toString());
    }
    requireSame(site, OF_LAYOUT);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {41, 42, 43})
  void filesThatComeLateInAnyOrderGiveTheSameTables(long seed) throws IOException {
    Site site = Site.in(temp);
    Path waiting = temp.resolve("waiting");
    new Layout(3, Layout.Packing.MIXED, seed).write(waiting, lines);
    List<Path> files = new ArrayList<>(Site.files(waiting));
    Collections.shuffle(files, new Random(seed));
    // The first published day must be there from the start.
    arrive(site, waiting, files.stream().filter(f -> f.toString().contains("dt=" + FROM)).toList());
    List<Path> rest = files.stream().filter(Files::exists).toList();
    int nights = 4;
    for (int night = 0; night < nights; night++) {
      arrive(
          site,
          waiting,
          rest.subList(rest.size() * night / nights, rest.size() * (night + 1) / nights));
      LocalDate date = night == 0 ? FROM.plusDays(2) : NEWEST;
      JobRun.Result result = site.nightly(date.toString(), "--allow-empty");
      assertThat(result.published()).as(result.toString()).isTrue();
    }
    requireSame(site, OF_LAYOUT);
  }

  @Test
  void fileThatGrowsNightByNightGivesTheSameTables() {
    Site site = Site.in(temp);
    for (int night = 1; night <= 3; night++) {
      int share = night;
      lines.forEach(
          (day, all) -> {
            StringBuilder text = new StringBuilder();
            all.subList(0, all.size() * share / 3)
                .forEach(
                    line ->
                        text.append(new String(line, StandardCharsets.ISO_8859_1)).append('\n'));
            site.write(
                "dt=" + day + "/edge.ndjson",
                text.toString().getBytes(StandardCharsets.ISO_8859_1),
                "2026-05-0" + share + "T00:00:00Z");
          });
      site.publish(NEWEST.toString());
    }
    requireSame(site, OF_LAYOUT);
  }

  @Test
  void backfillOfEveryDayChangesNothing() {
    Site site = Site.in(temp, once.raw());
    site.publish(NEWEST.toString());
    JobRun.Result again = site.backfill(FROM.toString(), NEWEST.toString());
    assertThat(again.code()).as(again.toString()).isZero();
    requireSame(site, Set.of());
  }

  private static void arrive(Site site, Path waiting, List<Path> files) throws IOException {
    for (Path file : files) {
      Path target = site.raw().resolve(waiting.relativize(file));
      Files.createDirectories(target.getParent());
      Files.move(file, target);
      Files.setLastModifiedTime(target, FileTime.from(Instant.parse("2026-06-01T00:00:00Z")));
    }
  }

  private static void requireSame(Site site, Set<String> ignored) {
    SoftAssertions softly = new SoftAssertions();
    softly.assertThat(site.tables()).isEqualTo(once.tables());
    for (String report : SecondOpinion.ALL_REPORTS) {
      softly
          .assertThat(CsvCompare.differences(once.csv(report), site.csv(report), ignored))
          .as(report)
          .isEmpty();
    }
    softly.assertAll();
  }

  private static String line(String at, int id) {
    return "{\"received_at\":\"%s\",\"event\":\"app-start\",\"anonymous_id\":\"%s\"}"
        .formatted(at, "00000000-0000-4000-8000-00000000000" + id);
  }
}

package com.webiny.telemetry.job;

import static com.webiny.telemetry.job.Fortnight.may;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code verify} finds, and that it finds nothing where all is well (SPEC section 10). */
class VerifyIT {
  private static final int PLACES = 12;
  private static final String HEAD = "_telemetry/commits/000004.json";
  private static final String EVENTS = "tables/events/dt=2026-05-02/part-00001.parquet";
  private static final String REMEDY =
      "; restore what is named from a backup, or publish the raw logs to a new warehouse.\n";

  @TempDir static Path shared;
  private static Site healthy;

  @TempDir Path temp;
  private Site site;

  /** Three nights and a backfill with a late file. */
  @BeforeAll
  static void publish() {
    healthy = Site.in(shared.resolve("healthy"));
    for (int day = 1; day <= 3; day++) {
      Fortnight.log(healthy, day);
      healthy.publish(may(day), Fortnight.OPTIONS);
    }
    healthy.write(
        "dt=" + may(2) + "/late.ndjson",
        Fortnight.event(2, "12:00:00", 9, "cli-create-webiny-project-end"),
        may(4) + "T00:00:00Z");
    assertThat(healthy.backfill(may(1), may(2)).published()).isTrue();
  }

  @BeforeEach
  void copy() {
    site = Fortnight.copy(healthy, temp.resolve("site"));
  }

  @Test
  void healthyWarehousePassesInOneLineAndStaysAsItIs() throws IOException {
    SortedMap<String, String> before = site.bytes();
    long bytes = 0;
    List<Path> published = published();
    for (Path file : published) {
      bytes += Files.size(file);
    }
    JobRun.Result result = site.verify();
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .isEqualTo(
            "All is well: "
                + published.size()
                + " published files of "
                + bytes
                + " bytes are as commit 4 says.\n");
    assertThat(site.bytes()).isEqualTo(before);
  }

  @Test
  void everyCommitHoldsItsOwnChecksumAsItsLastProperty() throws IOException {
    List<Path> commits = Site.files(site.warehouse().resolve("_telemetry/commits"));
    assertThat(commits).hasSize(4);
    for (Path commit : commits) {
      String text = Files.readString(commit);
      assertThat(text).isEqualTo(Forgery.sealed(text)).containsPattern("\"checksum\" : .*\n}\n$");
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "tables/events/dt=2026-05-02/part-00001\\.parquet",
        "tables/daily_users/dt=2026-05-01/part-00000\\.parquet",
        "tables/attempts/dt=2026-05-03/part-00002\\.parquet",
        "tables/users/part-00003\\.parquet",
        "reports/daily_active_users\\.csv",
        "reports/data_quality\\.csv",
        "reports/version_adoption\\.parquet",
        "reports/data_quality\\.parquet",
        "reports/index\\.html",
        "reports/privacy\\.html",
        "reports/restatements\\.csv",
        "_telemetry/commits/000004\\.json",
        "_telemetry/commits/000002\\.json",
        "_telemetry/manifests/files-2026-05-.*\\.json",
        "_telemetry/manifests/files-reports-.*\\.json",
        "_telemetry/manifests/files-users-.*\\.json",
        "_telemetry/manifests/inputs-2026-05-.*\\.json",
        "_telemetry/warehouse\\.json"
      })
  void oneFlippedBitIsNamed(String pattern) throws IOException {
    flipBits(pattern);
  }

  @Test
  void soAreThoseOfWhatForgetWrote() throws IOException {
    Path ids = Files.writeString(temp.resolve("ids"), TestLines.id(2) + "\n");
    JobRun.Result forgotten = site.command("forget", "--ids", ids.toString());
    assertThat(forgotten.code()).as(forgotten.toString()).isZero();
    flipBits("_telemetry/manifests/tombstones-.*\\.json");
    flipBits("_telemetry/commits/000005\\.json");
  }

  /** Flips one bit at a time, each at another place of a file of that name. */
  private void flipBits(String pattern) throws IOException {
    Random random = new Random(pattern.hashCode());
    List<String> names = site.bytes().keySet().stream().filter(n -> n.matches(pattern)).toList();
    assertThat(names).isNotEmpty();
    for (int i = 0; i < PLACES; i++) {
      String name = names.get(random.nextInt(names.size()));
      Path file = site.warehouse().resolve(name);
      byte[] good = Files.readAllBytes(file);
      byte[] bad = good.clone();
      // The first, the last, and some between.
      int place = i == 0 ? 0 : i == 1 ? bad.length - 1 : random.nextInt(bad.length);
      bad[place] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, bad);
      JobRun.Result result = site.verify();
      assertThat(result.code()).as(name + " at " + place + result).isEqualTo(4);
      assertThat(result.out()).isEmpty();
      assertThat(result.err().lines().filter(line -> line.startsWith(name + " ")))
          .as(name + " at " + place + result.err())
          .hasSize(1);
      Files.write(file, good);
    }
    assertThat(site.verify().code()).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        EVENTS,
        "tables/users/part-00000.parquet",
        "reports/deploy_success.csv",
        "reports/data_quality.parquet",
        "_telemetry/commits/000002.json",
        "_telemetry/warehouse.json"
      })
  void missingFileIsNamed(String name) throws IOException {
    Files.delete(site.warehouse().resolve(name));
    assertFaults(name + " is missing.");
  }

  @Test
  void missingManifestIsNamed() throws IOException {
    Path manifest =
        Site.files(site.warehouse().resolve("_telemetry/manifests")).stream()
            .filter(path -> path.getFileName().toString().startsWith("files-users-"))
            .reduce((first, last) -> last)
            .orElseThrow();
    for (Path each : Site.files(manifest.getParent())) {
      if (each.getFileName().toString().startsWith("files-users-")) {
        Files.delete(each);
      }
    }
    JobRun.Result result = site.verify();
    assertThat(result.code()).isEqualTo(4);
    assertThat(result.err()).contains("_telemetry/manifests/files-users-", " is missing.\n");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "reports/notes.csv",
        "reports/.daily_active_users.csv.crc",
        "tables/events/dt=2026-05-02/part-00004.parquet",
        "tables/part-00000.parquet"
      })
  void extraFileIsNamed(String name) throws IOException {
    Files.writeString(site.warehouse().resolve(name), "x");
    assertFaults(name + " is named by no commit.");
  }

  @Test
  void extraFolderIsNamedOnce() throws IOException {
    Path folder = site.warehouse().resolve("tables/events/dt=2026-04-30");
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("part-00000.parquet"), "x");
    Files.writeString(folder.resolve("part-00001.parquet"), "x");
    Files.createDirectories(site.warehouse().resolve("reports/empty"));
    assertFaults(
        "reports/empty/ is named by no commit.",
        "tables/events/dt=2026-04-30/ is named by no commit.");
  }

  @ParameterizedTest(name = "to {0} bytes")
  @ValueSource(ints = {0, 1, 7, 100})
  void truncatedFileIsNamed(int length) throws IOException {
    for (String name : List.of(EVENTS, "reports/data_quality.csv")) {
      byte[] bytes = Files.readAllBytes(healthy.warehouse().resolve(name));
      Files.write(site.warehouse().resolve(name), Arrays.copyOf(bytes, length));
      assertFaults(name + " has " + length + " bytes, its commit says " + bytes.length + ".");
      Files.write(site.warehouse().resolve(name), bytes);
    }
  }

  @Test
  void folderInTheFilesPlaceIsAFaultNotABug() throws IOException {
    Files.delete(site.warehouse().resolve(EVENTS));
    Files.createDirectories(site.warehouse().resolve(EVENTS));
    JobRun.Result result = site.verify();
    assertThat(result.code()).isEqualTo(4);
    assertThat(result.err()).contains(EVENTS + " cannot be read (IOException).\n");
  }

  @Test
  void listStopsAtTwentyThenACount() throws IOException {
    for (int i = 10; i < 35; i++) {
      Files.writeString(site.warehouse().resolve("reports/extra-" + i + ".csv"), "x");
    }
    JobRun.Result result = site.verify();
    assertThat(result.code()).isEqualTo(4);
    assertThat(result.err())
        .hasLineCount(22)
        .contains("reports/extra-29.csv is named by no commit.\nAnd 5 more.\n")
        .endsWith("--warehouse has 25 faults" + REMEDY);
  }

  @Test
  void commitHalfInPlaceIsToldWithItsRemedy() throws IOException {
    String name = "reports/data_quality.csv";
    Path staged = site.warehouse().resolve(stagingOf(HEAD)).resolve(name);
    Files.createDirectories(staged.getParent());
    Files.move(site.warehouse().resolve(name), staged);
    JobRun.Result result = site.verify();
    assertThat(result.code()).isEqualTo(4);
    assertThat(result.err())
        .isEqualTo(
            """
            Commit 4 is only half in place: run nightly, which finishes it.
            --warehouse has 1 fault; run nightly, which finishes the commit, then verify again.
            """);
    assertThat(site.nightly(may(3)).nothingToDo()).isTrue();
    assertThat(site.verify().code()).isZero();
  }

  @Test
  void warehouseThatLostItsCommitsIsNoEmptyOne() throws IOException {
    for (Path commit : Site.files(site.warehouse().resolve("_telemetry/commits"))) {
      Files.delete(commit);
    }
    JobRun.Result result = site.verify();
    assertThat(result.code()).isEqualTo(4);
    assertThat(result.err()).startsWith("_telemetry/warehouse.json is there, but no commit");
  }

  @Test
  void noRunBuildsOnADamagedCommitOrManifest() throws IOException {
    Fortnight.log(site, 4);
    String manifest =
        site.bytes().keySet().stream()
            .filter(name -> name.matches("_telemetry/manifests/inputs-.*"))
            .filter(name -> read(HEAD).contains(name))
            .findFirst()
            .orElseThrow();
    for (String name : List.of(HEAD, manifest)) {
      Path file = site.warehouse().resolve(name);
      byte[] good = Files.readAllBytes(file);
      byte[] bad = good.clone();
      int digit = new String(good, java.nio.charset.StandardCharsets.UTF_8).indexOf("2026");
      bad[digit + 3] ^= 1; // Still JSON, another year.
      Files.write(file, bad);
      SortedMap<String, String> before = site.bytes();
      String sentence =
          name
              + " in the warehouse is damaged; restore it from a backup, or publish the raw logs to a new warehouse.\n";
      assertStops(site.nightly(may(4)), sentence);
      assertStops(site.backfill(may(1), may(2)), sentence);
      if (name.equals(HEAD)) {
        assertStops(site.status(), sentence);
      }
      assertThat(site.bytes()).isEqualTo(before);
      Files.write(file, good);
    }
    site.publish(may(4));
  }

  @Test
  void commitUnderAnotherNumberIsDamage() throws IOException {
    Files.copy(
        site.warehouse().resolve("_telemetry/commits/000003.json"),
        site.warehouse().resolve(HEAD),
        StandardCopyOption.REPLACE_EXISTING);
    JobRun.Result result = site.verify();
    assertThat(result.code()).isEqualTo(4);
    assertThat(result.err()).startsWith(HEAD + " is damaged");
    assertThat(site.status().code()).isEqualTo(6);
  }

  @Test
  void rowsThatTheFileDoesNotHaveBreakEverySum() {
    forgery().ofFile(EVENTS, file -> file.put("rows", file.get("rows").longValue() + 3));
    JobRun.Result result = site.verify();
    assertThat(result.code()).isEqualTo(4);
    assertThat(result.err())
        .containsPattern(EVENTS + " has (\\d+) rows, its commit says \\d+\\.\n")
        .containsPattern(
            "tables/daily_users/dt=2026-05-02/part-00001.parquet counts \\d+ events, "
                + EVENTS
                + " has \\d+\\.\n")
        .contains(
            "reports/data_quality.parquet has 13 events on 2026-05-02, the table events 16.\n")
        .endsWith("--warehouse has 3 faults" + REMEDY);
  }

  @Test
  void csvThatIsNotItsTwinIsNamedThoughItsCommitKnowsItsBytes() throws IOException {
    String name = "reports/daily_active_users.csv";
    Path csv = site.warehouse().resolve(name);
    Files.writeString(csv, Files.readString(csv).replaceFirst(",1\n", ",9\n"));
    forgery().bless(name);
    assertFaults(name + " does not hold the rows of its Parquet twin.");
    forgery().ofFile(name, file -> file.put("rows", 2));
    assertFaults(name + " has 2 rows, its Parquet twin 3.");
  }

  @Test
  void fileOfAnotherTableIsNamed() throws IOException {
    String name = "tables/attempts/dt=2026-05-03/part-00000.parquet";
    Files.copy(
        site.warehouse().resolve("tables/users/part-00000.parquet"),
        site.warehouse().resolve(name),
        StandardCopyOption.REPLACE_EXISTING);
    forgery().bless(name);
    assertFaults(name + " has another schema than the table attempts.");
  }

  @Test
  void fileThatIsNoParquetIsAFaultNotABug() throws IOException {
    Files.writeString(site.warehouse().resolve(EVENTS), "no Parquet at all");
    forgery().bless(EVENTS);
    JobRun.Result result = site.verify();
    assertThat(result.code()).isEqualTo(4);
    assertThat(result.err()).startsWith(EVENTS + " cannot be read (RuntimeException).\n");
  }

  @Test
  void ledgerThatDoesNotAddUpIsNamed() {
    String log = "dt=2026-05-02/edge.ndjson";
    forgery()
        .ofInput(
            log,
            input ->
                ((com.fasterxml.jackson.databind.node.ArrayNode) input.get("counts")).set(0, 7));
    assertFaults("The ledger's buckets do not add up to the lines of " + log + ".");
  }

  private Forgery forgery() {
    return new Forgery(site.warehouse(), HEAD);
  }

  private void assertFaults(String... faults) {
    JobRun.Result result = site.verify();
    String sum = faults.length == 1 ? "1 fault" : faults.length + " faults";
    assertThat(result.err())
        .isEqualTo(String.join("\n", faults) + "\n--warehouse has " + sum + REMEDY);
    assertThat(result.code()).isEqualTo(4);
    assertThat(result.out()).isEmpty();
  }

  private static void assertStops(JobRun.Result result, String sentence) {
    assertThat(result.err()).isEqualTo(sentence);
    assertThat(result.code()).isEqualTo(6);
  }

  private String stagingOf(String commit) {
    return read(commit).replaceFirst("(?s).*\"staging\" : \"([^\"]*)\".*", "$1");
  }

  private String read(String name) {
    try {
      return Files.readString(site.warehouse().resolve(name));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private List<Path> published() {
    return Site.files(site.warehouse()).stream()
        .filter(file -> !file.startsWith(site.warehouse().resolve("_telemetry")))
        .toList();
  }
}

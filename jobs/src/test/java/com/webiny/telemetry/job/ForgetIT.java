package com.webiny.telemetry.job;

import static com.webiny.telemetry.job.Fortnight.NEWEST;
import static com.webiny.telemetry.job.Fortnight.may;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.webiny.telemetry.privacy.IdPseudonym;
import com.webiny.telemetry.report.Report;
import com.webiny.telemetry.report.Reports;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asked to forget, the warehouse does, for good (SPEC section 10). */
class ForgetIT {
  private static final String LATER = "2026-06-01T00:00:00Z";

  /** Opens its admin app and deploys every day. */
  private static final int BUSY = 2;

  private static final int NEVER_SEEN = 77;

  @TempDir static Path shared;
  private static Site fortnight;

  @TempDir Path temp;
  private Site site;

  @BeforeAll
  static void publishTheFortnight() {
    fortnight = Fortnight.publish(shared);
  }

  @BeforeEach
  void takeACopy() {
    site = Fortnight.copy(fortnight, temp.resolve("site"));
  }

  @Test
  void leavesNoByteOfAnIdAndNoReportChanges() throws Exception {
    SortedMap<String, String> reports = site.bytesBelow("reports/");
    assertThat(traces(BUSY)).isNotEmpty();

    JobRun.Result result = forget(BUSY, NEVER_SEEN);

    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .isEqualTo(
            """
            Forgot 2 IDs, 2 of them for the first time.
            Rewrote 43 files; rows removed: 14 of attempts, 14 of daily_users, 42 of events, 1 of users.
            Reports are as before; nights rebuild only the rows of days they touch.
            """);
    assertThat(traces(BUSY)).isEmpty();
    assertThat(traces(NEVER_SEEN)).isEmpty();
    assertThat(site.bytesBelow("reports/")).isEqualTo(reports);
    assertThat(site.bytesBelow("_telemetry/staging")).isEmpty();
    JsonNode commit = newestCommit();
    assertThat(commit.get("command").textValue()).isEqualTo("forget");
    assertThat(commit.get("options")).isEmpty();
    assertThat(commit.get("summary").get("rows_removed").get("events").asInt()).isEqualTo(42);
    assertThat(commit.get("tombstones").get(0).textValue())
        .matches("_telemetry/manifests/tombstones-[0-9a-f]{16}\\.json");
    assertThat(site.status().out()).contains("last run: forget, commit 15 at");
    assertThat(site.verify().code()).as(site.verify().err()).isZero();
  }

  @Test
  void tablesHaveTheBytesOfLogsThatNeverHeldTheId() {
    Site other = Site.in(temp.resolve("other"));
    for (int day = 1; day <= 14; day++) {
      StringBuilder lines = new StringBuilder();
      Fortnight.lines(day)
          .lines()
          .filter(line -> !line.contains(TestLines.id(BUSY)))
          .forEach(line -> lines.append(line).append('\n'));
      other.write("dt=" + may(day) + "/edge.ndjson", lines.toString(), LATER);
    }
    other.publish(NEWEST, Fortnight.OPTIONS);
    assertThat(site.tables()).isNotEqualTo(other.tables());

    forget(BUSY);

    assertThat(site.tables()).isEqualTo(other.tables());
  }

  @Test
  void noBackfillBringsThemBack() throws Exception {
    forget(BUSY, NEVER_SEEN);
    SortedMap<String, String> tables = site.tables();

    JobRun.Result again = site.backfill(may(5), NEWEST);

    assertThat(again.code()).as(again.toString()).isZero();
    assertThat(again.out()).contains(" 30 forgotten").contains("Added 0 events");
    assertThat(site.tables()).isEqualTo(tables);
    assertThat(traces(BUSY)).isEmpty();
    Rows before = fortnight.report("data_quality");
    Rows after = site.report("data_quality");
    assertThat(after.on(may(6)))
        .containsEntry("forgotten", "3")
        .containsEntry("accepted", "10")
        .containsEntry("events", "9")
        .containsEntry("lines", before.on(may(6)).get("lines"))
        .containsEntry("duplicates", "");
    assertThat(before.on(may(6))).containsEntry("duplicates", "1").containsEntry("accepted", "13");
    for (int day = 1; day <= 2; day++) {
      assertThat(after.on(may(day))).isEqualTo(before.on(may(day)));
    }
    assertThat(site.report("daily_active_users").on(may(9))).containsEntry("dau", "5");
    // Two days before the first that was read again lies the earliest row that can have changed.
    for (Report report : Reports.all()) {
      List<String> kept = rowsUpTo(may(2), site, report);
      assertThat(kept).as(report.name()).isEqualTo(rowsUpTo(may(2), fortnight, report));
    }
    assertThat(rowsUpTo(may(2), site, Reports.all().get(0))).hasSize(2);
    assertThat(site.backfill(may(1), NEWEST).code()).isZero();
    assertThat(site.tables()).isEqualTo(tables);
  }

  private static List<String> rowsUpTo(String date, Site of, Report report) {
    return of.csv(report.name())
        .lines()
        .skip(1)
        .filter(row -> row.substring(0, date.length()).compareTo(date) <= 0)
        .toList();
  }

  @Test
  void nightsGoOnWithoutThem() throws Exception {
    forget(BUSY, NEVER_SEEN);
    Fortnight.log(site, 15);
    // Late, changed, and of one that was forgotten before it ever came.
    site.write(
        "dt=" + may(13) + "/edge.ndjson",
        Fortnight.lines(13) + TestLines.admin(may(13) + "T12:00:00Z", NEVER_SEEN, "5.40.1") + "\n",
        LATER);

    JobRun.Result night = site.publish(may(15));

    assertThat(night.out()).contains("27 lines: 7 forgotten, 20 accepted.");
    assertThat(night.out()).contains("Added 9 events; 11 lines were known already.");
    assertThat(traces(BUSY)).isEmpty();
    assertThat(traces(NEVER_SEEN)).isEmpty();
    assertThat(site.report("data_quality").on(may(13)))
        .containsEntry("forgotten", "4")
        .containsEntry("duplicates", "");
    assertThat(site.report("data_quality").on(may(15)))
        .containsEntry("forgotten", "3")
        .containsEntry("duplicates", "1");
    assertThat(newestCommit().get("tombstones")).hasSize(1);
    assertThat(site.verify().code()).as(site.verify().err()).isZero();
    assertThat(site.nightly(may(15)).nothingToDo()).isTrue();
  }

  @Test
  void lostTombstonesAreOneFaultAndNoRunGoesOnWithoutThem() throws Exception {
    forget(BUSY);
    String manifest = newestCommit().get("tombstones").get(0).textValue();
    Files.delete(site.warehouse().resolve(manifest));

    JobRun.Result verified = site.verify();

    assertThat(verified.code()).isEqualTo(4);
    assertThat(verified.err())
        .isEqualTo(
            manifest
                + " is missing.\n--warehouse has 1 fault; restore what is named from a backup, or publish the raw logs to a new"
                + " warehouse.\n");
    Fortnight.log(site, 15);
    assertThat(site.nightly(may(15)).code()).isEqualTo(6);
    assertThat(traces(BUSY)).isEmpty();
  }

  @Test
  void againThereIsNothingToDo() {
    forget(BUSY, NEVER_SEEN);
    SortedMap<String, String> all = site.bytes();
    JobRun.Result again = forget(NEVER_SEEN, BUSY, BUSY);
    assertThat(again.out())
        .isEqualTo("Nothing to do: no row of these IDs is left, and all are remembered.\n");
    assertThat(again.code()).isZero();
    assertThat(site.bytes()).isEqualTo(all);
    assertThat(forget().nothingToDo()).isTrue();

    assertThat(forget(NEVER_SEEN, 3).out())
        .startsWith("Forgot 2 IDs, 1 of them for the first time.");
    assertThat(site.backfill(may(1), NEWEST).out()).contains(" 84 forgotten");
  }

  @Test
  void aWrongLineOrKeyChangesNothing() throws Exception {
    SortedMap<String, String> all = site.bytes();
    Path ids = Files.writeString(temp.resolve("ids"), TestLines.id(BUSY) + "\nnot an ID\n");
    JobRun.Result wrongLine = forget(ids);
    assertThat(wrongLine.code()).isEqualTo(2);
    assertThat(wrongLine.err())
        .isEqualTo(
            "--ids: line 2 is no anonymous ID; give one UUID a line, nothing was changed.\n");
    Files.writeString(ids, TestLines.id(BUSY));
    Files.write(
        site.key(), "another key of the tests, long enough".getBytes(StandardCharsets.UTF_8));
    Files.setPosixFilePermissions(site.key(), PosixFilePermissions.fromString("rw-------"));
    JobRun.Result wrongKey = forget(ids);
    assertThat(wrongKey.code()).isEqualTo(2);
    assertThat(wrongKey.err()).startsWith("--id-key-file holds another key than the one");
    assertThat(site.bytes()).isEqualTo(all);

    Site nothing = Site.in(temp.resolve("nothing"));
    JobRun.Result noWarehouse = nothing.command("forget", "--ids", ids.toString());
    assertThat(noWarehouse.code()).isEqualTo(3);
    assertThat(noWarehouse.err()).startsWith("--warehouse holds no published day;");
  }

  @Test
  void ifItDiedAfterItsCommitTheNextRunFinishesIt() throws Exception {
    Site old = Fortnight.copy(site, temp.resolve("old"));
    forget(BUSY);
    SortedMap<String, String> whole = site.bytes();
    int place = 0;
    for (JsonNode placement : newestCommit().get("placements")) {
      if (place++ % 2 == 0) {
        Path from = site.warehouse().resolve(placement.get("from").textValue());
        Path to = site.warehouse().resolve(placement.get("to").textValue());
        Files.createDirectories(from.getParent());
        Files.move(to, from);
        Files.copy(old.warehouse().resolve(placement.get("to").textValue()), to);
      }
    }
    assertThat(traces(BUSY)).isNotEmpty();

    assertThat(site.nightly(NEWEST).nothingToDo()).isTrue();

    assertThat(site.bytes()).isEqualTo(whole);
    assertThat(traces(BUSY)).isEmpty();
  }

  private JobRun.Result forget(int... ids) {
    StringBuilder lines = new StringBuilder();
    for (int id : ids) {
      lines.append(TestLines.id(id)).append("\r\n");
    }
    try {
      JobRun.Result result = forget(Files.writeString(temp.resolve("ids.txt"), lines));
      assertThat(result.code()).as(result.toString()).isZero();
      return result;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private JobRun.Result forget(Path ids) {
    return site.command("forget", "--ids", ids.toString());
  }

  private JsonNode newestCommit() throws IOException {
    List<Path> commits = Site.files(site.warehouse().resolve("_telemetry/commits"));
    return new ObjectMapper().readTree(commits.get(commits.size() - 1).toFile());
  }

  /** Where the ID or its key stands: in a file's bytes, its name, or a key DuckDB reads from it. */
  private List<String> traces(int id) throws Exception {
    UUID uuid = UUID.fromString(TestLines.id(id));
    IdPseudonym pseudonym = IdPseudonym.of(Site.KEY);
    pseudonym.compute(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
    byte[] key = ByteBuffer.allocate(16).putLong(pseudonym.high()).putLong(pseudonym.low()).array();
    byte[] raw =
        ByteBuffer.allocate(16)
            .putLong(uuid.getMostSignificantBits())
            .putLong(uuid.getLeastSignificantBits())
            .array();
    String hex = HexFormat.of().formatHex(key);
    List<String> needles =
        List.of(
            uuid.toString(),
            hex,
            hex.substring(0, 16),
            hex.substring(16),
            new String(key, StandardCharsets.ISO_8859_1),
            new String(raw, StandardCharsets.ISO_8859_1));
    List<String> found = new ArrayList<>();
    for (Path file : Site.files(site.warehouse())) {
      String bytes = Files.readString(file, StandardCharsets.ISO_8859_1) + file;
      if (needles.stream().anyMatch(bytes::contains)) {
        found.add(file.toString());
      }
    }
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      for (String files :
          Map.of("users", "*", "events", "*/*", "daily_users", "*/*", "attempts", "*/*")
              .entrySet()
              .stream()
              .map(table -> table.getKey() + "/" + table.getValue())
              .toList()) {
        try (ResultSet rows =
            statement.executeQuery(
                "SELECT count(*) FROM read_parquet('%s/tables/%s') WHERE hex(anon_key) = upper('%s')"
                    .formatted(site.warehouse(), files, hex))) {
          rows.next();
          if (rows.getLong(1) > 0) {
            found.add(files);
          }
        }
      }
    }
    return found;
  }
}

package com.webiny.telemetry.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.vectors.Vectors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A warehouse that an earlier job wrote is a warehouse of this job's. */
class EarlierWarehouseIT {
  private static final Instant WRITTEN = Instant.parse("2026-06-01T00:00:00Z");
  private static final int FORGOTTEN = 7;

  @TempDir private Path temp;
  private Site earlier;

  @BeforeEach
  void unpack() {
    earlier = unpacked("earlier");
  }

  private Site unpacked(String name) {
    Path home = temp.resolve(name);
    Vectors.unpackInto("/warehouses/first.zip", home);
    Site site = Site.in(home);
    for (Path file : Site.files(site.raw())) {
      try {
        Files.setLastModifiedTime(file, FileTime.from(WRITTEN));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return site;
  }

  @Test
  void isHealthyAndHasNothingToDo() {
    assertThat(earlier.verify().code()).isZero();
    assertThat(earlier.status().out()).contains("2026-05-13");
    SortedMap<String, String> before = earlier.published();
    assertThat(earlier.nightly("2026-05-13").nothingToDo()).isTrue();
    assertThat(earlier.published()).isEqualTo(before);
  }

  @Test
  void goesOnAsOneThatThisJobMade() throws Exception {
    Site own = Site.in(temp.resolve("own"), earlier.raw());
    own.publish("2026-05-10", "--min-cell-size", "2");
    own.publish("2026-05-11");
    own.publish("2026-05-12");
    forget(own);
    own.publish("2026-05-13");
    assertThat(own.tables()).isEqualTo(earlier.tables());
    List<String> reports =
        earlier.bytesBelow("reports/").keySet().stream()
            .filter(file -> file.endsWith(".csv"))
            .toList();
    assertThat(reports).hasSize(8);
    for (String date : List.of("2026-05-14", "2026-05-15")) {
      own.publish(date, "--allow-empty");
      earlier.publish(date, "--allow-empty");
      assertThat(earlier.tables()).isEqualTo(own.tables());
      assertThat(earlier.bytesBelow("reports/").keySet())
          .isEqualTo(own.bytesBelow("reports/").keySet());
      for (String report : reports) {
        assertThat(earlier.warehouse().resolve(report))
            .hasSameTextualContentAs(own.warehouse().resolve(report));
      }
      assertThat(earlier.verify().err()).isEmpty();
    }
  }

  @Test
  void takesEveryOtherCommand() throws Exception {
    assertThat(earlier.backfill("2026-05-03", "2026-05-05").code()).isZero();
    assertThat(earlier.backfill("2026-05-03", "2026-05-05", "--rebuild").code()).isZero();
    forget(earlier);
    assertThat(prune(earlier).code()).isZero();
    assertThat(earlier.verify().err()).isEmpty();
    assertThat(earlier.backfill("2026-05-06", "2026-05-06").code()).isZero();
    assertThat(earlier.nightly("2026-05-14").published()).isTrue();
    // The earlier job's tombstone still holds: raw has the ID on each of these days.
    assertThat(earlier.report("data_quality").on("2026-05-14"))
        .extractingByKey("forgotten")
        .isNotEqualTo("0");
    assertThat(earlier.verify().err()).isEmpty();
  }

  private void forget(Site site) throws IOException {
    Path ids = Files.writeString(temp.resolve("ids"), TestLines.id(FORGOTTEN) + "\n");
    JobRun.Result result = site.command("forget", "--ids", ids.toString());
    assertThat(result.code()).as(result.toString()).isZero();
  }

  private static JobRun.Result prune(Site site) {
    return site.command("prune", "--keep-days", "400");
  }
}

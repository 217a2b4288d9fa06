package com.webiny.telemetry.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code discover}: names of what is not on the allowlist, and nothing else. */
class DiscoverIT {
  private static final String MODIFIED = "2026-05-03T23:59:59Z";

  @TempDir Path temp;
  private Site site;

  @BeforeEach
  void start() {
    site = Site.in(temp);
  }

  @Test
  void tellsNamesHowOftenFromWhenToWhenAndNoValue() {
    site.write(
        "dt=2026-05-01/a.ndjson",
        "{\"ip\":\"10.1.2.3\",\"event\":\"consent-given\",\"properties\":{\"ci\":\"yes\",\"mail\":\"jane@example.com\"}}\n",
        MODIFIED);
    site.write(
        "dt=2026-05-02/b.ndjson",
        "{\"ip\":7,\"event\":\"app-start\"}\nno json jane@example.com\n\n",
        MODIFIED);
    site.write("dt=2026-05-03/c.ndjson", "{\"later\":1}\n", MODIFIED);
    SortedMap<String, String> before = Site.hashes(temp);
    JobRun.Result found =
        site.job()
            .run("discover", "--raw", site.raw().toString(), "--date", "2026-05-02", "--days", "2");
    assertThat(found.code()).as(found.err()).isZero();
    assertThat(found.err()).isEmpty();
    assertThat(found.out())
        .isEqualTo(
            """
            Looked into the folders dt=2026-05-01 to dt=2026-05-02: 2 files, 4 lines, of which 2 hold a JSON object.

            Fields that are not on the allowlist, how often, in folders from and to, as what:
              2  2026-05-01  2026-05-02  ip  (string 1, number 1)
              1  2026-05-01  2026-05-01  properties.mail  (string)

            Events that are not on the allowlist, how often, in folders from and to, as what:
              1  2026-05-01  2026-05-01  consent-given  (string)
            """);
    assertThat(Site.hashes(temp)).as("nothing is stored").isEqualTo(before);
  }

  @Test
  void saysSoIfThereIsNothing() {
    site.write("dt=2026-05-01/a.ndjson", "{\"event\":\"app-start\"}\n", MODIFIED);
    assertThat(discover("2026-05-01"))
        .contains("Fields that are not on the allowlist: none.")
        .contains("Events that are not on the allowlist: none.");
  }

  @Test
  void theSameWhereverFilesAreCutAndHoweverTheyAreCompressed() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 2_000; i++) {
      lines
          .append("{\"event\":\"e")
          .append(i % 7)
          .append("\",\"f")
          .append(i % 11)
          .append("\":1}\n");
    }
    site.write("dt=2026-05-01/a.ndjson", lines.toString(), MODIFIED);
    List<String> said = new ArrayList<>();
    said.add(discover("2026-05-01"));
    said.add(discover(site.job().with("spark.telemetry.partBytes", "977"), "2026-05-01"));
    Files.delete(site.raw().resolve("dt=2026-05-01/a.ndjson"));
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(lines.toString().getBytes(StandardCharsets.UTF_8));
    }
    site.write("dt=2026-05-01/a.ndjson", packed.toByteArray(), MODIFIED);
    said.add(discover("2026-05-01"));
    assertThat(said).allMatch(said.get(0)::equals);
    assertThat(said.get(0)).contains("2000 hold a JSON object", "  e0  ", "  f10  ");
  }

  @Test
  void aDamagedFileIsNamedAndReadAsFarAsItGoes() throws IOException {
    site.write("dt=2026-05-01/bad\u001b[2J.gz", new byte[] {0x1f, (byte) 0x8b, 9, 9, 9}, MODIFIED);
    site.write("dt=2026-05-01/good.ndjson", "{\"x\":1}\n", MODIFIED);
    assertThat(discover("2026-05-01"))
        .contains("Not read to their end: dt=2026-05-01/bad?[2J.gz.\n")
        .contains("  x  (number)");
  }

  @Test
  void aFloodIsCutAtTwoHundredNames() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 6_000; i++) {
      lines.append("{\"real\":1,\"x").append(i).append("\":1}\n");
    }
    site.write("dt=2026-05-01/a.ndjson", lines.toString(), MODIFIED);
    String said = discover("2026-05-01");
    assertThat(said.lines().filter(line -> line.startsWith("  ")).count()).isEqualTo(202);
    assertThat(said)
        .contains("  6000  2026-05-01  2026-05-01  real  (number)\n")
        .containsPattern("\n {2}and \\d+ more names\n")
        .containsPattern("too many to be told apart, \\d+ times\n");
  }

  private String discover(String date) {
    return discover(site.job(), date);
  }

  private String discover(JobRun job, String date) {
    JobRun.Result found = job.run("discover", "--raw", site.raw().toString(), "--date", date);
    assertThat(found.code()).as(found.err()).isZero();
    return found.out();
  }
}

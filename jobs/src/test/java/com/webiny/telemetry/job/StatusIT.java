package com.webiny.telemetry.job;

import static com.webiny.telemetry.job.Fortnight.may;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code status} tells an operator. */
class StatusIT {
  @TempDir static Path shared;
  private static Site site;

  @TempDir Path temp;

  @BeforeAll
  static void publishTwelveDaysOneOfThemEmpty() {
    site = Site.in(shared);
    for (int day = 1; day <= 12; day++) {
      if (day != 4) {
        Fortnight.log(site, day);
      }
    }
    site.on(JobRun.embedded().at(Instant.parse("2026-05-13T02:00:01Z"))).publish(may(12));
  }

  @Test
  void tellsHowFarTheWarehouseIsAndChangesNothing() {
    SortedMap<String, String> before = site.bytes();
    JobRun.Result status = site.status();
    assertThat(status.code()).isZero();
    assertThat(status.err()).isEmpty();
    assertThat(status.out())
        .isEqualTo(
            """
            newest day: 2026-05-12
            first day: 2026-05-01
            final days: 2026-05-01 to 2026-05-02
            missing days: 2026-05-04
            last run: nightly, commit 1 at 2026-05-13T02:00:01Z
            late files: none
            half in place: no
            """);
    assertThat(site.report("daily_active_users").column("final"))
        .startsWith("true", "true", "false");
    assertThat(site.bytes()).isEqualTo(before);
  }

  @ParameterizedTest(name = "{0}, at most {1} days: exit {2}")
  @CsvSource({
    "2026-05-13T23:59:59Z, 1, 0",
    "2026-05-14T00:00:00Z, 1, 3",
    "2026-05-14T00:00:00Z, 2, 0",
    "2026-05-12T00:00:00Z, 0, 0",
    "2026-05-13T00:00:00Z, 0, 3",
    "2026-05-01T00:00:00Z, 0, 0",
  })
  void newestDayMayBeAsOldAsIsAllowed(String now, String most, int code) {
    JobRun.Result status =
        site.on(JobRun.embedded().at(Instant.parse(now))).status("--max-age-days", most);
    assertThat(status.code()).isEqualTo(code);
    assertThat(status.out()).contains("newest day: 2026-05-12");
    if (code == 3) {
      assertThat(status.err()).contains("2026-05-12", "--max-age-days").hasLineCount(1);
    } else {
      assertThat(status.err()).isEmpty();
    }
  }

  @Test
  void noFinalDayIsToldAsNoneYet() {
    Site young = Site.in(temp);
    Fortnight.log(young, 1);
    young.publish(may(1));
    assertThat(young.status().out()).contains("final days: none yet\n");
  }

  @Test
  void warehouseThatIsNotThereIsExitThree() {
    JobRun.Result status = Site.in(temp).status();
    assertThat(status.code()).isEqualTo(3);
    assertThat(status.err()).contains("--warehouse holds no published day").hasLineCount(1);
    assertThat(temp.resolve("warehouse")).doesNotExist();
  }

  @Test
  void negativeAgeIsExitTwo() {
    JobRun.Result status = site.status("--max-age-days", "-1");
    assertThat(status.code()).isEqualTo(2);
    assertThat(status.err()).contains("--max-age-days").hasLineCount(1);
  }
}

package com.webiny.telemetry.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.event.ProductVersion;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class ReleaseDaysTest {

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/cases/release-days.csv", numLinesToSkip = 1)
  void tellsWhenAReleaseCameOut(
      String sentence, int firstPublished, String shown, String released) {
    ReleaseDays releases = new ReleaseDays(firstPublished);
    for (String row : shown.split("; ", -1)) {
      String[] cells = row.split(" ", -1);
      releases.add(row(cells[0], "deploy", cells[1], cells[2]));
    }
    List<String> found = new ArrayList<>();
    for (int day = 0; day < 100; day++) {
      for (String version : releases.on(day)) {
        found.add(day + " " + version);
      }
    }
    assertThat(String.join("; ", found)).isEqualTo(released == null ? "" : released);
  }

  @Test
  void theAdminSurfaceReleasesNothing() {
    ReleaseDays releases = new ReleaseDays(0);
    releases.add(row("30", "admin", "v5.41.0", "1"));
    assertThat(releases.on(30)).isEmpty();
  }

  private static ReportRow row(String day, String surface, String version, String share) {
    ProductVersion parsed = ProductVersion.ofStored(version);
    return ReportFile.row(
        new Cell.Day(Integer.parseInt(day)),
        new Cell.Text(surface),
        new Cell.Text(version),
        new Cell.Text(parsed.line()),
        new Cell.Text(parsed.channel().text()),
        new Cell.Count(100),
        new Cell.Share(Double.parseDouble(share)));
  }
}

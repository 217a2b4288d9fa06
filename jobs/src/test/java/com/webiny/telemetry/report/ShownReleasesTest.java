package com.webiny.telemetry.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.event.ProductVersion;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class ShownReleasesTest {

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/cases/shown-releases.csv", numLinesToSkip = 1)
  void tellsWhatIsNewestAndSinceWhen(
      String sentence, String shown, String line, String newest, String newerSince) {
    ShownReleases releases = new ShownReleases();
    for (String row : shown.split("; ", -1)) {
      String[] cells = row.split(" ", -1);
      ProductVersion version = ProductVersion.ofStored(cells[2]);
      releases.add(
          ReportFile.row(
              new Cell.Day(Integer.parseInt(cells[0])),
              new Cell.Text(cells[1]),
              new Cell.Text(cells[2]),
              new Cell.Text(version.line()),
              new Cell.Text(version.channel().text())));
    }
    assertThat(
            releases
                .newest("deploy", line)
                .map(release -> release.version() + " since " + release.firstDay()))
        .hasToString("Optional" + (newest == null ? ".empty" : "[" + newest + "]"));
    assertThat(releases.newerSince("deploy", line))
        .hasToString("OptionalInt" + (newerSince == null ? ".empty" : "[" + newerSince + "]"));
  }
}

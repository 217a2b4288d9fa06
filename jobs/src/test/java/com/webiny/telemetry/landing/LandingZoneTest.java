package com.webiny.telemetry.landing;

import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.storage.Storages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class LandingZoneTest {
  @TempDir Path raw;

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/cases/landing.csv", delimiter = '|', numLinesToSkip = 1)
  void aFile(String why, String path, String becomes) throws Exception {
    write(path);
    LandingZone zone = list();
    if (becomes.equals("skipped") || becomes.equals("outside")) {
      assertThat(zone.byDay()).isEmpty();
      assertThat(zone.outside()).isEqualTo(becomes.equals("outside") ? 1 : 0);
      return;
    }
    assertThat(zone.outside()).isZero();
    assertThat(named(zone)).containsExactly(becomes + " " + path);
  }

  @Test
  void filesAreListedByDayAndName() throws Exception {
    for (String path :
        List.of(
            "dt=2026-11-22/b",
            "dt=2026-11-22/a/z",
            "dt=2026-11-22/a.gz",
            "dt=2026-11-20/x",
            "dt=2026-11-24/y",
            "dt=2026-11-21/.x",
            "README.md")) {
      write(path);
    }
    Files.createDirectories(raw.resolve("dt=2026-11-25/empty"));
    LandingZone zone = list();
    assertThat(zone.byDay().keySet().stream().map(LocalDate::ofEpochDay).map(LocalDate::toString))
        .containsExactly("2026-11-20", "2026-11-22", "2026-11-24");
    assertThat(named(zone))
        .containsExactly(
            "2026-11-20 dt=2026-11-20/x",
            "2026-11-22 dt=2026-11-22/a.gz",
            "2026-11-22 dt=2026-11-22/a/z",
            "2026-11-22 dt=2026-11-22/b",
            "2026-11-24 dt=2026-11-24/y");
    assertThat(zone.outside()).isEqualTo(1);
    assertThat(zone.between(day("2026-11-21"), day("2026-11-23"))).hasSize(3);
    assertThat(zone.between(day("2026-11-24"), day("2026-11-23"))).isEmpty();
  }

  @Test
  void aFileIsListedWithItsLengthAndTime() throws Exception {
    Path file = write("dt=2026-11-22/a");
    LandingFile listed = list().byDay().firstEntry().getValue().get(0);
    assertThat(listed.length()).isEqualTo(5);
    assertThat(listed.modifiedMillis()).isEqualTo(Files.getLastModifiedTime(file).toMillis());
    assertThat(Path.of(listed.path())).isEqualTo(file);
  }

  @Test
  void linksAreFollowedAndLinksToNothingAreNotThere() throws Exception {
    Path elsewhere = Files.createDirectories(raw.resolve("_elsewhere/deep"));
    Files.writeString(elsewhere.resolve("log"), "12345");
    Path folder = Files.createDirectories(raw.resolve("dt=2026-11-22"));
    Files.createSymbolicLink(folder.resolve("file"), elsewhere.resolve("log"));
    Files.createSymbolicLink(folder.resolve("folder"), elsewhere);
    Files.createSymbolicLink(folder.resolve("nothing"), raw.resolve("nothing"));
    Files.createSymbolicLink(raw.resolve("dt=2026-11-23"), elsewhere);
    assertThat(named(list()))
        .containsExactly(
            "2026-11-22 dt=2026-11-22/file",
            "2026-11-22 dt=2026-11-22/folder/log",
            "2026-11-23 dt=2026-11-23/log");
  }

  private Path write(String path) throws IOException {
    Path file = raw.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "12345");
  }

  private LandingZone list() throws Exception {
    return LandingZone.list(
        Storages.reading("--raw", raw.toString(), () -> new Configuration(false)));
  }

  private static List<String> named(LandingZone zone) {
    List<String> named = new ArrayList<>();
    zone.byDay()
        .forEach(
            (day, files) ->
                files.forEach(
                    file -> {
                      assertThat(file.folderDay()).isEqualTo(day);
                      named.add(LocalDate.ofEpochDay(day) + " " + file.name());
                    }));
    return named;
  }

  private static int day(String iso) {
    return (int) LocalDate.parse(iso).toEpochDay();
  }
}

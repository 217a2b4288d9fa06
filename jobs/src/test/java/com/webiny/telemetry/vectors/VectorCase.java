package com.webiny.telemetry.vectors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One unpacked case: where its logs are, how to run it, what must come out. */
public record VectorCase(String name, Path home) {

  /** The raw folder to run on; files of {@link #copyLate} arrive in it. */
  public Path raw() {
    return home.resolve("raw");
  }

  /**
   * The command and its options as given: {@code nightly --date … [--min-cell-size …]}; folders and
   * key are the caller's.
   */
  public List<String> args() {
    try {
      return List.of(Files.readString(home.resolve("args")).strip().split("\\s+"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The newest day to publish. */
  public LocalDate date() {
    return LocalDate.parse(option("--date", null));
  }

  /** The smallest cell to publish, the default where the case names none. */
  public int minCellSize() {
    return Integer.parseInt(option("--min-cell-size", "5"));
  }

  /** Whether files arrive after a first run. */
  public boolean hasLate() {
    return Files.isDirectory(home.resolve("late"));
  }

  /**
   * Copies the late files over the raw folder, replacing files of the same path, with a later
   * modification time than any file had before.
   */
  public void copyLate() {
    Path late = home.resolve("late");
    FileTime arrival = FileTime.from(Vectors.UNPACKED_AT.toInstant().plus(Duration.ofDays(1)));
    for (Path file : filesBelow(late)) {
      Path target = raw().resolve(late.relativize(file));
      try {
        Files.createDirectories(target.getParent());
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(target, arrival);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Names of the reports with an expectation, sorted. */
  public List<String> reports() {
    return filesBelow(home.resolve("expected")).stream()
        .map(file -> file.getFileName().toString())
        .filter(file -> file.endsWith(".csv"))
        .map(file -> file.substring(0, file.length() - ".csv".length()))
        .toList();
  }

  /** The expected CSV of one report. */
  public Path expectedCsv(String report) {
    return home.resolve("expected").resolve(report + ".csv");
  }

  /** Rows and checksums expected of each table. */
  public TableChecksums expectedTables() {
    return TableChecksums.read(home.resolve("expected").resolve("tables.json"));
  }

  @Override
  public String toString() {
    return name;
  }

  private String option(String flag, String otherwise) {
    List<String> args = args();
    int at = args.indexOf(flag);
    return at < 0 ? otherwise : args.get(at + 1);
  }

  private static List<Path> filesBelow(Path folder) {
    try (Stream<Path> walk = Files.walk(folder)) {
      return new ArrayList<>(walk.filter(Files::isRegularFile).sorted().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

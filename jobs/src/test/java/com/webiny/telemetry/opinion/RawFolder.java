package com.webiny.telemetry.opinion;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which files of a raw folder are there (SPEC 2 and 12): only folders {@code dt=<valid date>}
 * directly below it count, at any depth; hidden folders and unfinished files are not there yet.
 */
public final class RawFolder {

  private RawFolder() {}

  /** All files that are there, in the order of their paths. */
  public static List<RawFile> list(Path raw) throws IOException {
    List<RawFile> found = new ArrayList<>();
    for (Path folder : entries(raw)) {
      Optional<LocalDate> day = dayOf(folder.getFileName().toString());
      if (day.isPresent() && Files.isDirectory(folder)) {
        collect(folder, day.orElseThrow(), found);
      }
    }
    return found;
  }

  private static void collect(Path folder, LocalDate day, List<RawFile> found) throws IOException {
    for (Path entry : entries(folder)) {
      String name = entry.getFileName().toString();
      if (name.startsWith("_") || name.startsWith(".")) {
        continue;
      }
      if (Files.isDirectory(entry)) {
        collect(entry, day, found);
      } else if (!name.endsWith(".tmp") && !name.endsWith("._COPYING_")) {
        found.add(new RawFile(entry, day, Files.size(entry)));
      }
    }
  }

  private static Optional<LocalDate> dayOf(String name) {
    if (!name.matches("dt=[0-9]{4}-[0-9]{2}-[0-9]{2}") || name.startsWith("dt=0000")) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(name.substring("dt=".length())));
    } catch (DateTimeParseException notADate) {
      return Optional.empty();
    }
  }

  private static List<Path> entries(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    }
  }
}

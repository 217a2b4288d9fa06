package com.webiny.telemetry.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Attacks on the reader of raw logs, each in a folder of a day of its own, with what must become of
 * it.
 */
final class HostileInputs {
  static final LocalDate FIRST_DAY = LocalDate.of(2026, 1, 1);

  /** What a damaged file counts as: no line of it is used. */
  static final String DAMAGED = "damaged";

  /** What is no log that is there: not read and not damaged either. */
  static final String NOT_THERE = "not there";

  /**
   * An attack.
   *
   * @param why what it is, a sentence
   * @param counts the buckets that are not 0, by their columns in data_quality; with {@code files}
   */
  record Attack(String why, LocalDate day, Map<String, Long> counts, boolean damaged) {
    @Override
    public String toString() {
      return why;
    }
  }

  /** Writes what is in a file. */
  @FunctionalInterface
  interface Content {
    void to(OutputStream out) throws IOException;

    static Content of(byte[] bytes) {
      return out -> out.write(bytes);
    }

    static Content of(String text) {
      return of(text.getBytes(UTF_8));
    }
  }

  private final Path raw;
  private final List<Attack> attacks = new ArrayList<>();

  HostileInputs(Path raw) {
    this.raw = raw;
  }

  List<Attack> attacks() {
    return List.copyOf(attacks);
  }

  /** The newest day that has a folder. */
  LocalDate lastDay() {
    return FIRST_DAY.plusDays(attacks.size() - 1L);
  }

  /** The day the next attack gets. */
  LocalDate day() {
    return FIRST_DAY.plusDays(attacks.size());
  }

  /** A good line of the day of the next attack, without its end. */
  String line(int id) {
    return TestLines.admin(day() + "T12:00:00Z", id, "5.41.0");
  }

  /** As {@link #line}, with one more member. */
  String lineWith(String member) {
    return line(1).replace("{\"received_at\"", "{" + member + ",\"received_at\"");
  }

  /**
   * Adds an attack of one file.
   *
   * @param outcome {@link #DAMAGED}, {@link #NOT_THERE}, or buckets with their counts: {@code
   *     accepted 1 malformed 2}
   * @param name the file's, may hold folders
   */
  void add(String why, String outcome, String name, Content content) {
    Path file = folder().resolve(name);
    try {
      Files.createDirectories(file.getParent());
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
        content.to(out);
      }
      Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-06-01T00:00:00Z")));
    } catch (IOException e) {
      throw new UncheckedIOException(why, e);
    }
    done(why, outcome, 1);
  }

  /** Adds an attack whose files were made by the caller in {@link #folder}. */
  void done(String why, String outcome, int files) {
    Map<String, Long> counts = new TreeMap<>();
    boolean noCounts = outcome.equals(DAMAGED) || outcome.equals(NOT_THERE);
    if (!noCounts) {
      String[] words = outcome.split(" ", -1);
      for (int i = 0; i < words.length; i += 2) {
        counts.put(words[i], Long.valueOf(words[i + 1]));
      }
      counts.put("files", (long) files);
    }
    attacks.add(new Attack(why, day(), counts, outcome.equals(DAMAGED)));
  }

  /** The folder of the next attack, which is there. */
  Path folder() {
    return folder(day());
  }

  private Path folder(LocalDate day) {
    try {
      Path folder = raw.resolve("dt=" + day);
      if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectories(folder);
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

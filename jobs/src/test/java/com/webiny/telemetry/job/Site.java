package com.webiny.telemetry.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Raw logs, a key and a warehouse on the local file system, and the commands run on them. */
record Site(Path raw, Path warehouse, Path key, JobRun job) {
  static final byte[] KEY =
      "a key of the tests, of forty-two bytes: ok".getBytes(StandardCharsets.UTF_8);

  /** A site below a folder, its warehouse not there yet. */
  static Site in(Path home) {
    return in(home, home.resolve("raw"));
  }

  /** A site whose logs are elsewhere. */
  static Site in(Path home, Path raw) {
    try {
      Files.createDirectories(raw);
      Files.createDirectories(home);
      Path key = home.resolve("id.key");
      Files.write(key, KEY);
      Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
      return new Site(raw, home.resolve("warehouse"), key, JobRun.embedded());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same on another Spark. */
  Site on(JobRun other) {
    return new Site(raw, warehouse, key, other);
  }

  JobRun.Result nightly(String date, String... more) {
    return run(nightlyArguments(date, more));
  }

  /** A night that must publish something. */
  JobRun.Result publish(String date, String... more) {
    JobRun.Result result = nightly(date, more);
    assertThat(result.err()).isEmpty();
    assertThat(result.published()).as(result.toString()).isTrue();
    return result;
  }

  String[] nightlyArguments(String date, String... more) {
    return arguments(List.of("nightly", "--date", date), more);
  }

  JobRun.Result backfill(String from, String to, String... more) {
    return run(backfillArguments(from, to, more));
  }

  String[] backfillArguments(String from, String to, String... more) {
    return arguments(List.of("backfill", "--from", from, "--to", to), more);
  }

  JobRun.Result status(String... more) {
    List<String> all = new ArrayList<>(List.of("status", "--warehouse", warehouse.toString()));
    all.addAll(List.of(more));
    return run(all.toArray(String[]::new));
  }

  JobRun.Result verify() {
    return run("verify", "--warehouse", warehouse.toString());
  }

  /** Runs a command with the places and the key it needs. */
  JobRun.Result command(String... command) {
    boolean reads = command[0].equals("nightly") || command[0].equals("backfill");
    if (reads) {
      return run(arguments(List.of(command)));
    }
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of("--warehouse", warehouse.toString()));
    if (command[0].equals("forget")) {
      all.addAll(List.of("--id-key-file", key.toString()));
    }
    return run(all.toArray(String[]::new));
  }

  private JobRun.Result run(String... arguments) {
    return job.run(arguments);
  }

  private String[] arguments(List<String> command, String... more) {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of("--raw", raw.toString(), "--warehouse", warehouse.toString()));
    all.addAll(List.of("--id-key-file", key.toString()));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  /** Writes a raw log; the modification time is fixed, so give another when it changes. */
  Path write(String name, String content, String modified) {
    return write(name, content.getBytes(StandardCharsets.UTF_8), modified);
  }

  Path write(String name, byte[] content, String modified) {
    try {
      Path file = raw.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, content);
      Files.setLastModifiedTime(file, FileTime.from(Instant.parse(modified)));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SHA-256 of every file of the warehouse, by path. */
  SortedMap<String, String> bytes() {
    return bytesBelow("");
  }

  /** SHA-256 of every published table file, by path. */
  SortedMap<String, String> tables() {
    return bytesBelow("tables/");
  }

  /** SHA-256 of everything a reader or a later run relies on: what a refused run may not touch. */
  SortedMap<String, String> published() {
    return select(
        bytes(),
        path ->
            path.startsWith("tables/")
                || path.startsWith("reports/")
                || path.startsWith("_telemetry/commits/")
                || path.equals("_telemetry/warehouse.json"));
  }

  SortedMap<String, String> bytesBelow(String prefix) {
    return select(hashes(warehouse), path -> path.startsWith(prefix));
  }

  private static SortedMap<String, String> select(
      SortedMap<String, String> files, Predicate<String> wanted) {
    SortedMap<String, String> some = new TreeMap<>(files);
    some.keySet().removeIf(wanted.negate());
    return some;
  }

  /** SHA-256 of every file below a folder, by relative path; none if there is no such folder. */
  static SortedMap<String, String> hashes(Path folder) {
    SortedMap<String, String> hashes = new TreeMap<>();
    for (Path file : files(folder)) {
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        hashes.put(
            folder.relativize(file).toString(),
            HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file))));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
    return hashes;
  }

  static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folders directly in a folder; none if there is no such folder. */
  static List<Path> folders(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The CSV of a report. */
  String csv(String report) {
    try {
      return Files.readString(warehouse.resolve("reports/" + report + ".csv"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A table of the rows of a report. */
  Rows report(String report) {
    return Rows.of(csv(report));
  }

  static LocalDate day(String date) {
    return LocalDate.parse(date);
  }
}

package com.webiny.telemetry.vectors;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The test vectors on the class path: what there is, and how to unpack one. */
public final class Vectors {

  /** Modification time of every unpacked file; {@link VectorCase#copyLate} uses a later one. */
  static final FileTime UNPACKED_AT = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

  private static final int TINY_CASES = 31;

  private Vectors() {}

  /** Names of all cases: {@code case-01} to {@code case-31}, then the large ones. */
  public static List<String> names() {
    return Stream.concat(
            IntStream.rangeClosed(1, TINY_CASES).mapToObj(i -> "case-%02d".formatted(i)),
            Stream.of("week", "late-week", "busy", "forty-days"))
        .toList();
  }

  /**
   * Unpacks one case into a new folder below {@code into}.
   *
   * @param name one of {@link #names}
   */
  public static VectorCase unpack(String name, Path into) {
    Path home = into.resolve(name);
    unpackInto("/vectors/" + name + ".zip", home);
    return new VectorCase(name, home);
  }

  /**
   * Unpacks an archive, all files of one modification time.
   *
   * @param resource its path among the test resources
   */
  public static void unpackInto(String resource, Path home) {
    try (InputStream archive = Vectors.class.getResourceAsStream(resource)) {
      if (archive == null) {
        throw new IllegalArgumentException("no archive " + resource);
      }
      Files.createDirectories(home);
      unzip(archive, home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void unzip(InputStream archive, Path home) throws IOException {
    ZipInputStream zip = new ZipInputStream(archive, StandardCharsets.UTF_8);
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      Path file = home.resolve(entry.getName()).normalize();
      if (!file.startsWith(home)) {
        throw new IOException("an archive entry leaves its folder: " + entry.getName());
      }
      Files.createDirectories(file.getParent());
      Files.copy(zip, file);
      Files.setLastModifiedTime(file, UNPACKED_AT);
    }
  }
}

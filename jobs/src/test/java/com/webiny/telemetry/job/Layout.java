package com.webiny.telemetry.job;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * How lines lie in files: what the published tables must not depend on.
 *
 * @param filesPerDay into how many files each folder's lines are dealt
 * @param packing how files are stored
 * @param seed of the order of lines and files; 0 keeps the order
 */
record Layout(int filesPerDay, Packing packing, long seed) {
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  enum Packing {
    PLAIN,
    /** Two members, a name that does not tell. */
    GZIP,
    /** Two frames. */
    ZSTD,
    /** Each file another, some below subfolders, with byte order marks. */
    MIXED
  }

  /** Writes lines, by the day of their folder, below a raw folder. */
  void write(Path raw, SortedMap<LocalDate, List<byte[]>> folders) {
    Random random = new Random(seed);
    for (Map.Entry<LocalDate, List<byte[]>> folder : folders.entrySet()) {
      List<byte[]> lines = new ArrayList<>(folder.getValue());
      if (seed != 0) {
        Collections.shuffle(lines, random);
      }
      for (int file = 0; file < filesPerDay; file++) {
        List<byte[]> share = new ArrayList<>();
        for (int line = file; line < lines.size(); line += filesPerDay) {
          share.add(lines.get(line));
        }
        if (!share.isEmpty()) {
          Packing how = packing == Packing.MIXED ? Packing.values()[random.nextInt(3)] : packing;
          String below = packing == Packing.MIXED && random.nextBoolean() ? "eu/1/" : "";
          boolean mark = packing == Packing.MIXED && random.nextBoolean();
          Path path =
              raw.resolve("dt=" + folder.getKey())
                  .resolve(below + "edge-" + random.nextInt(1000) + "-" + file + ".log");
          write(path, pack(how, content(share, mark)));
        }
      }
    }
  }

  /** Reads the lines of files that are not compressed, by the day of their folder. */
  static SortedMap<LocalDate, List<byte[]>> read(Path raw) throws IOException {
    SortedMap<LocalDate, List<byte[]>> folders = new TreeMap<>();
    for (Path file : Site.files(raw)) {
      String folder = raw.relativize(file).getName(0).toString();
      if (folder.matches("dt=\\d{4}-\\d\\d-\\d\\d")
          && file.getFileName().toString().matches("[^._].*\\.ndjson")) {
        List<byte[]> lines =
            folders.computeIfAbsent(LocalDate.parse(folder.substring(3)), day -> new ArrayList<>());
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        for (String line : text.split("\n", -1)) {
          lines.add(line.getBytes(StandardCharsets.ISO_8859_1));
        }
      }
    }
    return folders;
  }

  private static byte[][] content(List<byte[]> lines, boolean mark) {
    ByteArrayOutputStream first = new ByteArrayOutputStream();
    ByteArrayOutputStream second = new ByteArrayOutputStream();
    if (mark) {
      first.writeBytes(MARK);
    }
    for (int i = 0; i < lines.size(); i++) {
      ByteArrayOutputStream half = i < lines.size() / 2 ? first : second;
      half.writeBytes(lines.get(i));
      half.write('\n');
    }
    return new byte[][] {first.toByteArray(), second.toByteArray()};
  }

  private static byte[] pack(Packing packing, byte[]... halves) {
    ByteArrayOutputStream stored = new ByteArrayOutputStream();
    try {
      for (byte[] half : halves) {
        switch (packing) {
          case GZIP -> {
            try (OutputStream out = new GZIPOutputStream(stored)) {
              out.write(half);
            }
          }
          case ZSTD -> {
            try (OutputStream out = new ZstdOutputStream(stored)) {
              out.write(half);
            }
          }
          default -> stored.writeBytes(half);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return stored.toByteArray();
  }

  /** Stores a text as one gzip member. */
  static byte[] gzip(String text) {
    return pack(Packing.GZIP, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void write(Path file, byte[] bytes) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
      Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

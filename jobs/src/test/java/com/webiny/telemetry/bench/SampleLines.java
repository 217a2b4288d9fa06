package com.webiny.telemetry.bench;

import com.webiny.telemetry.sample.SampleMaker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lines of the sample generator in memory, in the order of its files.
 *
 * @param bytes all of them, each with its line feed
 * @param starts where each begins, and at last where one more would
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record SampleLines(byte[] bytes, int[] starts) {

  /** Some 50 MB of five days. */
  static SampleLines make() throws IOException {
    Path folder = Files.createTempDirectory("bench");
    try {
      SampleMaker.make(folder, "--size", "50m", "--days", "5", "--plain");
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      for (Path file : files(folder)) {
        if (file.toString().endsWith(".ndjson")) {
          all.writeBytes(Files.readAllBytes(file));
        }
      }
      return of(all.toByteArray());
    } finally {
      for (Path file : files(folder)) {
        Files.delete(file);
      }
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static SampleLines of(byte[] bytes) {
    int[] starts = new int[bytes.length];
    int lines = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        starts[++lines] = i + 1;
      }
    }
    return new SampleLines(bytes, Arrays.copyOf(starts, lines + 1));
  }
}

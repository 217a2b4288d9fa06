package com.webiny.telemetry.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Files a job must leave alone: markers, files under way, hidden ones, one outside the days'
 * folders. The lines in them are good but for their version, {@code 9.9.9}, which therefore may
 * turn up in no report.
 */
final class NotThereYet {
  /** The file's name by the age of its day: the days before the last. */
  private static final Map<Integer, String> NAMES =
      Map.of(
          1, "_SUCCESS",
          3, "edge-eu-2.ndjson.tmp",
          9, "_SUCCESS",
          12, ".edge-eu-1.ndjson.crc",
          15, "_staging/edge-eu-2.ndjson",
          20, "edge-us-2.ndjson.gz._COPYING_",
          26, "empty.ndjson",
          33, ".hidden/edge-eu-2.ndjson");

  private NotThereYet() {}

  static void write(Path out, Plan plan) throws IOException {
    for (int age = 0; age < plan.days(); age++) {
      String name = NAMES.get(age);
      if (name != null) {
        int day = plan.lastDay() - age;
        boolean empty = name.equals("_SUCCESS") || name.startsWith("empty");
        file(DayFolder.folder(out, day).resolve(name), day, empty);
      }
    }
    file(out.resolve("stray-edge.ndjson"), plan.lastDay(), false);
  }

  private static void file(Path path, int day, boolean empty) throws IOException {
    LineBuffer line = new LineBuffer();
    if (!empty) {
      line.add("{\"received_at\":\"").addInstant(day * 86_400_000L + 43_200_000L, 0);
      line.add("Z\",\"event\":\"admin-app-start\",\"anonymous_id\":\"");
      line.addUuid(0xCA9A0000CA9A4CA9L, 0xA000CA9A0000CA9AL);
      line.add(
          "\",\"properties\":{\"version\":\"9.9.9\",\"email\":\"CANARY-99999@example.com\"}}\n");
    }
    Files.createDirectories(path.getParent());
    Files.writeString(path, new String(line.bytes(), 0, line.length(), StandardCharsets.US_ASCII));
  }
}

package com.webiny.telemetry.landing;

import com.webiny.telemetry.storage.Storage;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Which parts of which files each task of a scan reads. Stays in the driver: a task is sent its own
 * parts only, or it would grow with the number of files.
 *
 * @param scan what the tasks are told besides
 * @param files to read; elsewhere a file is named by its place here
 * @param partBytes how much input a task takes
 */
public record ScanPlan(Scan scan, List<LandingFile> files, long partBytes) {

  /**
   * Opening a file costs about as much as reading this much of one, so that many small files still
   * make several tasks.
   */
  private static final long OPEN_COST_BYTES = 256 * 1024;

  /** Most parts of a task, however small: so that a few bits tell them apart. */
  public static final int MAX_TASK_PARTS = 1 << 13;

  /**
   * A range of a file: the lines that begin in it. Compressed files, and small ones, are read
   * whole.
   *
   * @param place of the file in the plan
   */
  public record Part(int place, LandingFile file, long start, long end, boolean whole)
      implements Serializable {}

  /** The work cut into tasks: large plain files into byte ranges, small files put together. */
  public List<List<Part>> tasks() {
    return tasks(scan.storage(), files, partBytes);
  }

  /**
   * The same of files that are read for another reason than a night.
   *
   * @param partBytes how much input a task takes
   */
  public static List<List<Part>> tasks(Storage storage, List<LandingFile> files, long partBytes) {
    List<List<Part>> tasks = new ArrayList<>();
    List<Part> current = new ArrayList<>();
    long currentBytes = 0;
    for (int i = 0; i < files.size(); i++) {
      for (Part part : parts(storage, i, files.get(i), partBytes)) {
        long bytes = part.end() - part.start() + OPEN_COST_BYTES;
        boolean full =
            currentBytes + bytes > partBytes + OPEN_COST_BYTES || current.size() == MAX_TASK_PARTS;
        if (!current.isEmpty() && full) {
          tasks.add(current);
          current = new ArrayList<>();
          currentBytes = 0;
        }
        current.add(part);
        currentBytes += bytes;
      }
    }
    if (!current.isEmpty()) {
      tasks.add(current);
    }
    return tasks;
  }

  private static List<Part> parts(Storage storage, int index, LandingFile file, long partBytes) {
    if (file.length() <= partBytes || !isPlain(storage, file)) {
      return List.of(new Part(index, file, 0, file.length(), true));
    }
    List<Part> parts = new ArrayList<>();
    for (long start = 0; start < file.length(); start += partBytes) {
      parts.add(new Part(index, file, start, Math.min(start + partBytes, file.length()), false));
    }
    return parts;
  }

  private static boolean isPlain(Storage storage, LandingFile file) {
    try {
      return Compression.of(storage, file) == Compression.NONE;
    } catch (IOException failed) {
      return false; // Read whole; the reader finds out what is the matter and says so.
    }
  }

  @Override
  public String toString() {
    return "scan of " + files.size() + " raw log files";
  }
}

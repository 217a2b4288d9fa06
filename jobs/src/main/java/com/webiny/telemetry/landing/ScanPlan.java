package com.webiny.telemetry.landing;

import com.webiny.telemetry.privacy.IdKey;
import com.webiny.telemetry.storage.Storage;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What one scan of raw logs reads, and for which days.
 *
 * @param storage of the raw logs
 * @param files to read; elsewhere a file is named by its place here
 * @param fromDay the first day whose lines are handed on, as days since 1970
 * @param toDay the last one
 * @param buckets into how many buckets anonymous keys fall
 * @param idKey the key of the pseudonym; travels to the readers and is never printed
 * @param partBytes how much input a task takes
 */
public record ScanPlan(
    Storage storage,
    List<LandingFile> files,
    int fromDay,
    int toDay,
    int buckets,
    IdKey idKey,
    long partBytes)
    implements Serializable {

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
   */
  public record Part(int file, long start, long end, boolean whole) implements Serializable {}

  /** The bucket of a key: the same in every table, fixed when the warehouse is created. */
  public int bucketOf(long keyHigh) {
    return (int) ((keyHigh >>> 33) % buckets);
  }

  /** Where the tallies of files go: the route after the last bucket's. */
  public int tallyRoute() {
    return buckets;
  }

  /** The work cut into tasks: large plain files into byte ranges, small files put together. */
  public List<List<Part>> tasks() {
    List<List<Part>> tasks = new ArrayList<>();
    List<Part> current = new ArrayList<>();
    long currentBytes = 0;
    for (int i = 0; i < files.size(); i++) {
      for (Part part : parts(i)) {
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

  private List<Part> parts(int index) {
    LandingFile file = files.get(index);
    if (file.length() <= partBytes || !isPlain(file)) {
      return List.of(new Part(index, 0, file.length(), true));
    }
    List<Part> parts = new ArrayList<>();
    for (long start = 0; start < file.length(); start += partBytes) {
      parts.add(new Part(index, start, Math.min(start + partBytes, file.length()), false));
    }
    return parts;
  }

  private boolean isPlain(LandingFile file) {
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

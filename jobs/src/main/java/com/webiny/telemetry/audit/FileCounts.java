package com.webiny.telemetry.audit;

import com.webiny.telemetry.event.Bucket;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * What became of the lines of one file, or of a part of one: exact counts that add up (SPEC section
 * 5). Lines that passed every rule are counted apart for the three days a folder's lines may be
 * received on (the day before it, its own, the day after), since each run decides by day whether it
 * publishes them.
 *
 * <p>Mutable while a file is read, then passed on as bytes; equal counts are equal.
 */
public final class FileCounts implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The days a line of a folder may be received on. */
  public static final int SLOTS = 3;

  /** What is counted of the lines that passed, for each of the three days. */
  public enum OfPassed {
    LINES,
    DROPPED_FIELDS,
    INVALID_VERSION,
    INVALID_CI
  }

  private static final int LINES = Bucket.MISPLACED.ordinal() + 1;
  private static final int SLOT_START = LINES + 1;
  private static final int SLOT_LENGTH = OfPassed.values().length;

  private static final int FORGOTTEN_START = SLOT_START + SLOTS * SLOT_LENGTH;

  private static final int LENGTH = FORGOTTEN_START + SLOTS;

  private final long[] counts;

  /** All zero. */
  public FileCounts() {
    this(new long[LENGTH]);
  }

  private FileCounts(long[] counts) {
    this.counts = counts;
  }

  /** The counts that {@link #toBytes} wrote. */
  public static FileCounts fromBytes(byte[] bytes) {
    long[] counts = new long[LENGTH];
    ByteBuffer.wrap(bytes).asLongBuffer().get(counts);
    return new FileCounts(counts);
  }

  /** The counts that {@link #toList} gave. */
  public static FileCounts fromList(List<Long> counts) {
    long[] longs = counts.stream().mapToLong(Long::longValue).toArray();
    return new FileCounts(Arrays.copyOf(longs, LENGTH));
  }

  public byte[] toBytes() {
    ByteBuffer buffer = ByteBuffer.allocate(LENGTH * Long.BYTES);
    buffer.asLongBuffer().put(counts);
    return buffer.array();
  }

  public List<Long> toList() {
    return Arrays.stream(counts).boxed().toList();
  }

  /** Counts a line, before its bucket is known: the independent side of the sum. */
  public void addLine() {
    counts[LINES]++;
  }

  /** Puts a line into a bucket up to {@link Bucket#MISPLACED}. */
  public void add(Bucket bucket) {
    if (bucket.ordinal() > Bucket.MISPLACED.ordinal()) {
      throw new IllegalArgumentException(bucket + " depends on the run, not on the line");
    }
    counts[bucket.ordinal()]++;
  }

  /**
   * Counts a line that passed every rule.
   *
   * @param slot its day less the folder's, plus 1
   */
  public void addPassed(int slot, int droppedFields, boolean invalidVersion, boolean invalidCi) {
    int start = SLOT_START + slot * SLOT_LENGTH;
    counts[start + OfPassed.LINES.ordinal()]++;
    counts[start + OfPassed.DROPPED_FIELDS.ordinal()] += droppedFields;
    counts[start + OfPassed.INVALID_VERSION.ordinal()] += invalidVersion ? 1 : 0;
    counts[start + OfPassed.INVALID_CI.ordinal()] += invalidCi ? 1 : 0;
  }

  /**
   * Counts a line that passed every rule, of an ID that asked to be forgotten.
   *
   * @param slot its day less the folder's, plus 1
   */
  public void addForgotten(int slot) {
    counts[FORGOTTEN_START + slot]++;
  }

  /** Adds the counts of another part. */
  public void add(FileCounts other) {
    for (int i = 0; i < LENGTH; i++) {
      counts[i] += other.counts[i];
    }
  }

  /** All lines, as the reader of lines counted them. */
  public long lines() {
    return counts[LINES];
  }

  /** Lines in a bucket up to {@link Bucket#MISPLACED}. */
  public long of(Bucket bucket) {
    if (bucket.ordinal() > Bucket.MISPLACED.ordinal()) {
      throw new IllegalArgumentException(bucket + " depends on the run, not on the line");
    }
    return counts[bucket.ordinal()];
  }

  /** Lines of IDs that asked to be forgotten, received on one of the three days. */
  public long forgotten(int slot) {
    return counts[FORGOTTEN_START + slot];
  }

  /** A count of the lines that passed and were received on one of the three days. */
  public long passed(int slot, OfPassed what) {
    return counts[SLOT_START + slot * SLOT_LENGTH + what.ordinal()];
  }

  /** One bit for each of the three days, the lowest the earliest: whether any line passed. */
  public int slotsWithLines() {
    int slots = 0;
    for (int slot = 0; slot < SLOTS; slot++) {
      slots |= passed(slot, OfPassed.LINES) > 0 ? 1 << slot : 0;
    }
    return slots;
  }

  /** Whether every line is in exactly one place. */
  public boolean balanced() {
    long placed = 0;
    for (int i = 0; i < LINES; i++) {
      placed += counts[i];
    }
    for (int slot = 0; slot < SLOTS; slot++) {
      placed += passed(slot, OfPassed.LINES) + forgotten(slot);
    }
    return placed == lines();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FileCounts that && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counts);
  }
}

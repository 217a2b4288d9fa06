package com.webiny.telemetry.exchange;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * All that arrived for one bucket, to be taken day by day, each day's events in order. What arrives
 * is laid down on the local disk first: only when all is there is it known which files are void.
 * Memory is that of a buffer for each run merged at once.
 */
public final class Arrivals implements Closeable {

  /** Of 32 KB buffers; more runs than these are merged in several passes. */
  private static final int MAX_MERGED_RUNS = 512;

  /** A run laid down. */
  private record Laid(List<Integer> files, long start, long end) {}

  private final RunFile file;
  private final int maxMergedRuns;
  private final TreeMap<Integer, List<Laid>> byDay = new TreeMap<>();
  private final BitSet voided = new BitSet();

  /**
   * Takes in what arrived.
   *
   * @param scratch where the task may write a file of its own, gone when this is closed
   */
  public static Arrivals of(Iterator<Arrival> arrived, Path scratch) throws IOException {
    return of(arrived, scratch, MAX_MERGED_RUNS);
  }

  static Arrivals of(Iterator<Arrival> arrived, Path scratch, int maxMergedRuns)
      throws IOException {
    Arrivals arrivals = new Arrivals(new RunFile(scratch), maxMergedRuns);
    try {
      while (arrived.hasNext()) {
        arrivals.take(arrived.next());
      }
    } catch (IOException | RuntimeException failed) {
      arrivals.close();
      throw failed;
    }
    return arrivals;
  }

  private Arrivals(RunFile file, int maxMergedRuns) {
    this.file = file;
    this.maxMergedRuns = maxMergedRuns;
  }

  private void take(Arrival arrival) throws IOException {
    if (arrival instanceof Arrival.Run run) {
      long start = file.length();
      file.append(run.packed(), run.packed().length);
      byDay
          .computeIfAbsent(run.day(), day -> new ArrayList<>())
          .add(new Laid(run.files(), start, file.length()));
    } else if (arrival instanceof Arrival.Voided lost) {
      voided.set(lost.file());
    } else {
      throw new IllegalStateException("a tally was sent to a bucket");
    }
  }

  /** The earliest day not taken yet for which something arrived. */
  public OptionalInt day() {
    return byDay.isEmpty() ? OptionalInt.empty() : OptionalInt.of(byDay.firstKey());
  }

  /** Takes the events of {@link #day}, duplicates included, in order. */
  public ArrivedDay takeDay() throws IOException {
    int day = byDay.firstKey();
    List<Laid> runs = byDay.remove(day);
    while (runs.size() > maxMergedRuns) {
      List<Laid> first = runs.subList(0, maxMergedRuns);
      Laid merged = merged(first);
      first.clear();
      runs.add(merged);
    }
    return new ArrivedDay(day, merge(runs));
  }

  private RunMerge merge(List<Laid> runs) throws IOException {
    List<RunCursor> cursors = new ArrayList<>();
    for (Laid run : runs) {
      cursors.add(new RunCursor(file, run.start, run.end, voidedOf(run)));
    }
    return new RunMerge(cursors);
  }

  private BitSet voidedOf(Laid run) {
    BitSet numbers = new BitSet();
    for (int number = 0; number < run.files.size(); number++) {
      numbers.set(number, voided.get(run.files.get(number)));
    }
    return numbers;
  }

  /** Makes one run of several, behind the others, without the events of voided files. */
  private Laid merged(List<Laid> runs) throws IOException {
    RunMerge merge = merge(runs);
    long start = file.length();
    byte[] buffer = new byte[1024 * PackedEvent.BYTES];
    int at = 0;
    while (merge.advance()) {
      RunCursor event = merge.current();
      PackedEvent.putLong(buffer, at, event.keyHigh);
      PackedEvent.putLong(buffer, at + Long.BYTES, event.keyLow);
      PackedEvent.putLong(buffer, at + 2 * Long.BYTES, event.tail);
      PackedEvent.putLong(buffer, at + 3 * Long.BYTES, PackedEvent.versionNumbers(event.origin));
      at += PackedEvent.BYTES;
      if (at == buffer.length) {
        file.append(buffer, at);
        at = 0;
      }
    }
    file.append(buffer, at);
    return new Laid(List.of(), start, file.length());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}

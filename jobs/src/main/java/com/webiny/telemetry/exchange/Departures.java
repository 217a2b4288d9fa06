package com.webiny.telemetry.exchange;

import com.webiny.telemetry.audit.FileCounts;
import com.webiny.telemetry.event.TelemetryEvent;
import com.webiny.telemetry.landing.FileCondition;
import com.webiny.telemetry.landing.RawLogReader;
import com.webiny.telemetry.landing.Scan;
import com.webiny.telemetry.landing.ScanPlan;
import java.io.Closeable;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What one task of the scan sends: it reads its parts and gathers events by bucket and day, until
 * they are as many as it may hold; then they leave as sorted runs. Memory is bounded whatever the
 * files hold.
 */
public final class Departures implements Iterator<Departures.Departure>, Closeable {

  /** Some 16 MB of events; a task of plain files of the usual size never meets so many. */
  private static final int MAX_EVENTS = EventSort.MAX_EVENTS / 2;

  /**
   * Something sent.
   *
   * @param route the bucket it goes to, or {@link Scan#tallyRoute}
   */
  public record Departure(int route, Arrival arrival) {}

  private final Scan scan;
  private final List<Integer> files;
  private final RawLogReader reader;
  private final int maxEvents;
  private final Gathering gathering = new Gathering();
  private final TreeMap<Integer, RunBuilder[]> byDay = new TreeMap<>();
  private final Queue<Supplier<Departure>> leaving = new ArrayDeque<>();
  private int events;
  private boolean finished;

  /** The departures of a task that reads these parts. */
  public Departures(Scan scan, List<ScanPlan.Part> parts) {
    this(scan, parts, MAX_EVENTS);
  }

  Departures(Scan scan, List<ScanPlan.Part> parts, int maxEvents) {
    this.scan = scan;
    this.files = parts.stream().map(ScanPlan.Part::place).toList();
    this.reader = new RawLogReader(scan, parts);
    this.maxEvents = maxEvents;
  }

  @Override
  public boolean hasNext() {
    while (leaving.isEmpty() && !finished) {
      finished = !reader.readOn(gathering);
      if (finished || events >= maxEvents) {
        departRuns();
      }
    }
    return !leaving.isEmpty();
  }

  @Override
  public Departure next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return leaving.remove().get();
  }

  @Override
  public void close() {
    reader.close();
  }

  private void departRuns() {
    byDay.forEach(
        (day, buckets) -> {
          for (int bucket = 0; bucket < buckets.length; bucket++) {
            RunBuilder run = buckets[bucket];
            if (!run.isEmpty()) {
              int route = bucket;
              // Sorted when it is its turn, so that few runs are held twice.
              leaving.add(() -> new Departure(route, new Arrival.Run(day, files, run.packed())));
            }
          }
        });
    byDay.clear();
    events = 0;
  }

  private RunBuilder[] newBuilders(int day) {
    RunBuilder[] builders = new RunBuilder[scan.buckets()];
    Arrays.setAll(builders, bucket -> new RunBuilder());
    return builders;
  }

  private final class Gathering implements RawLogReader.Sink {
    private int day;
    private RunBuilder[] ofDay;

    @Override
    public boolean event(int part, int eventDay, TelemetryEvent event) {
      if (events == 0 || eventDay != day) {
        day = eventDay;
        ofDay = byDay.computeIfAbsent(eventDay, Departures.this::newBuilders);
      }
      ofDay[scan.bucketOf(event.anonKeyHigh())].add(event, part);
      return ++events < maxEvents;
    }

    @Override
    public void endOfPart(int part, FileCondition condition, FileCounts counts) {
      int file = files.get(part);
      if (condition != FileCondition.WHOLE) {
        for (int bucket = 0; bucket < scan.buckets(); bucket++) {
          int route = bucket;
          leaving.add(() -> new Departure(route, new Arrival.Voided(file)));
        }
      }
      leaving.add(
          () -> new Departure(scan.tallyRoute(), new Arrival.Tally(file, condition, counts)));
    }
  }
}

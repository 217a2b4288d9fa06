package com.webiny.telemetry.sample;

import com.webiny.telemetry.sample.LogFile.Compression;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * Writes the lines received on one day: a file an edge server (and hour, in large runs) in the
 * day's folder, some lines in the neighbours' folders, some late, some twice, and junk in between.
 * What is odd about a day follows from its {@code age}, the number of days before the last.
 */
final class DayFolder {
  /** One line of junk follows so many lines. */
  static final double JUNK = 1.0 / 80;

  /** So many lines come twice. */
  static final double TWICE = 0.008;

  /** So many lines never arrive, which leaves starts without an end and ends without a start. */
  private static final double LOST = 0.001;

  private static final long DAY_MILLIS = 86_400_000L;
  private static final int HOUR_MILLIS = 3_600_000;
  private static final int SKEW_MILLIS = 10 * 60_000;
  private static final double LATE = 0.15;
  private static final int FILES = 5;
  private static final int TOO_LONG_AGE = 6;

  private final Path out;
  private final Plan plan;
  private final int day;
  private final int age;
  private final Rng rng;
  private final Junk junk;
  private final LineBuffer line = new LineBuffer();
  private final Map<Edge, LogFile> files = new EnumMap<>(Edge.class);
  private Event last;
  private int openHour;
  private int opened;
  private LogFile late;
  private LogFile dayBefore;
  private LogFile dayAfter;

  DayFolder(Path out, Plan plan, int day) {
    this.out = out;
    this.plan = plan;
    this.day = day;
    this.age = plan.lastDay() - day;
    this.rng = Rng.of(plan.seed(), FILES, day, 0);
    this.junk = new Junk(Rng.of(plan.seed(), FILES, day, 1));
  }

  /** Where the folder of a day lies. */
  static Path folder(Path out, int day) {
    return out.resolve("dt=" + LocalDate.ofEpochDay(day));
  }

  /** Writes the day; gives the number of its lines. */
  long write() throws IOException {
    long count = 0;
    try {
      ReceivedDay events = new ReceivedDay(plan.population(), day, plan.intensity());
      int hour = 0;
      open(hour);
      tooLong();
      for (Event event = events.next(); event != null; event = events.next()) {
        event = plan.variation().withId(event, plan.seed(), day, count);
        int ofEvent = (int) ((event.atMillis() - day * DAY_MILLIS) / HOUR_MILLIS);
        while (hour < ofEvent) {
          hour++;
          turnOfHour(hour);
        }
        count += write(event);
      }
      finish(hour);
    } finally {
      closeAll();
    }
    return count;
  }

  private int write(Event event) throws IOException {
    if (rng.chance(LOST)) {
      return 0;
    }
    line.clear();
    LineShapes.add(line, event);
    Edge edge = event.machine().edge;
    LogFile file = place(event, edge);
    file.line(line);
    last = event;
    int lines = 1;
    if (rng.chance(TWICE)) {
      (age % 8 == 0 && rng.chance(0.4) ? dayAfter() : current(other(edge))).line(line);
      lines++;
    }
    if (!plan.variation().clean() && rng.chance(JUNK)) {
      line.clear();
      junk.add(line, event.atMillis());
      current(edge).line(line);
      lines++;
    }
    return lines;
  }

  /** The file for a line: its edge's, unless clocks differ at midnight or the shipper is late. */
  private LogFile place(Event event, Edge edge) throws IOException {
    long time = event.atMillis() - day * DAY_MILLIS;
    if (edge == Edge.US_2 && age % 8 == 0 && time >= DAY_MILLIS - SKEW_MILLIS) {
      return dayAfter();
    }
    if (edge == Edge.EU_1 && age % 8 == 3 && time < SKEW_MILLIS && day > plan.fromDay()) {
      return dayBefore();
    }
    if (edge == Edge.US_2 && age % 9 == 4 && rng.chance(LATE)) {
      return late();
    }
    return current(edge);
  }

  /** The file of an edge, another one if it is large enough. */
  private LogFile current(Edge edge) throws IOException {
    long most = plan.variation().fileBytes();
    if (most > 0 && files.get(edge).lineBytes() >= most) {
      files.get(edge).close();
      open(edge);
    }
    return files.get(edge);
  }

  private void turnOfHour(int hour) throws IOException {
    if (plan.hourly()) {
      finish(hour - 1);
      open(hour);
    } else if (hour == 12 && age % 4 == 1) {
      files.get(Edge.EU_1).nextMember();
      files.get(Edge.US_2).nextMember();
    }
  }

  private void open(int hour) throws IOException {
    openHour = hour;
    for (Edge edge : Edge.values()) {
      open(edge);
    }
  }

  private void open(Edge edge) throws IOException {
    String part = plan.hourly() ? String.format(Locale.ROOT, ".%02d", openHour) : "";
    if (plan.variation().fileBytes() > 0) {
      part += String.format(Locale.ROOT, ".%06d", opened++);
    }
    int turn = plan.hourly() ? openHour : age;
    Compression compression = compression(edge);
    String name = edge.file + part + ".ndjson" + compression.ending;
    boolean crlf = edge == Edge.AP_3 && turn % 16 == 8;
    LogFile file = new LogFile(folder(out, day).resolve(name), compression, crlf);
    files.put(edge, file);
    if (edge == Edge.AP_3 && turn == 16 && !plan.variation().clean()) {
      file.mark();
    }
  }

  /** Ends the files of an hour (of the day), some without a last line end, some within a line. */
  private void finish(int hour) throws IOException {
    int turn = plan.hourly() ? hour : age;
    line.clear();
    if (turn % 6 == 1 && !plan.variation().clean()) {
      line.add("{\"received_at\":\"").addInstant(day * DAY_MILLIS, 0);
      files.get(Edge.US_2).rest(line.add("Z\",\"event\":\"admin-app-start\",\"email\":\"CANARY-0"));
    } else if (turn % 6 == 4 && last != null) {
      LineShapes.add(line, last);
      files.get(Edge.US_2).rest(line);
    }
    for (LogFile file : files.values()) {
      file.close();
    }
    files.clear();
  }

  private void tooLong() throws IOException {
    if (age == Math.min(TOO_LONG_AGE, plan.days() - 1) && !plan.variation().clean()) {
      line.clear();
      Junk.addTooLong(line, day * DAY_MILLIS);
      files.get(Edge.EU_1).line(line);
    }
  }

  private Compression compression(Edge edge) {
    Compression own = edge == Edge.EU_1 && age % 10 != 5 ? Compression.GZIP : Compression.ZSTD;
    if (edge == Edge.AP_3 && age % 8 == 0) {
      own = Compression.PLAIN;
    }
    return stored(own);
  }

  private LogFile late() throws IOException {
    if (late == null) {
      late = extra(day, "edge-us-2.late.ndjson", Compression.GZIP);
    }
    return late;
  }

  private LogFile dayBefore() throws IOException {
    if (dayBefore == null) {
      dayBefore = extra(day - 1, "edge-eu-1.after-midnight.ndjson", Compression.PLAIN);
    }
    return dayBefore;
  }

  private LogFile dayAfter() throws IOException {
    if (dayAfter == null) {
      dayAfter = extra(day + 1, "edge-us-2.before-midnight.ndjson", Compression.PLAIN);
    }
    return dayAfter;
  }

  private Compression stored(Compression own) {
    return plan.variation().stored().orElse(own);
  }

  private LogFile extra(int folderDay, String name, Compression own) throws IOException {
    Compression compression = stored(own);
    return new LogFile(
        folder(out, folderDay).resolve(name + compression.ending), compression, false);
  }

  private static Edge other(Edge edge) {
    return edge == Edge.EU_1 ? Edge.US_2 : Edge.EU_1;
  }

  private void closeAll() throws IOException {
    for (LogFile file : files.values()) {
      file.close();
    }
    for (LogFile file : new LogFile[] {late, dayBefore, dayAfter}) {
      if (file != null) {
        file.close();
      }
    }
  }
}

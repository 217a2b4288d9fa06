package com.webiny.telemetry.landing;

import com.webiny.telemetry.audit.FileCounts;
import com.webiny.telemetry.event.Bucket;
import com.webiny.telemetry.event.EventColumn;
import com.webiny.telemetry.event.LineParser;
import com.webiny.telemetry.event.LineResult;
import com.webiny.telemetry.event.TelemetryEvent;
import com.webiny.telemetry.privacy.IdPseudonym;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * Reads one task's files or parts of files, from bytes to events: each line to {@link LineParser},
 * each event of a wanted day to the sink, and after each file or part of one its tally. A file that
 * cannot be read to its end is told, not thrown: what that means for the run is decided where the
 * whole run is seen.
 */
public final class RawLogReader implements Closeable {
  private static final long MICROS_PER_DAY = 86_400_000_000L;

  /** Takes what is read. A part is named by its place among the task's. */
  public interface Sink {
    /**
     * Takes an event.
     *
     * @param day the day it was received on, as days since 1970
     * @return whether the reader may go on; if not, it stops behind this event
     */
    boolean event(int part, int day, TelemetryEvent event);

    /** A part has ended; if not {@link FileCondition#WHOLE}, no line of its file may be used. */
    void endOfPart(int part, FileCondition condition, FileCounts counts);
  }

  private final Scan scan;
  private final List<ScanPlan.Part> parts;
  private final IdPseudonym pseudonym;
  private final LineParser parser;

  /** One for all files: 100,000 small ones would else be 100,000 buffers. */
  private final byte[] buffer = new byte[LineReader.BUFFER_BYTES];

  private int current = -1;
  private ScanPlan.Part part;
  private LandingFile file;
  private LineReader lines;
  private FileCounts counts;

  /** A reader of these parts. */
  public RawLogReader(Scan scan, List<ScanPlan.Part> parts) {
    this.scan = scan;
    this.parts = parts;
    this.pseudonym = scan.idKey().pseudonym(scan.tombstones());
    this.parser = new LineParser(EventColumn.shippedAllowlist(), pseudonym);
  }

  /**
   * Reads on, up to the end of a part at most.
   *
   * @return whether there is more to read
   */
  public boolean readOn(Sink sink) {
    if (part == null) {
      if (current + 1 == parts.size()) {
        return false;
      }
      part = parts.get(++current);
      file = part.file();
      counts = new FileCounts();
    }
    FileCondition condition = readLines(sink);
    if (condition != null) {
      closeLines();
      part = null;
      sink.endOfPart(current, condition, counts);
    }
    return true;
  }

  /** How reading the part went; {@code null} if the sink had enough before its end. */
  private FileCondition readLines(Sink sink) {
    try {
      if (lines == null) {
        lines = PartLines.open(scan.storage(), part, buffer);
      }
      for (LineReader.Found found = lines.next();
          found != LineReader.Found.END;
          found = lines.next()) {
        counts.addLine();
        switch (found) {
          case LINE -> {
            if (!parseLine(sink)) {
              return null;
            }
          }
          case TOO_LONG -> counts.add(Bucket.TOO_LONG);
          case BLANK -> counts.add(Bucket.BLANK);
          case END -> throw new IllegalStateException("the loop ends before");
        }
      }
      return FileCondition.WHOLE;
    } catch (IOException failed) {
      return PartLines.condition(scan.storage(), part, failed);
    }
  }

  /** Puts the line into its bucket; {@code false} if the sink has enough. */
  private boolean parseLine(Sink sink) {
    LineResult result = parser.parse(lines.buffer(), lines.lineStart(), lines.lineLength());
    if (result instanceof LineResult.Refused refused) {
      Bucket bucket = refused.bucket();
      counts.add(bucket == Bucket.MALFORMED && !lines.terminated() ? Bucket.TORN : bucket);
      return true;
    }
    LineResult.Accepted accepted = (LineResult.Accepted) result;
    TelemetryEvent event = accepted.event();
    int day = (int) Math.floorDiv(event.receivedAtMicros(), MICROS_PER_DAY);
    int slot = day - file.folderDay() + 1;
    if (slot < 0 || slot >= FileCounts.SLOTS) {
      counts.add(Bucket.MISPLACED);
      return true;
    }
    if (pseudonym.isForgotten()) {
      counts.addForgotten(slot);
      return true;
    }
    counts.addPassed(
        slot, accepted.droppedFields(), accepted.invalidVersion(), accepted.invalidCi());
    // Else deferred to a run that publishes this day.
    boolean wanted = day >= scan.fromDay() && day <= scan.toDay();
    return !wanted || sink.event(current, day, event);
  }

  @Override
  public void close() {
    closeLines();
  }

  private void closeLines() {
    if (lines != null) {
      try {
        lines.close();
      } catch (IOException ignored) {
        // Everything wanted of it was read, or the failure is being told already.
      }
      lines = null;
    }
  }
}

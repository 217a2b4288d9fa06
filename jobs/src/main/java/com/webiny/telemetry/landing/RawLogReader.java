package com.webiny.telemetry.landing;

import com.webiny.telemetry.audit.FileCounts;
import com.webiny.telemetry.event.Bucket;
import com.webiny.telemetry.event.EventColumn;
import com.webiny.telemetry.event.LineParser;
import com.webiny.telemetry.event.LineResult;
import com.webiny.telemetry.event.ProductVersion;
import com.webiny.telemetry.event.TelemetryEvent;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.codegen.UnsafeRowWriter;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Carries one task's lines from bytes to {@link ScanRow}s: each line to {@link LineParser}, each
 * event of a wanted day into a row, and after each file or part of one its tally. A file that
 * cannot be read to its end is voided, not thrown: what that means for the run is decided where the
 * whole run is seen.
 */
final class RawLogReader implements PartitionReader<InternalRow> {
  private static final long MICROS_PER_DAY = 86_400_000_000L;
  private static final int ROW_BYTES = 160;

  private final ScanPlan plan;
  private final Iterator<ScanPlan.Part> parts;
  private final LineParser parser;
  private final UnsafeRowWriter writer = new UnsafeRowWriter(ScanRow.SCHEMA.length(), ROW_BYTES);
  private final Queue<InternalRow> endOfPart = new ArrayDeque<>();
  private ScanPlan.Part part;
  private LandingFile file;
  private LineReader lines;
  private FileCounts counts;
  private InternalRow row;

  RawLogReader(ScanPlan plan, List<ScanPlan.Part> parts) {
    this.plan = plan;
    this.parts = parts.iterator();
    this.parser = new LineParser(EventColumn.shippedAllowlist(), plan.idKey().pseudonym());
  }

  @Override
  public boolean next() {
    while (true) {
      if (!endOfPart.isEmpty()) {
        row = endOfPart.remove();
        return true;
      }
      if (part == null) {
        if (!parts.hasNext()) {
          return false;
        }
        part = parts.next();
        file = plan.files().get(part.file());
        counts = new FileCounts();
      }
      FileCondition condition = readOn();
      if (condition == null) {
        return true;
      }
      endPart(condition);
    }
  }

  /** Reads up to the next event, or to the part's end: then says how it went, else {@code null}. */
  private FileCondition readOn() {
    try {
      if (lines == null) {
        lines = openLines();
      }
      for (LineReader.Found found = lines.next();
          found != LineReader.Found.END;
          found = lines.next()) {
        counts.addLine();
        switch (found) {
          case LINE -> {
            if (parseLine()) {
              return null;
            }
          }
          case TOO_LONG -> counts.add(Bucket.TOO_LONG);
          case BLANK -> counts.add(Bucket.BLANK);
          case END -> throw new IllegalStateException("the loop ends before");
        }
      }
      return FileCondition.WHOLE;
    } catch (EndsEarlyException stopped) {
      return part.whole() && isCompressed()
          ? FileCondition.COMPRESSED_ENDS_EARLY
          : FileCondition.SHORTENED;
    } catch (CorruptException corrupt) {
      return FileCondition.CORRUPT;
    } catch (FileNotFoundException gone) {
      return FileCondition.VANISHED;
    } catch (IOException failed) {
      return FileCondition.UNREADABLE;
    }
  }

  private LineReader openLines() throws IOException {
    if (part.whole()) {
      return LineReader.ofWhole(Compression.content(plan.storage(), file));
    }
    long start = LineReader.contentStart(part.start());
    return LineReader.ofPart(
        new BoundedInput(plan.storage().open(file.path(), start), file.length() - start),
        part.start(),
        part.end());
  }

  private boolean isCompressed() {
    try {
      return Compression.of(plan.storage(), file) != Compression.NONE;
    } catch (IOException failed) {
      return false;
    }
  }

  /** Puts the line into its bucket; {@code true} if it became the current row. */
  private boolean parseLine() {
    LineResult result = parser.parse(lines.buffer(), lines.lineStart(), lines.lineLength());
    if (result instanceof LineResult.Refused refused) {
      Bucket bucket = refused.bucket();
      counts.add(bucket == Bucket.MALFORMED && !lines.terminated() ? Bucket.TORN : bucket);
      return false;
    }
    LineResult.Accepted accepted = (LineResult.Accepted) result;
    TelemetryEvent event = accepted.event();
    int day = (int) Math.floorDiv(event.receivedAtMicros(), MICROS_PER_DAY);
    int slot = day - file.folderDay() + 1;
    if (slot < 0 || slot >= FileCounts.SLOTS) {
      counts.add(Bucket.MISPLACED);
      return false;
    }
    counts.addPassed(
        slot, accepted.droppedFields(), accepted.invalidVersion(), accepted.invalidCi());
    if (day < plan.fromDay() || day > plan.toDay()) {
      return false; // Deferred to a run that publishes this day.
    }
    row = eventRow(event, day);
    return true;
  }

  private InternalRow eventRow(TelemetryEvent event, int day) {
    startRow(ScanRow.bucketOf(event.anonKeyHigh(), plan.buckets()));
    writer.write(ScanRow.ORDER, ScanRow.order(day - plan.fromDay(), event.anonKeyHigh()));
    writer.write(ScanRow.KEY_HIGH, ScanRow.turned(event.anonKeyHigh()));
    writer.write(ScanRow.KEY_LOW, ScanRow.turned(event.anonKeyLow()));
    writer.write(ScanRow.RECEIVED_AT, event.receivedAtMicros());
    writer.write(ScanRow.EVENT, event.event().ordinal());
    if (event.version().isPresent()) {
      writer.write(ScanRow.VERSION, text(event.version().get()));
    } else {
      writer.setNullAt(ScanRow.VERSION);
    }
    writer.write(ScanRow.CI, event.ci().ordinal());
    writer.setNullAt(ScanRow.COUNTS);
    return writer.getRow();
  }

  private static UTF8String text(ProductVersion version) {
    return UTF8String.fromString(version.text());
  }

  private void endPart(FileCondition condition) {
    closeLines();
    if (condition != FileCondition.WHOLE) {
      for (int bucket = 0; bucket < plan.buckets(); bucket++) {
        startRow(bucket);
        endOfPart.add(otherRow(ScanRow.VOID_ORDER, 0, null));
      }
    }
    startRow(plan.buckets());
    endOfPart.add(otherRow(0, condition.ordinal(), counts.toBytes()));
    part = null;
  }

  private InternalRow otherRow(long order, int condition, byte[] tally) {
    writer.write(ScanRow.ORDER, order);
    writer.write(ScanRow.KEY_HIGH, 0L);
    writer.write(ScanRow.KEY_LOW, 0L);
    writer.write(ScanRow.RECEIVED_AT, 0L);
    writer.write(ScanRow.EVENT, 0);
    writer.setNullAt(ScanRow.VERSION);
    writer.write(ScanRow.CI, condition);
    if (tally == null) {
      writer.setNullAt(ScanRow.COUNTS);
    } else {
      writer.write(ScanRow.COUNTS, tally);
    }
    return writer.getRow().copy();
  }

  private void startRow(int route) {
    writer.reset();
    writer.zeroOutNullBytes();
    writer.write(ScanRow.ROUTE, route);
    writer.write(ScanRow.FILE, part.file());
  }

  @Override
  public InternalRow get() {
    return row;
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

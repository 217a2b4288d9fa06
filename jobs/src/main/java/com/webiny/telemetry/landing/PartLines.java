package com.webiny.telemetry.landing;

import com.webiny.telemetry.storage.Storage;
import java.io.FileNotFoundException;
import java.io.IOException;

/** The lines of a part of a raw log, and how reading it went. */
public final class PartLines {

  /** Takes lines. */
  public interface Sink {
    /**
     * Takes a line without its end, of any allowed length; the bytes are its own until it returns.
     */
    void line(byte[] bytes, int start, int length);

    /** A line longer than is allowed was passed over. */
    void passedOver();
  }

  private PartLines() {}

  /** What {@link #read} wants as its buffer. */
  public static byte[] buffer() {
    return new byte[LineReader.BUFFER_BYTES];
  }

  /** Reads a part to its end, or as far as it goes. */
  public static FileCondition read(Storage storage, ScanPlan.Part part, byte[] buffer, Sink sink) {
    try (LineReader lines = open(storage, part, buffer)) {
      for (LineReader.Found found = lines.next();
          found != LineReader.Found.END;
          found = lines.next()) {
        if (found == LineReader.Found.LINE) {
          sink.line(lines.buffer(), lines.lineStart(), lines.lineLength());
        } else {
          sink.passedOver();
        }
      }
      return FileCondition.WHOLE;
    } catch (IOException failed) {
      return condition(storage, part, failed);
    }
  }

  static LineReader open(Storage storage, ScanPlan.Part part, byte[] buffer) throws IOException {
    LandingFile file = part.file();
    if (part.whole()) {
      return LineReader.ofWhole(Compression.content(storage, file), buffer);
    }
    long start = LineReader.contentStart(part.start());
    return LineReader.ofPart(
        new BoundedInput(storage.open(file.path(), start), file.length() - start),
        buffer,
        part.start(),
        part.end());
  }

  /** What a failure says of the file. */
  static FileCondition condition(Storage storage, ScanPlan.Part part, IOException failed) {
    if (failed instanceof EndsEarlyException) {
      return part.whole() && isCompressed(storage, part.file())
          ? FileCondition.COMPRESSED_ENDS_EARLY
          : FileCondition.SHORTENED;
    }
    if (failed instanceof CorruptException) {
      return FileCondition.CORRUPT;
    }
    return failed instanceof FileNotFoundException
        ? FileCondition.VANISHED
        : FileCondition.UNREADABLE;
  }

  private static boolean isCompressed(Storage storage, LandingFile file) {
    try {
      return Compression.of(storage, file) != Compression.NONE;
    } catch (IOException failed) {
      return false;
    }
  }
}

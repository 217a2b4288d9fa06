package com.webiny.telemetry.night;

import com.webiny.telemetry.storage.Storage;
import com.webiny.telemetry.table.KeyOrder;
import com.webiny.telemetry.table.TableReader;
import com.webiny.telemetry.table.WrittenFile;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Takes the rows of some keys out of the published files of one bucket (SPEC section 10, forget).
 * Of a file without such a row only the keys are read.
 */
public final class Forgetting {

  /** A key by its halves. */
  public record StoredKey(long high, long low) implements Comparable<StoredKey>, Serializable {

    /** In the order of the tables. */
    @Override
    public int compareTo(StoredKey other) {
      return KeyOrder.compare(high, low, other.high, other.low);
    }

    /** Says nothing. */
    @Override
    public String toString() {
      return "a key";
    }
  }

  /** A published file. */
  public record Source(DayBucket file, LiveFile live) implements Serializable {}

  /**
   * The work on a bucket.
   *
   * @param storage of the warehouse
   * @param staging the folder of this run's files
   * @param keys whose rows go
   * @param files of the bucket
   */
  public record Work(Storage storage, String staging, List<StoredKey> keys, List<Source> files)
      implements Serializable {

    @Override
    public String toString() {
      return "forgetting in " + files.size() + " files";
    }
  }

  private final Work work;
  private final String attempt;
  private final SortedSet<StoredKey> keys;

  /**
   * Prepares the work.
   *
   * @param attempt tells this try of the task from others, so that two tries never write one file
   */
  Forgetting(Work work, long attempt) {
    this.work = work;
    this.attempt = Long.toString(attempt);
    this.keys = new TreeSet<>(work.keys());
  }

  /** Stages the files that come out shorter. */
  List<NightOutput.Staged> run() throws IOException {
    List<NightOutput.Staged> staged = new ArrayList<>();
    for (Source source : work.files()) {
      if (holdsAny(source)) {
        String to = work.storage().resolve(work.staging(), source.file().path() + "." + attempt);
        WrittenFile written =
            TableRows.of(source.file().table())
                .without(this::isForgotten, work.storage(), source.live().path(), to);
        staged.add(new NightOutput.Staged(source.file(), written));
      }
    }
    work.storage().settle(staged.stream().map(file -> file.written().path()).toList());
    return staged;
  }

  private boolean isForgotten(long high, long low) {
    return keys.contains(new StoredKey(high, low));
  }

  private boolean holdsAny(Source source) throws IOException {
    try (TableReader in =
        TableReader.open(
            TableRows.of(source.file().table()).table(),
            work.storage(),
            source.live().path(),
            List.of("anon_key"))) {
      StoredKey last = keys.last();
      while (in.next()) {
        if (isForgotten(in.keyHighAt(0), in.keyLowAt(0))) {
          return true;
        }
        if (KeyOrder.compare(in.keyHighAt(0), in.keyLowAt(0), last.high(), last.low()) > 0) {
          return false;
        }
      }
      return false;
    }
  }
}

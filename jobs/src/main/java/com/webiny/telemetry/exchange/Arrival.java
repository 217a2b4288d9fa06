package com.webiny.telemetry.exchange;

import com.webiny.telemetry.audit.FileCounts;
import com.webiny.telemetry.landing.FileCondition;
import java.io.Serializable;
import java.util.List;

/**
 * What travels from the tasks that read raw logs to the tasks of the night. Counts travel as rows
 * do, so that they are exact whatever Spark retries or speculates (SPEC section 5).
 */
public sealed interface Arrival extends Serializable {

  /**
   * Events of one bucket and day, in order: all that one task met, or as many as it could hold. Not
   * a record, as its bytes are not compared.
   */
  final class Run implements Arrival {
    private static final long serialVersionUID = 1L;

    private final int day;
    private final List<Integer> files;
    private final byte[] packed;

    /**
     * A run.
     *
     * @param day days since 1970
     * @param files the places in the scan's plan that the events' file numbers stand for
     * @param packed each event as {@link PackedEvent} says
     */
    Run(int day, List<Integer> files, byte[] packed) {
      this.day = day;
      this.files = files;
      this.packed = packed;
    }

    int day() {
      return day;
    }

    List<Integer> files() {
      return files;
    }

    byte[] packed() {
      return packed;
    }
  }

  /** Says to a bucket that no line of a file is to be used. */
  record Voided(int file) implements Arrival {}

  /** How reading a part of a file went, and its counts. */
  record Tally(int file, FileCondition condition, FileCounts counts) implements Arrival {}
}

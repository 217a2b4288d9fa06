package com.webiny.telemetry.report;

import com.webiny.telemetry.table.Tables;
import java.io.Serializable;

/**
 * What a partial count is about. Counts of one key are added up over all buckets: an ID is in one
 * bucket only, so distinct counts add up too.
 *
 * @param kind what is counted
 * @param day as days since 1970
 * @param group the family or surface; empty where there is none
 * @param first the version, line, or duration; empty where there is none
 * @param second the version a transition goes to, or the ID; empty elsewhere
 */
record TallyKey(Kind kind, int day, String group, String first, String second)
    implements Serializable {

  /** What is counted, and for which report. */
  enum Kind {
    /** IDs by activity: {@link ActivityTally.Measure}. */
    ACTIVITY,
    /** IDs by version and surface. */
    ADOPTION,
    /** IDs by version line and surface: added up from {@link #ADOPTION}, in its place. */
    LINE_IN_USE,
    /** IDs active in the week that ends on the day; {@code group} is how old their cohort is. */
    RETENTION,
    /** IDs by the versions they moved between. */
    TRANSITION,
    /** IDs that upgraded, by the line they went to: {@link Upgrade.Measure}. */
    UPGRADE,
    /** Attempts and their IDs by family: {@link AttemptTally.Measure}. */
    ATTEMPTS,
    /** Succeeded attempts by duration in tenths of a second. */
    DURATION,
    /** Attempts and their IDs by version line: {@link AttemptTally.LineMeasure}. */
    LINE,
    /**
     * One ID that deployed one line, of an ID that deployed more lines than are remembered: {@code
     * second} names the ID, so that adding up finds each pair once.
     */
    LINE_OF_ID,
    /** IDs with an attempt in any line that folds. */
    FOLDED_DEPLOYERS
  }

  TallyKey(Kind kind, int day, String group) {
    this(kind, day, group, "", "");
  }

  /** Of a pair of an ID and a line: the line. */
  TallyKey toLine() {
    return new TallyKey(Kind.LINE, day, group, first, "");
  }

  /** Of the IDs of a version: its line. */
  TallyKey toLineInUse() {
    return new TallyKey(Kind.LINE_IN_USE, day, group, Tables.parsed(first).line(), "");
  }

  /** The cells that are looked at together: small ones fold into one. */
  TallyGroup groupKey() {
    return new TallyGroup(kind == Kind.LINE_OF_ID ? Kind.LINE : kind, day, group);
  }

  /** All keys that differ in their versions only. */
  record TallyGroup(Kind kind, int day, String group) implements Serializable {

    /**
     * The same on every machine, as no enum's own hash is. Lines are where their versions are, so
     * that adding them up moves nothing.
     */
    int place(int places) {
      Kind placed = kind == Kind.LINE_IN_USE ? Kind.ADOPTION : kind;
      return Math.floorMod((placed.ordinal() * 31 + day) * 31 + group.hashCode(), places);
    }
  }

  /**
   * Written out, since an enum's own hash differs from process to process and Spark compares hashes
   * across them.
   */
  @Override
  public int hashCode() {
    return ((((kind.ordinal() * 31 + day) * 31 + group.hashCode()) * 31) + first.hashCode()) * 31
        + second.hashCode();
  }
}

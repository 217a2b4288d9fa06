package com.webiny.telemetry.audit;

/**
 * The sums that must hold for a received day before anything is published (SPEC section 5), each
 * term counted where it arises: lines by the readers, rows by the tasks that merge, rows before by
 * the last commit.
 *
 * @param day the day, ISO
 * @param acceptedLines accepted lines read, as the readers counted them
 * @param linesAdded lines that became a row, as the merging tasks counted them
 * @param linesKnown lines whose event was there already
 * @param rowsBefore rows the last commit tells of the files merged
 * @param rowsReadBefore rows the merging tasks read from them
 * @param rowsAfter rows the merging tasks wrote
 */
public record DayBalance(
    String day,
    long acceptedLines,
    long linesAdded,
    long linesKnown,
    long rowsBefore,
    long rowsReadBefore,
    long rowsAfter) {

  /** Whether both sums hold. */
  public boolean holds() {
    return acceptedLines == linesAdded + linesKnown
        && rowsBefore == rowsReadBefore
        && rowsAfter == rowsBefore + linesAdded;
  }

  /** The terms, for an operator. */
  public String text() {
    return day
        + " ("
        + acceptedLines
        + " accepted lines, "
        + linesAdded
        + " added, "
        + linesKnown
        + " known; "
        + rowsBefore
        + " rows before, "
        + rowsReadBefore
        + " read, "
        + rowsAfter
        + " after)";
  }
}

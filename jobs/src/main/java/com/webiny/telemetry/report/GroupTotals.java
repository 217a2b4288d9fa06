package com.webiny.telemetry.report;

import com.webiny.telemetry.report.TallyKey.TallyGroup;
import java.io.Serializable;
import java.util.List;
import java.util.OptionalLong;

/**
 * The final counts of a day and group, as the driver gets them: at most 201 cells each.
 *
 * @param kept the cells that are shown, in the order of the report
 * @param folded the sums of those that fold; distinct counts in it count an ID once a cell
 * @param foldedCells how many fold
 * @param p50Tenths median duration in tenths of a second; {@link #NONE} where there is none
 * @param p90Tenths the 90th percentile
 */
record GroupTotals(
    TallyGroup group,
    List<KeptCell> kept,
    Sums folded,
    long foldedCells,
    long p50Tenths,
    long p90Tenths)
    implements Serializable {

  /** No duration. */
  static final long NONE = -1;

  /** A cell that is shown. */
  record KeptCell(String first, String second, Sums counts) implements Serializable {}

  static GroupTotals ofCells(TallyGroup group, List<KeptCell> kept, Sums folded, long foldedCells) {
    return new GroupTotals(group, kept, folded, foldedCells, NONE, NONE);
  }

  static GroupTotals ofDurations(TallyGroup group, OptionalLong p50, OptionalLong p90) {
    return new GroupTotals(group, List.of(), Sums.NONE, 0, p50.orElse(NONE), p90.orElse(NONE));
  }
}

package com.webiny.telemetry.report;

import com.webiny.telemetry.report.GroupTotals.KeptCell;
import com.webiny.telemetry.report.TallyKey.Kind;
import com.webiny.telemetry.report.TallyKey.TallyGroup;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * Takes the summed cells of one day and group, one by one in any order, and makes of them what the
 * report needs: the shown cells and the sums of the folded ones, or percentiles. Memory does not
 * grow with the number of cells.
 */
final class GroupFold {
  private record PlacedCell(VersionOrder first, VersionOrder second, KeptCell cell) {}

  private static final Comparator<PlacedCell> ORDER =
      Comparator.comparing(PlacedCell::first).thenComparing(PlacedCell::second);

  private static final VersionOrder NO_VERSION = VersionOrder.of(VersionOrder.NONE);

  private final TallyGroup group;
  private final SmallCells<PlacedCell> cells;
  private Sums folded = Sums.NONE;
  private long foldedCells;
  private final NavigableMap<Long, Long> durations = new TreeMap<>();

  GroupFold(TallyGroup group, int minCellSize) {
    this.group = group;
    ToLongFunction<PlacedCell> count = cell -> count(group.kind(), cell.cell().counts());
    this.cells = new SmallCells<>(minCellSize, ORDER, count, cell -> fold(cell.cell().counts()));
  }

  private static long count(Kind kind, Sums counts) {
    return kind == Kind.LINE ? counts.of(AttemptTally.LineMeasure.DEPLOYERS) : counts.only();
  }

  void add(TallyKey key, Sums counts) {
    switch (key.kind()) {
      case ADOPTION, LINE_IN_USE, TRANSITION, UPGRADE, LINE ->
          cells.add(
              new PlacedCell(
                  VersionOrder.of(key.first()),
                  key.second().isEmpty() ? NO_VERSION : VersionOrder.of(key.second()),
                  new KeptCell(key.first(), key.second(), counts)));
      case DURATION -> durations.put(Long.parseLong(key.first()), counts.only());
      case LINE_OF_ID -> throw new IllegalArgumentException("it is added to its line before");
      case ACTIVITY, RETENTION, ATTEMPTS, FOLDED_DEPLOYERS -> fold(counts);
    }
  }

  private void fold(Sums counts) {
    folded = folded.plus(counts);
    foldedCells++;
  }

  GroupTotals totals() {
    if (group.kind() == Kind.DURATION) {
      return percentiles();
    }
    List<KeptCell> kept = cells.takeKept().stream().map(PlacedCell::cell).toList();
    return GroupTotals.ofCells(group, kept, folded, foldedCells);
  }

  private GroupTotals percentiles() {
    long[] values = durations.keySet().stream().mapToLong(Long::longValue).toArray();
    long[] counts = durations.values().stream().mapToLong(Long::longValue).toArray();
    return GroupTotals.ofDurations(
        group, Percentile.P50.of(values, counts), Percentile.P90.of(values, counts));
  }
}

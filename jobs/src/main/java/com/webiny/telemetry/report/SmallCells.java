package com.webiny.telemetry.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * Decides which cells of one (date, family or surface) are shown and which fold into {@code
 * (other)} (SPEC sections 8 and 12, "Small cells"): those with a count below the minimum fold, and
 * of the rest the smallest above {@link #MAX_ROWS} rows; among equals the one that stands last in
 * the report, which is the lowest version.
 *
 * <p>A cell is folded as soon as it is certain to fold, so memory holds at most {@link #MAX_ROWS} +
 * 1 cells however many a forger sends. What folding means is the caller's: sums are added up,
 * distinct counts need recounting. Which cells fold does not depend on the order in which they
 * come, as long as no two are equal in the order of the report. A cell takes logarithmic time.
 */
public final class SmallCells<T> {

  /** Rows besides {@code (other)}. */
  public static final int MAX_ROWS = 200;

  private final long minCellSize;
  private final ToLongFunction<? super T> count;
  private final Consumer<? super T> fold;
  private final Comparator<? super T> order;
  private final PriorityQueue<T> candidates;

  /**
   * A rule that has seen no cell.
   *
   * @param minCellSize k: a cell with a count below it folds
   * @param order the order of the report, highest version first and {@code (none)} or {@code
   *     (unknown)} last
   * @param count the users or deployers of a cell, the number that k is about
   * @param fold takes each cell that folds, once
   */
  public SmallCells(
      long minCellSize,
      Comparator<? super T> order,
      ToLongFunction<? super T> count,
      Consumer<? super T> fold) {
    this.minCellSize = minCellSize;
    this.count = count;
    this.fold = fold;
    this.order = order;
    Comparator<T> foldsFirst = Comparator.comparingLong(count);
    candidates = new PriorityQueue<>(foldsFirst.thenComparing(order.reversed()));
  }

  /** Takes a cell, and folds one if it can tell which. */
  public void add(T cell) {
    if (count.applyAsLong(cell) < minCellSize) {
      fold.accept(cell);
      return;
    }
    candidates.add(cell);
    if (candidates.size() > MAX_ROWS) {
      fold.accept(candidates.remove());
    }
  }

  /** The cells that are shown, in the order of the report; afterwards the rule has seen no cell. */
  public List<T> takeKept() {
    List<T> kept = new ArrayList<>(candidates);
    candidates.clear();
    kept.sort(order);
    return kept;
  }
}

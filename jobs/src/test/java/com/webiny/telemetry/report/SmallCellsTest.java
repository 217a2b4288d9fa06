package com.webiny.telemetry.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SmallCellsTest {

  private record Cell(VersionOrder version, long users) {}

  private final List<Cell> folded = new ArrayList<>();

  @Test
  void aCellBelowTheMinimumFoldsAndOneAtItStays() {
    SmallCells<Cell> cells = cells(5);
    cells.add(cell("v5.41.0", 4));
    cells.add(cell("v5.42.0", 5));
    assertThat(cells.takeKept()).containsExactly(cell("v5.42.0", 5));
    assertThat(folded).containsExactly(cell("v5.41.0", 4));
  }

  @Test
  void aCellOfNobodyFoldsEvenAtAMinimumOfOne() {
    SmallCells<Cell> cells = cells(1);
    cells.add(cell("v5.41.0", 0));
    assertThat(cells.takeKept()).isEmpty();
    assertThat(folded).hasSize(1);
  }

  @Test
  void aMissingVersionFoldsLikeAnyOther() {
    SmallCells<Cell> cells = cells(5);
    cells.add(cell("(unknown)", 4));
    assertThat(folded).containsExactly(cell("(unknown)", 4));
  }

  @Test
  void keptCellsStandInTheOrderOfTheReport() {
    SmallCells<Cell> cells = cells(1);
    cells.add(cell("(unknown)", 9));
    cells.add(cell("v5.9.0", 1));
    cells.add(cell("v5.10.0", 2));
    assertThat(cells.takeKept())
        .containsExactly(cell("v5.10.0", 2), cell("v5.9.0", 1), cell("(unknown)", 9));
  }

  @Test
  void twoHundredRowsAreNotTooMany() {
    SmallCells<Cell> cells = cells(1);
    patches(200).forEach(cells::add);
    assertThat(cells.takeKept()).hasSize(200);
    assertThat(folded).isEmpty();
  }

  @Test
  void aboveTwoHundredRowsTheLowestOfEqualVersionsFoldsFirst() {
    for (int seed = 0; seed < 20; seed++) {
      List<Cell> sent = patches(202);
      Collections.shuffle(sent, new Random(seed));
      folded.clear();
      SmallCells<Cell> cells = cells(1);
      sent.forEach(cells::add);
      List<Cell> kept = cells.takeKept();
      assertThat(kept).hasSize(200);
      assertThat(kept.get(0)).isEqualTo(cell("v5.0.201", 1));
      assertThat(kept.get(199)).isEqualTo(cell("v5.0.2", 1));
      assertThat(folded).containsExactlyInAnyOrder(cell("v5.0.0", 1), cell("v5.0.1", 1));
    }
  }

  @Test
  void aboveTwoHundredRowsTheSmallestFoldsBeforeTheLowest() {
    SmallCells<Cell> cells = cells(1);
    cells.add(cell("v9.0.0", 1));
    patches(200).forEach(c -> cells.add(new Cell(c.version(), 2)));
    assertThat(cells.takeKept()).hasSize(200);
    assertThat(folded).containsExactly(cell("v9.0.0", 1));
  }

  @Test
  void amongEqualsAMissingVersionFoldsBeforeAnyVersion() {
    SmallCells<Cell> cells = cells(1);
    cells.add(cell("(none)", 1));
    patches(200).forEach(cells::add);
    assertThat(folded).containsExactly(cell("(none)", 1));
  }

  @Test
  void foldsWhatSortingAllCellsWouldFold() {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      List<Cell> sent = new ArrayList<>();
      patches(random.nextInt(1_000))
          .forEach(c -> sent.add(new Cell(c.version(), random.nextInt(12))));
      Collections.shuffle(sent, random);
      SmallCells<Cell> cells = cells(3);
      folded.clear();
      sent.forEach(cells::add);

      List<Cell> expected =
          sent.stream()
              .filter(c -> c.users() >= 3)
              .sorted(Comparator.comparingLong(Cell::users).reversed().thenComparing(Cell::version))
              .limit(200)
              .sorted(Comparator.comparing(Cell::version))
              .toList();
      List<Cell> kept = cells.takeKept();
      assertThat(kept).isEqualTo(expected);
      List<Cell> all = new ArrayList<>(kept);
      all.addAll(folded);
      assertThat(all).containsExactlyInAnyOrderElementsOf(sent);
    }
  }

  @Test
  void oneRuleServesManyGroups() {
    SmallCells<Cell> cells = cells(1);
    cells.add(cell("v5.41.0", 4));
    cells.takeKept();
    cells.add(cell("v5.42.0", 5));
    assertThat(cells.takeKept()).containsExactly(cell("v5.42.0", 5));
  }

  private SmallCells<Cell> cells(long minCellSize) {
    return new SmallCells<>(
        minCellSize, Comparator.comparing(Cell::version), Cell::users, folded::add);
  }

  /** One user each of v5.0.0, v5.0.1 and so on. */
  private static List<Cell> patches(int count) {
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      cells.add(cell("v5.0." + i, 1));
    }
    return cells;
  }

  private static Cell cell(String version, long users) {
    return new Cell(VersionOrder.of(version), users);
  }
}

package com.webiny.telemetry.landing;

import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.audit.FileCounts;
import com.webiny.telemetry.event.Bucket;
import com.webiny.telemetry.landing.LedgerEntry.Use;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * No unchanged, fully used file is read twice, and no other is forgotten. Days are small numbers.
 */
class InputLedgerTest {
  private static final int FOLDER = 10;
  private static final LandingFile FILE = file(100, 1_000);

  @Test
  void aNewFileIsRead() {
    assertThat(isRead(InputLedger.EMPTY, FILE, 5, 10, false)).isTrue();
    assertThat(InputLedger.EMPTY.knows(FILE)).isFalse();
  }

  @Test
  void aFullyUsedFileIsNotReadAgain() {
    InputLedger ledger = used(InputLedger.EMPTY, FILE, counts(3, 3, 3), 5, 11);
    assertThat(isRead(ledger, FILE, 5, 11, true)).isFalse();
    assertThat(ledger.knows(FILE)).isTrue();
  }

  @Test
  void aChangedFileIsReadAgain() {
    InputLedger ledger = used(InputLedger.EMPTY, FILE, counts(3, 3, 3), 5, 11);
    for (LandingFile changed : List.of(file(101, 1_000), file(99, 1_000), file(100, 1_001))) {
      assertThat(isRead(ledger, changed, 5, 11, false)).isTrue();
      assertThat(ledger.knows(changed)).isFalse();
    }
  }

  @Test
  void aFileWithDeferredLinesIsReadByANightThatPublishesTheirDay() {
    InputLedger ledger = used(InputLedger.EMPTY, FILE, counts(0, 3, 2), 5, 10);
    assertThat(ledger.entry(FILE.name()).orElseThrow().deferred()).isEqualTo(2);
    assertThat(isRead(ledger, FILE, 5, 10, false)).isFalse();
    assertThat(isRead(ledger, FILE, 5, 11, true)).isTrue();
    InputLedger after = used(ledger, FILE, counts(0, 3, 2), 5, 11);
    assertThat(isRead(after, FILE, 5, 12, true)).isFalse();
    assertThat(after.entry(FILE.name()).orElseThrow().deferred()).isZero();
  }

  @Test
  void aLineBeforeTheFirstDayStaysDeferredAndCallsForNoReading() {
    InputLedger ledger = used(InputLedger.EMPTY, FILE, counts(4, 3, 0), 10, 11);
    assertThat(ledger.entry(FILE.name()).orElseThrow().of(Bucket.DEFERRED)).isEqualTo(4);
    assertThat(isRead(ledger, FILE, 10, 12, true)).isFalse();
    assertThat(isRead(ledger, FILE, 9, 12, false)).isTrue();
  }

  @Test
  void aDayWithoutLinesDefersNothing() {
    InputLedger ledger = used(InputLedger.EMPTY, FILE, counts(0, 3, 0), 10, 10);
    assertThat(isRead(ledger, FILE, 5, 12, true)).isFalse();
  }

  @Test
  void aGrowingFileIsReadByANewNightOnly() {
    InputLedger ledger =
        InputLedger.EMPTY.with(List.of(InputLedger.EMPTY.unused(FILE, Use.GROWING)));
    assertThat(isRead(ledger, FILE, 5, 10, false)).isFalse();
    assertThat(isRead(ledger, FILE, 5, 11, true)).isTrue();
  }

  @Test
  void aDamagedFileIsReadWhenItChangesOnly() {
    InputLedger ledger =
        InputLedger.EMPTY.with(List.of(InputLedger.EMPTY.unused(FILE, Use.DAMAGED)));
    assertThat(isRead(ledger, FILE, 5, 11, true)).isFalse();
    assertThat(isRead(ledger, file(100, 1_001), 5, 11, true)).isTrue();
  }

  @Test
  void mergedDaysAreRememberedForTheSameVersionOnly() {
    InputLedger ledger = used(InputLedger.EMPTY, FILE, counts(1, 2, 4), 9, 10);
    LedgerEntry entry = ledger.used(FILE, counts(1, 2, 4), 11, 11);
    assertThat(entry.accepted(FileCounts.OfPassed.LINES)).isEqualTo(7);
    LedgerEntry changed = ledger.used(file(101, 1_001), counts(1, 2, 4), 11, 11);
    assertThat(changed.accepted(FileCounts.OfPassed.LINES)).isEqualTo(4);
    assertThat(changed.deferred()).isEqualTo(3);
  }

  @Test
  void aFileThatBecameShorterOrUnusableIsLossyOnTheDaysThatWereMerged() {
    InputLedger ledger = used(InputLedger.EMPTY, FILE, counts(0, 3, 0), 10, 11);
    assertThat(ledger.entry(FILE.name()).orElseThrow().lossy(1)).isFalse();
    assertThat(ledger.used(file(150, 2_000), counts(0, 4, 0), 10, 11).lossy(1)).isFalse();
    LedgerEntry cut = ledger.used(file(99, 2_000), counts(0, 2, 0), 10, 11);
    assertThat(cut.lossy(1)).isTrue();
    assertThat(cut.usedLength()).isEqualTo(100);
    assertThat(ledger.unused(file(150, 2_000), Use.DAMAGED).lossy(1)).isTrue();
    assertThat(InputLedger.EMPTY.unused(FILE, Use.DAMAGED).lossy(1)).isFalse();
  }

  @Test
  void aChangedFileIsLossyOnADayUntilItsLinesOfThatDayAreMergedAgain() {
    InputLedger before = used(InputLedger.EMPTY, FILE, counts(2, 3, 0), 9, 11);
    LedgerEntry changed = before.used(file(150, 2_000), counts(2, 4, 0), 10, 10);
    assertThat(changed.lossy(0)).isTrue();
    assertThat(changed.lossy(1)).isFalse();
    LedgerEntry again =
        used(before, file(150, 2_000), counts(2, 4, 0), 10, 10)
            .used(file(150, 2_000), counts(2, 4, 0), 9, 9);
    assertThat(again.lossy(0)).isFalse();
  }

  @Test
  void aFileOfAnOlderFolderIsReadAgainOnlyForDeferredLinesOfAPublishedDay() {
    InputLedger ledger = used(InputLedger.EMPTY, FILE, counts(0, 3, 1), 9, 10);
    assertThat(ledger.withDeferred(List.of(FILE), 9, 10)).isEmpty();
    assertThat(ledger.withDeferred(List.of(FILE), 9, 11)).containsExactly(FILE);
    assertThat(ledger.withDeferred(List.of(file(150, 2_000)), 9, 11)).isEmpty();
    assertThat(ledger.isUnread(FILE, 9, 10)).isFalse();
    assertThat(ledger.isUnread(FILE, 9, 11)).isTrue();
    assertThat(ledger.isUnread(file(150, 2_000), 9, 10)).isTrue();
  }

  @Test
  void aRebuiltDayIsKnownAgainAndLossyOnlyOnceMoreIsCut() {
    InputLedger before = used(InputLedger.EMPTY, FILE, counts(2, 3, 0), 9, 11);
    InputLedger cut = used(before, file(99, 2_000), counts(2, 2, 0), 9, 11);
    InputLedger forgotten = cut.withoutDays(new TreeSet<>(Set.of(10)), List.of(file(99, 2_000)));
    assertThat(forgotten.entry(FILE.name()).orElseThrow().merged(1)).isFalse();

    InputLedger rebuilt = used(forgotten, file(99, 2_000), counts(2, 2, 0), 10, 10);
    LedgerEntry entry = rebuilt.entry(FILE.name()).orElseThrow();
    assertThat(entry.lossy(0)).as("the day before was not rebuilt").isTrue();
    assertThat(entry.lossy(1)).isFalse();
    assertThat(entry.accepted(FileCounts.OfPassed.LINES)).isEqualTo(4);
    assertThat(used(rebuilt, file(99, 2_000), counts(2, 2, 0), 10, 11).entries())
        .as("the same version again")
        .noneMatch(again -> again.lossy(1));

    LedgerEntry cutAgain = rebuilt.used(file(98, 3_000), counts(2, 1, 0), 9, 11);
    assertThat(cutAgain.lossy(1)).isTrue();
    assertThat(rebuilt.unused(file(98, 3_000), Use.DAMAGED).lossy(1)).isTrue();
  }

  @Test
  void aRebuildOfAllItsDaysForgetsHowLongAFileWas() {
    InputLedger before = used(InputLedger.EMPTY, FILE, counts(0, 3, 0), 9, 11);
    InputLedger cut = used(before, file(99, 2_000), counts(0, 2, 0), 9, 11);
    InputLedger rebuilt =
        used(
            cut.withoutDays(new TreeSet<>(Set.of(10)), List.of(file(99, 2_000))),
            file(99, 2_000),
            counts(0, 2, 0),
            10,
            10);
    assertThat(rebuilt.entry(FILE.name()).orElseThrow().usedLength()).isEqualTo(99);
    assertThat(rebuilt.used(file(100, 3_000), counts(0, 3, 0), 10, 10).lossy(1)).isFalse();
  }

  @Test
  void aRebuildOverAnUnchangedFileLeavesItsEntryAsItWas() {
    InputLedger before = used(InputLedger.EMPTY, FILE, counts(1, 3, 2), 9, 11);
    InputLedger forgotten = before.withoutDays(new TreeSet<>(Set.of(9, 10, 11)), List.of(FILE));
    assertThat(used(forgotten, FILE, counts(1, 3, 2), 9, 11).entries())
        .containsExactlyElementsOf(before.entries());
    assertThat(before.withoutDays(new TreeSet<>(), List.of())).isSameAs(before);
  }

  @Test
  void aFileThatIsGoneIsForgottenUnlessRowsOfOtherDaysStemFromIt() {
    InputLedger ledger = used(InputLedger.EMPTY, FILE, counts(0, 3, 2), 9, 11);
    assertThat(ledger.withoutDays(new TreeSet<>(Set.of(10, 11)), List.of()).entries()).isEmpty();
    assertThat(ledger.withoutDays(new TreeSet<>(Set.of(10)), List.of()).entries())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.accepted(FileCounts.OfPassed.LINES)).isEqualTo(2);
              assertThat(entry.lossy(1)).isFalse();
            });
    assertThat(ledger.withoutDays(new TreeSet<>(Set.of(12)), List.of()).entries())
        .as("lines of the folder after it are of its own days")
        .isNotEmpty();
    assertThat(ledger.withoutDays(new TreeSet<>(Set.of(8)), List.of()).entries())
        .containsExactlyElementsOf(ledger.entries());
  }

  @Test
  void entriesAreOrderedByNameAndOfTwoOfOneFileTheLaterHolds() {
    LedgerEntry first = InputLedger.EMPTY.unused(FILE, Use.DAMAGED);
    LedgerEntry second = InputLedger.EMPTY.unused(FILE, Use.GROWING);
    LedgerEntry other =
        InputLedger.EMPTY.unused(new LandingFile("p", "dt=x/0", FOLDER, 1, 1), Use.DAMAGED);
    assertThat(InputLedger.of(List.of(first, second, other)).entries())
        .containsExactly(other, second);
  }

  private static boolean isRead(
      InputLedger ledger, LandingFile file, int firstDay, int newestDay, boolean newNight) {
    return ledger.toRead(List.of(file), firstDay, newestDay, newNight).contains(file);
  }

  private static InputLedger used(
      InputLedger ledger, LandingFile file, FileCounts counts, int fromDay, int toDay) {
    return ledger.with(List.of(ledger.used(file, counts, fromDay, toDay)));
  }

  private static LandingFile file(long length, long modifiedMillis) {
    return new LandingFile("/raw/dt=x/a", "dt=x/a", FOLDER, length, modifiedMillis);
  }

  /** Accepted lines of the day before the folder's, of the folder's, and of the day after. */
  private static FileCounts counts(int before, int same, int after) {
    FileCounts counts = new FileCounts();
    int[] lines = {before, same, after};
    for (int slot = 0; slot < lines.length; slot++) {
      for (int i = 0; i < lines[slot]; i++) {
        counts.addLine();
        counts.addPassed(slot, 0, false, false);
      }
    }
    assertThat(counts.balanced()).isTrue();
    return counts;
  }
}

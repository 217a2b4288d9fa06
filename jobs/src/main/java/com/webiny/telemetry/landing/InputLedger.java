package com.webiny.telemetry.landing;

import com.webiny.telemetry.audit.FileCounts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which raw log files runs have read, and what came of them. Immutable. */
public final class InputLedger {
  /** Of a warehouse without a run. */
  public static final InputLedger EMPTY = new InputLedger(Map.of());

  private final Map<String, LedgerEntry> byName;

  private InputLedger(Map<String, LedgerEntry> byName) {
    this.byName = Collections.unmodifiableMap(byName);
  }

  /** A ledger of these entries; of two of one file, the later. */
  public static InputLedger of(Collection<LedgerEntry> entries) {
    return EMPTY.with(entries);
  }

  /** This ledger with entries added or replaced. */
  public InputLedger with(Collection<LedgerEntry> entries) {
    Map<String, LedgerEntry> all = new TreeMap<>(byName);
    for (LedgerEntry entry : entries) {
      all.put(entry.name(), entry);
    }
    return new InputLedger(all);
  }

  /** All entries, ordered by name. */
  public Collection<LedgerEntry> entries() {
    return byName.values();
  }

  public Optional<LedgerEntry> entry(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Whether this version of the file was read, whatever came of it. */
  public boolean knows(LandingFile file) {
    return entry(file.name()).filter(entry -> entry.isOf(file)).isPresent();
  }

  /**
   * The files of folders that nights read no more, whose deferred lines belong to days this night
   * publishes: a night that jumps over more days than it looks back must not leave them behind.
   *
   * @param older the files of those folders
   */
  public List<LandingFile> withDeferred(List<LandingFile> older, int firstDay, int newestDay) {
    return older.stream()
        .filter(
            file ->
                entry(file.name())
                    .filter(entry -> entry.isOf(file) && entry.hasDeferred(firstDay, newestDay))
                    .isPresent())
        .toList();
  }

  /**
   * Whether a file of a folder that nights read no more holds lines of published days that are in
   * no table: a new or changed one, one whose lines a backfill deferred, or one that never stopped
   * growing.
   */
  public boolean isUnread(LandingFile file, int firstDay, int newestDay) {
    return !knows(file)
        || entry(file.name())
            .filter(
                entry ->
                    entry.hasDeferred(firstDay, newestDay)
                        || entry.use() == LedgerEntry.Use.GROWING)
            .isPresent();
  }

  /**
   * The files a night must read: new and changed ones, those that hold deferred lines of a day it
   * publishes, and those that were still growing when an earlier night read them. No unchanged,
   * fully used file is among them.
   *
   * @param listed the files of the folders the night looks at
   * @param firstDay the first published day: earlier lines stay deferred and call for no reading
   * @param newestDay the newest day the night publishes
   * @param newNight whether the night publishes a day that was not published before
   */
  public List<LandingFile> toRead(
      List<LandingFile> listed, int firstDay, int newestDay, boolean newNight) {
    List<LandingFile> files = new ArrayList<>();
    for (LandingFile file : listed) {
      Optional<LedgerEntry> known = entry(file.name()).filter(entry -> entry.isOf(file));
      if (known.isEmpty()
          || known.get().hasDeferred(firstDay, newestDay)
          || (known.get().use() == LedgerEntry.Use.GROWING && newNight)) {
        files.add(file);
      }
    }
    return files;
  }

  /**
   * The entry of a file a run has read to its end.
   *
   * @param fromDay the first day whose lines the run merges
   * @param toDay the last one
   */
  public LedgerEntry used(LandingFile file, FileCounts counts, int fromDay, int toDay) {
    Optional<LedgerEntry> before = entry(file.name());
    int mergedSlots =
        before
            .filter(entry -> entry.isOf(file) && entry.use() == LedgerEntry.Use.USED)
            .map(LedgerEntry::mergedSlots)
            .orElse(0);
    for (int slot = 0; slot < FileCounts.SLOTS; slot++) {
      int day = file.folderDay() - 1 + slot;
      if (day >= fromDay && day <= toDay) {
        mergedSlots |= 1 << slot;
      }
    }
    long usedLength = Math.max(file.length(), before.map(LedgerEntry::usedLength).orElse(0L));
    return new LedgerEntry(
        file.name(),
        file.folderDay(),
        file.length(),
        file.modifiedMillis(),
        LedgerEntry.Use.USED,
        counts,
        mergedSlots,
        before.map(LedgerEntry::everMergedSlots).orElse(0) | mergedSlots,
        usedLength);
  }

  /** The entry of a file of which no line is used. */
  public LedgerEntry unused(LandingFile file, LedgerEntry.Use use) {
    return new LedgerEntry(
        file.name(),
        file.folderDay(),
        file.length(),
        file.modifiedMillis(),
        use,
        new FileCounts(),
        0,
        entry(file.name()).map(LedgerEntry::everMergedSlots).orElse(0),
        entry(file.name()).map(LedgerEntry::usedLength).orElse(0L));
  }
}

package com.webiny.telemetry.landing;

import com.webiny.telemetry.audit.FileCounts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;

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

  /**
   * This ledger as if the lines of some days had never been in the tables: for a run that rebuilds
   * them. Files that are gone, and of which no other row is left, leave it.
   *
   * @param listed the files that are there now, of all folders that can hold lines of these days
   */
  public InputLedger withoutDays(SortedSet<Integer> days, Collection<LandingFile> listed) {
    if (days.isEmpty()) {
      return this;
    }
    Set<String> there = listed.stream().map(LandingFile::name).collect(Collectors.toSet());
    Map<String, LedgerEntry> all = new TreeMap<>(byName);
    for (LedgerEntry entry : byName.values()) {
      if (entry.folderDay() < days.first() - 1 || entry.folderDay() > days.last() + 1) {
        continue;
      }
      LedgerEntry rest = entry.withoutDays(days);
      if (there.contains(entry.name()) || rest.hasRows()) {
        all.put(entry.name(), rest);
      } else {
        all.remove(entry.name());
      }
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
    Optional<LedgerEntry> same =
        before.filter(entry -> entry.isOf(file) && entry.use() == LedgerEntry.Use.USED);
    int mergedSlots = same.map(LedgerEntry::mergedSlots).orElse(0);
    for (int slot = 0; slot < FileCounts.SLOTS; slot++) {
      int day = file.folderDay() - 1 + slot;
      if (day >= fromDay && day <= toDay) {
        mergedSlots |= 1 << slot;
      }
    }
    long usedLength = Math.max(file.length(), before.map(LedgerEntry::usedLength).orElse(0L));
    int everMergedSlots =
        (same.isPresent() ? same : before.map(LedgerEntry::replaced))
            .map(LedgerEntry::everMergedSlots)
            .orElse(0);
    if (file.length() == usedLength) {
      everMergedSlots |= counts.slotsWithLines() & mergedSlots;
    } // Else no longer version was merged for the days that are new here: they are not lossy.
    return new LedgerEntry(
        file.name(),
        file.folderDay(),
        file.length(),
        file.modifiedMillis(),
        LedgerEntry.Use.USED,
        counts,
        mergedSlots,
        everMergedSlots,
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
        entry(file.name()).map(LedgerEntry::replaced).map(LedgerEntry::everMergedSlots).orElse(0),
        entry(file.name()).map(LedgerEntry::usedLength).orElse(0L));
  }
}

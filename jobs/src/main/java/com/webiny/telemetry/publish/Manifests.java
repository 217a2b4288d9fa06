package com.webiny.telemetry.publish;

import com.webiny.telemetry.audit.FileCounts;
import com.webiny.telemetry.landing.InputLedger;
import com.webiny.telemetry.landing.LedgerEntry;
import com.webiny.telemetry.privacy.Tombstones;
import java.io.IOException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The lists that commits name: published files and raw log files read, a manifest a month. Each is
 * named by its content, so what a night does not change is not written again, and none means
 * anything until a commit names it.
 */
public final class Manifests {
  static final String FOLDER = "_telemetry/manifests/";

  private static final String SUFFIX = ".json";
  private static final int NAME_DIGITS = 16;

  private final Warehouse warehouse;

  Manifests(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /** The published files of a commit. */
  PublishedFiles files(Commit commit) {
    return new PublishedFiles(commit.manifests(), this::readFiles);
  }

  /** The ledger of a commit. */
  InputLedger readLedger(Commit commit) throws IOException {
    List<LedgerEntry> entries = new ArrayList<>();
    for (String manifest : commit.ledgers().values()) {
      entries.addAll(readInputs(manifest));
    }
    return InputLedger.of(entries);
  }

  /** What a commit remembers of the IDs that asked to be forgotten. */
  Forgotten readForgotten(Commit commit) throws IOException {
    List<String> tombstones = new ArrayList<>();
    SortedSet<Integer> days = new TreeSet<>();
    for (String manifest : commit.tombstones()) {
      Manifest.Forgotten forgotten = read(manifest, Manifest.Forgotten.class);
      tombstones.addAll(forgotten.tombstones());
      forgotten.days().forEach(day -> days.add((int) LocalDate.parse(day).toEpochDay()));
    }
    return new Forgotten(Tombstones.ofTexts(tombstones), days);
  }

  /**
   * Writes what is remembered of the IDs that asked to be forgotten.
   *
   * @return the path of the manifest below the warehouse
   */
  public List<String> writeForgotten(Forgotten forgotten) throws IOException {
    return List.of(
        writeManifest(
            "tombstones",
            new Manifest.Forgotten(
                forgotten.tombstones().texts(),
                forgotten.days().stream()
                    .map(day -> LocalDate.ofEpochDay(day).toString())
                    .toList())));
  }

  /** The published files a manifest names. */
  List<PublishedFile> readFiles(String manifest) throws IOException {
    return read(manifest, Manifest.Files.class).files();
  }

  /** The entries of the ledger a manifest names. */
  List<LedgerEntry> readInputs(String manifest) throws IOException {
    return read(manifest, Manifest.Inputs.class).inputs().stream().map(Manifests::entry).toList();
  }

  private <T> T read(String manifest, Class<T> type) throws IOException {
    byte[] bytes = warehouse.storage().readAll(warehouse.path(manifest));
    if (!isNamedByContent(manifest, bytes)) {
      throw DamagedException.of(manifest);
    }
    return Json.read(bytes, type);
  }

  /** Whether a manifest's name is that of its bytes. */
  static boolean isNamedByContent(String manifest, byte[] bytes) {
    return manifest.endsWith("-" + digits(bytes) + SUFFIX);
  }

  private static String digits(byte[] bytes) {
    return Sha256.of(bytes).substring(0, NAME_DIGITS);
  }

  /**
   * Writes the manifests of the groups of published files that a run changes.
   *
   * @param before the files published before
   * @param changed the files that come, or change
   * @param removedFolders whose files are published no more
   * @return the paths of all manifests below the warehouse, by group
   */
  public Map<String, String> writeFiles(
      PublishedFiles before, Iterable<PublishedFile> changed, Iterable<String> removedFolders)
      throws IOException {
    Map<String, String> manifests = new TreeMap<>(before.manifests());
    for (Map.Entry<String, List<PublishedFile>> group :
        before.groupsWith(changed, removedFolders).entrySet()) {
      if (group.getValue().isEmpty()) {
        manifests.remove(group.getKey());
        continue;
      }
      manifests.put(
          group.getKey(),
          writeManifest("files-" + group.getKey(), new Manifest.Files(group.getValue())));
    }
    return manifests;
  }

  /**
   * Writes the manifests of the months of a ledger that a run changes.
   *
   * @param before the newest commit; empty if there is none
   * @param changed the entries that came, changed or went since, as they are or were
   * @return the paths of all manifests below the warehouse, by month
   */
  public Map<String, String> writeLedger(
      Optional<Commit> before, InputLedger ledger, Collection<LedgerEntry> changed)
      throws IOException {
    Map<String, String> manifests = new TreeMap<>(before.map(Commit::ledgers).orElseGet(Map::of));
    Map<String, List<Manifest.Input>> months = new TreeMap<>();
    for (LedgerEntry entry : changed) {
      months.put(monthOf(entry), new ArrayList<>());
    }
    for (LedgerEntry entry : ledger.entries()) {
      if (months.containsKey(monthOf(entry))) {
        months.get(monthOf(entry)).add(input(entry));
      }
    }
    for (Map.Entry<String, List<Manifest.Input>> month : months.entrySet()) {
      manifests.put(
          month.getKey(),
          writeManifest("inputs-" + month.getKey(), new Manifest.Inputs(month.getValue())));
    }
    return manifests;
  }

  private static String monthOf(LedgerEntry entry) {
    return YearMonth.from(LocalDate.ofEpochDay(entry.folderDay())).toString();
  }

  private String writeManifest(String name, Object content) throws IOException {
    byte[] bytes = Json.writeCompact(content);
    String path = FOLDER + name + "-" + digits(bytes) + SUFFIX;
    if (!warehouse.storage().exists(warehouse.path(path))) {
      warehouse.storage().createIfAbsent(warehouse.path(path), bytes);
    } else if (!isNamedByContent(path, warehouse.storage().readAll(warehouse.path(path)))) {
      throw DamagedException.of(path); // A commit must not name it.
    }
    return path;
  }

  private static Manifest.Input input(LedgerEntry entry) {
    return new Manifest.Input(
        entry.name(),
        LocalDate.ofEpochDay(entry.folderDay()).toString(),
        entry.length(),
        entry.modifiedMillis(),
        entry.use().name(),
        entry.counts().toList(),
        entry.mergedSlots(),
        entry.everMergedSlots(),
        entry.usedLength());
  }

  private static LedgerEntry entry(Manifest.Input input) {
    return new LedgerEntry(
        input.name(),
        (int) LocalDate.parse(input.folder()).toEpochDay(),
        input.length(),
        input.modifiedMillis(),
        LedgerEntry.Use.valueOf(input.use()),
        FileCounts.fromList(input.counts()),
        input.mergedSlots(),
        input.everMergedSlots(),
        input.usedLength());
  }
}

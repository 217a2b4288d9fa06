package com.webiny.telemetry.publish;

import com.webiny.telemetry.audit.FileCounts;
import com.webiny.telemetry.landing.InputLedger;
import com.webiny.telemetry.landing.LedgerEntry;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The lists that commits name: published files and raw log files read, a manifest a month. Each is
 * named by its content, so what a night does not change is not written again, and none means
 * anything until a commit names it.
 */
public final class Manifests {
  private static final String FOLDER = "_telemetry/manifests/";

  private final Warehouse warehouse;

  Manifests(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /** The published files of a commit, by path below the warehouse. */
  Map<String, PublishedFile> readFiles(Commit commit) throws IOException {
    Map<String, PublishedFile> files = new TreeMap<>();
    for (String manifest : commit.manifests().values()) {
      for (PublishedFile file : read(manifest, Manifest.Files.class).files()) {
        files.put(file.path(), file);
      }
    }
    return files;
  }

  /** The ledger of a commit. */
  InputLedger readLedger(Commit commit) throws IOException {
    List<LedgerEntry> entries = new ArrayList<>();
    for (String manifest : commit.ledgers().values()) {
      read(manifest, Manifest.Inputs.class).inputs().forEach(input -> entries.add(entry(input)));
    }
    return InputLedger.of(entries);
  }

  private <T> T read(String manifest, Class<T> type) throws IOException {
    return Json.read(warehouse.storage().readAll(warehouse.path(manifest)), type);
  }

  /**
   * Writes the manifests of a state.
   *
   * @param files all published files
   * @return the manifests' paths below the warehouse, by group
   */
  public Map<String, String> writeFiles(Map<String, PublishedFile> files) throws IOException {
    Map<String, List<PublishedFile>> groups = new TreeMap<>();
    for (PublishedFile file : files.values()) {
      groups.computeIfAbsent(groupOf(file.path()), group -> new ArrayList<>()).add(file);
    }
    Map<String, String> manifests = new TreeMap<>();
    for (Map.Entry<String, List<PublishedFile>> group : groups.entrySet()) {
      manifests.put(
          group.getKey(),
          writeManifest("files-" + group.getKey(), new Manifest.Files(group.getValue())));
    }
    return manifests;
  }

  /** Writes the manifests of a ledger; as {@link #writeFiles}. */
  public Map<String, String> writeLedger(InputLedger ledger) throws IOException {
    Map<String, List<Manifest.Input>> groups = new TreeMap<>();
    for (LedgerEntry entry : ledger.entries()) {
      Manifest.Input input = input(entry);
      groups
          .computeIfAbsent(input.folder().substring(0, "yyyy-mm".length()), g -> new ArrayList<>())
          .add(input);
    }
    Map<String, String> manifests = new TreeMap<>();
    for (Map.Entry<String, List<Manifest.Input>> group : groups.entrySet()) {
      manifests.put(
          group.getKey(),
          writeManifest("inputs-" + group.getKey(), new Manifest.Inputs(group.getValue())));
    }
    return manifests;
  }

  private String writeManifest(String name, Object content) throws IOException {
    byte[] bytes = Json.writeCompact(content);
    String path = FOLDER + name + "-" + Sha256.of(bytes).substring(0, 16) + ".json";
    // The name tells the content: if it is there, it is this.
    if (!warehouse.storage().exists(warehouse.path(path))) {
      warehouse.storage().createIfAbsent(warehouse.path(path), bytes);
    }
    return path;
  }

  private static String groupOf(String path) {
    int day = path.indexOf("/dt=");
    if (day >= 0) {
      int start = day + "/dt=".length();
      return path.substring(start, start + "yyyy-mm".length());
    }
    return path.startsWith("reports/") ? "reports" : "users";
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

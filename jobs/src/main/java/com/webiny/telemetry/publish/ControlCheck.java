package com.webiny.telemetry.publish;

import com.webiny.telemetry.landing.LedgerEntry;
import com.webiny.telemetry.storage.Storage;
import com.webiny.telemetry.storage.StoredFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads all control data of a warehouse again and holds it against itself (SPEC sections 9 and 10):
 * each commit against its checksum, the commits' numbers, each manifest against its name, the
 * settings against the newest commit's.
 */
public final class ControlCheck {
  private final Warehouse warehouse;
  private final Storage storage;
  private final List<String> faults = new ArrayList<>();

  private ControlCheck(Warehouse warehouse) {
    this.warehouse = warehouse;
    this.storage = warehouse.storage();
  }

  /**
   * What the control data tells.
   *
   * @param faults a sentence each
   * @param head the newest commit; empty if there is none, or it is damaged
   * @param files the published files by path, as far as they are known
   * @param allFilesKnown whether the commit and every manifest of its files could be read
   * @param forgottenDays days whose events may be fewer than reports say, since IDs were forgotten;
   *     ISO; empty if that cannot be read
   * @param ledger the entries of all manifests that can be read
   * @param halfPlaced whether the next run has something to finish
   * @param waiting the places of files that wait in staging for it
   */
  public record Found(
      List<String> faults,
      Optional<Commit> head,
      SortedMap<String, PublishedFile> files,
      boolean allFilesKnown,
      Optional<Set<String>> forgottenDays,
      List<LedgerEntry> ledger,
      boolean halfPlaced,
      Collection<String> waiting) {}

  /**
   * Checks a warehouse.
   *
   * @throws IOException if a folder cannot be listed; a file that cannot be read is a fault
   */
  public static Found of(Warehouse warehouse) throws IOException {
    return new ControlCheck(warehouse).run();
  }

  private Found run() throws IOException {
    Optional<Commit> head = checkCommits();
    checkManifestNames();
    if (head.isEmpty()) {
      if (faults.isEmpty() && storage.exists(warehouse.path(Warehouse.SETTINGS))) {
        faults.add(
            Warehouse.SETTINGS + " is there, but no commit; restore " + Warehouse.COMMITS + ".");
      }
      return new Found(
          faults,
          head,
          new TreeMap<>(),
          faults.isEmpty(),
          Optional.empty(),
          List.of(),
          false,
          List.of());
    }
    Collection<String> waiting = waiting(head.get());
    if (!waiting.contains(Warehouse.SETTINGS)) {
      checkSettings(head.get());
    }
    SortedMap<String, PublishedFile> files = new TreeMap<>();
    boolean all = addFiles(head.get(), files);
    Optional<Set<String>> forgotten = forgottenDays(head.get());
    return new Found(
        faults,
        head,
        files,
        all,
        forgotten,
        ledger(head.get()),
        warehouse.isHalfPlaced(head.get()),
        waiting);
  }

  private Optional<Commit> checkCommits() throws IOException {
    TreeSet<Integer> numbers = new TreeSet<>();
    for (StoredFile file : storage.list(warehouse.path(Warehouse.COMMITS))) {
      int number = Warehouse.commitNumber(file.name());
      if (number > 0 && file.name().equals(CommitFile.name(number))) {
        numbers.add(number);
      } else if (!isDraft(file)) {
        faults.add(Warehouse.COMMITS + "/" + file.name() + " is no commit's file.");
      }
    }
    Optional<Commit> newest = Optional.empty();
    int before = 0;
    for (int number : numbers) {
      if (number > before + 1) {
        faults.add(CommitFile.path(before + 1) + " is missing" + upTo(before + 1, number - 1));
      }
      newest = readCommit(number);
      before = number;
    }
    return newest;
  }

  private static String upTo(int first, int last) {
    return first == last ? "." : ", and all up to " + CommitFile.path(last) + ".";
  }

  private Optional<Commit> readCommit(int number) {
    String path = CommitFile.path(number);
    try {
      return Optional.of(warehouse.commit(number));
    } catch (DamagedException damaged) {
      faults.add(path + " is damaged: its checksum is not that of its bytes.");
    } catch (IOException | RuntimeException failed) {
      faults.add(unreadable(path, failed));
    }
    return Optional.empty();
  }

  /** Also those that no commit names any more: an older one could be restored with its commit. */
  private void checkManifestNames() throws IOException {
    List<String> names = new ArrayList<>();
    for (StoredFile file : storage.list(warehouse.path(Manifests.FOLDER))) {
      if (!isDraft(file)) {
        names.add(file.name());
      }
    }
    names.sort(null);
    for (String name : names) {
      String path = Manifests.FOLDER + name;
      try {
        if (!Manifests.isNamedByContent(path, storage.readAll(warehouse.path(path)))) {
          faults.add(path + " is damaged: its name is not that of its bytes.");
        }
      } catch (IOException | RuntimeException failed) {
        faults.add(unreadable(path, failed));
      }
    }
  }

  private void checkSettings(Commit head) {
    try {
      byte[] bytes = storage.readAll(warehouse.path(Warehouse.SETTINGS));
      if (!Arrays.equals(bytes, Json.write(head.settings()))) {
        faults.add(Warehouse.SETTINGS + " does not hold the settings of the newest commit.");
      }
    } catch (IOException | RuntimeException failed) {
      faults.add(unreadable(Warehouse.SETTINGS, failed));
    }
  }

  private boolean addFiles(Commit head, SortedMap<String, PublishedFile> files) {
    boolean all = true;
    for (String manifest : head.manifests().values()) {
      try {
        for (PublishedFile file : warehouse.manifests().readFiles(manifest)) {
          files.put(file.path(), file);
        }
      } catch (IOException | RuntimeException failed) {
        addUnlessDamage(manifest, failed);
        all = false;
      }
    }
    return all;
  }

  private Optional<Set<String>> forgottenDays(Commit head) {
    try {
      Set<String> days = new TreeSet<>();
      for (int day : warehouse.manifests().readForgotten(head).days()) {
        days.add(LocalDate.ofEpochDay(day).toString());
      }
      return Optional.of(days);
    } catch (IOException | RuntimeException failed) {
      addUnlessDamage(String.join(", ", head.tombstones()), failed);
      return Optional.empty();
    }
  }

  private List<LedgerEntry> ledger(Commit head) {
    List<LedgerEntry> entries = new ArrayList<>();
    for (String manifest : head.ledgers().values()) {
      try {
        entries.addAll(warehouse.manifests().readInputs(manifest));
      } catch (IOException | RuntimeException failed) {
        addUnlessDamage(manifest, failed);
      }
    }
    return entries;
  }

  /** Damage has been told of with the names. */
  private void addUnlessDamage(String manifest, Exception failed) {
    if (!(failed instanceof DamagedException)) {
      faults.add(unreadable(manifest, failed));
    }
  }

  private Collection<String> waiting(Commit head) throws IOException {
    Collection<String> waiting = new TreeSet<>();
    for (Commit.Placement placement : head.placements()) {
      if (storage.exists(warehouse.path(placement.from()))) {
        waiting.add(placement.to());
      }
    }
    return waiting;
  }

  /** What {@link Storage#createIfAbsent} may leave when its process dies. */
  private static boolean isDraft(StoredFile file) {
    return file.name().startsWith(".");
  }

  /** The sentence for a file that is not there or cannot be read. */
  public static String unreadable(String path, Exception failed) {
    return failed instanceof FileNotFoundException
        ? path + " is missing."
        : path + " cannot be read (" + failed.getClass().getSimpleName() + ").";
  }
}

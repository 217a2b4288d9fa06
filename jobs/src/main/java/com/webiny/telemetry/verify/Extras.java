package com.webiny.telemetry.verify;

import com.webiny.telemetry.publish.Warehouse;
import com.webiny.telemetry.storage.Storage;
import com.webiny.telemetry.storage.StoredFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;

/** Looks for files and folders where readers look that no commit names. */
final class Extras {
  private final Storage storage;
  private final SortedMap<String, ?> named;
  private final List<String> faults = new ArrayList<>();

  private Extras(Storage storage, SortedMap<String, ?> named) {
    this.storage = storage;
    this.named = named;
  }

  /**
   * The faults, a sentence each, ordered by path; a folder without a named file is told once.
   *
   * @param named the files that may be there, by path below the warehouse
   */
  static List<String> of(Warehouse warehouse, SortedMap<String, ?> named) throws IOException {
    Extras extras = new Extras(warehouse.storage(), named);
    for (String folder : List.of("reports", "tables")) {
      extras.walk(warehouse.path(folder), folder + "/");
    }
    return extras.faults;
  }

  private void walk(String folder, String below) throws IOException {
    List<StoredFile> entries = new ArrayList<>(storage.list(folder));
    entries.sort(Comparator.comparing(StoredFile::name));
    for (StoredFile entry : entries) {
      String path = below + entry.name();
      if (entry.folder() && holdsNamed(path + "/")) {
        walk(entry.path(), path + "/");
      } else if (entry.folder() || !named.containsKey(path)) {
        faults.add(path + (entry.folder() ? "/" : "") + " is named by no commit.");
      }
    }
  }

  private boolean holdsNamed(String folder) {
    SortedMap<String, ?> from = named.tailMap(folder);
    return !from.isEmpty() && from.firstKey().startsWith(folder);
  }
}

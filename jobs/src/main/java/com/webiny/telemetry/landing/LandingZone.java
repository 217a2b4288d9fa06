package com.webiny.telemetry.landing;

import com.webiny.telemetry.storage.Storage;
import com.webiny.telemetry.storage.Storages.Location;
import com.webiny.telemetry.storage.StoredFile;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What lies in the raw folder: which files count as raw logs, and of which day (SPEC sections 2 and
 * 12).
 *
 * @param byDay the files of each {@code dt=} folder that holds one, ordered by name
 * @param outside how many files lie outside any {@code dt=} folder
 */
public record LandingZone(NavigableMap<Integer, List<LandingFile>> byDay, long outside) {
  private static final Pattern DAY_FOLDER = Pattern.compile("dt=(\\d{4})-(\\d{2})-(\\d{2})");

  /** Lists a raw folder. */
  public static LandingZone list(Location raw) throws IOException {
    NavigableMap<Integer, List<LandingFile>> byDay = new TreeMap<>();
    long outside = 0;
    for (StoredFile entry : raw.storage().list(raw.root())) {
      if (isHidden(entry)) {
        continue;
      }
      OptionalInt day = entry.folder() ? dayOf(entry.name()) : OptionalInt.empty();
      List<LandingFile> files = new ArrayList<>();
      collect(raw.storage(), entry, entry.name(), day.orElse(0), files);
      if (day.isEmpty()) {
        outside += files.size();
      } else if (!files.isEmpty()) {
        files.sort(Comparator.comparing(LandingFile::name));
        byDay.put(day.getAsInt(), files);
      }
    }
    return new LandingZone(byDay, outside);
  }

  /** The files of the folders of some days, both ends included, ordered by folder and name. */
  public List<LandingFile> between(int fromDay, int toDay) {
    return fromDay > toDay
        ? List.of()
        : byDay.subMap(fromDay, true, toDay, true).values().stream().flatMap(List::stream).toList();
  }

  private static void collect(
      Storage storage, StoredFile entry, String name, int day, List<LandingFile> files)
      throws IOException {
    if (!entry.folder()) {
      files.add(new LandingFile(entry.path(), name, day, entry.length(), entry.modifiedMillis()));
      return;
    }
    for (StoredFile child : storage.list(entry.path())) {
      if (!isHidden(child)) {
        collect(storage, child, name + "/" + child.name(), day, files);
      }
    }
  }

  /**
   * Not there yet, or not a log: still being written or copied, or another program's notes. Only
   * files are told to be unfinished by the end of their name.
   */
  private static boolean isHidden(StoredFile entry) {
    String name = entry.name();
    return name.startsWith("_")
        || name.startsWith(".")
        || (!entry.folder() && (name.endsWith(".tmp") || name.endsWith("._COPYING_")));
  }

  /** The day of a folder's name; empty unless it is {@code dt=} and a real date. */
  static OptionalInt dayOf(String folderName) {
    Matcher matcher = DAY_FOLDER.matcher(folderName);
    if (!matcher.matches()) {
      return OptionalInt.empty();
    }
    try {
      LocalDate day =
          LocalDate.of(
              Integer.parseInt(matcher.group(1)),
              Integer.parseInt(matcher.group(2)),
              Integer.parseInt(matcher.group(3)));
      // Years are 0001 to 9999 (SPEC section 12).
      return day.getYear() == 0 ? OptionalInt.empty() : OptionalInt.of((int) day.toEpochDay());
    } catch (DateTimeException noSuchDay) {
      return OptionalInt.empty();
    }
  }
}

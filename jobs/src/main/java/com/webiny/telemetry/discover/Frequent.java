package com.webiny.telemetry.discover;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Counts of names, in bounded memory: where there are too many different ones, the rarer half makes
 * room and is counted as more. So whoever sends a flood of invented names cannot hide one that real
 * clients send, and what is kept is counted exactly, unless it was rare at first. Mutable.
 */
public final class Frequent implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The most different names. */
  static final int MAX_NAMES = 4_096;

  private final HashMap<String, Seen> names = new HashMap<>();
  private long droppedTimes;

  /**
   * A name as it may be shown.
   *
   * @param shown safe for a terminal
   */
  public record Found(String shown, Seen seen) {}

  void add(String name, JsonType type, int folderDay) {
    Seen seen = names.get(name);
    if (seen == null) {
      makeRoom();
      seen = new Seen();
      names.put(name, seen);
    }
    seen.add(type, folderDay);
  }

  void add(Frequent other) {
    other.names.forEach(
        (name, seen) -> {
          Seen ours = names.get(name);
          if (ours == null) {
            names.put(name, seen);
          } else {
            ours.add(seen);
          }
        });
    droppedTimes += other.droppedTimes;
    if (names.size() > MAX_NAMES) {
      keep(MAX_NAMES);
    }
  }

  private void makeRoom() {
    if (names.size() >= MAX_NAMES) {
      keep(MAX_NAMES / 2);
    }
  }

  private void keep(int most) {
    List<Map.Entry<String, Seen>> rarest = new ArrayList<>(names.entrySet());
    rarest.sort(
        Comparator.<Map.Entry<String, Seen>>comparingLong(entry -> entry.getValue().times())
            .thenComparing(Map.Entry::getKey));
    for (Map.Entry<String, Seen> entry : rarest.subList(0, rarest.size() - most)) {
      droppedTimes += entry.getValue().times();
      names.remove(entry.getKey());
    }
  }

  /**
   * The names as they may be shown, the most frequent first. Names that are shown alike are one.
   *
   * @param show makes a name safe for a terminal
   */
  List<Found> found(UnaryOperator<String> show) {
    TreeMap<String, Seen> shown = new TreeMap<>();
    names.forEach(
        (name, seen) -> shown.computeIfAbsent(show.apply(name), at -> new Seen()).add(seen));
    return shown.entrySet().stream()
        .map(entry -> new Found(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparingLong((Found found) -> found.seen().times()).reversed())
        .toList();
  }

  /** How often names were met that had to make room. */
  long droppedTimes() {
    return droppedTimes;
  }
}

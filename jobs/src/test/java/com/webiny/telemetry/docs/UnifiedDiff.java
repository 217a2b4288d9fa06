package com.webiny.telemetry.docs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A patch as git writes it, put on strictly: what a piece of it expects must stand in the file
 * exactly once, on whatever line.
 */
final class UnifiedDiff {
  private static final String NO_FILE = "/dev/null";

  private record Hunk(List<String> before, List<String> after) {}

  private final Map<String, List<Hunk>> hunks = new LinkedHashMap<>();
  private final List<String> newFiles = new ArrayList<>();

  /**
   * Reads a patch.
   *
   * @throws IllegalArgumentException if a line is none of a patch that adds and changes text files
   */
  UnifiedDiff(List<String> lines) {
    String file = "";
    boolean isNew = false;
    Hunk hunk = null;
    for (String line : lines) {
      if (line.startsWith("diff --git ")) {
        hunk = null;
      } else if (hunk == null && line.startsWith("--- ")) {
        isNew = line.equals("--- " + NO_FILE);
      } else if (hunk == null && line.startsWith("+++ b/")) {
        file = line.substring("+++ b/".length());
        hunks.put(file, new ArrayList<>());
        if (isNew) {
          newFiles.add(file);
        }
      } else if (line.startsWith("@@ ")) {
        hunk = new Hunk(new ArrayList<>(), new ArrayList<>());
        hunks.get(file).add(hunk);
      } else if (hunk != null) {
        add(hunk, line);
      } else if (!line.matches("(index|new file mode) .*")) {
        throw new IllegalArgumentException("This is no line of a patch: " + line);
      }
    }
  }

  private static void add(Hunk hunk, String line) {
    String text = line.isEmpty() ? "" : line.substring(1);
    switch (line.isEmpty() ? ' ' : line.charAt(0)) {
      case ' ' -> {
        hunk.before().add(text);
        hunk.after().add(text);
      }
      case '-' -> hunk.before().add(text);
      case '+' -> hunk.after().add(text);
      default -> throw new IllegalArgumentException("This is no line of a patch: " + line);
    }
  }

  /** The files it changes or adds. */
  List<String> files() {
    return List.copyOf(hunks.keySet());
  }

  /** Whether it adds this file. */
  boolean adds(String file) {
    return newFiles.contains(file);
  }

  /** What keeps it from being put on a file of these lines: the first line of a piece; or empty. */
  Optional<String> misfit(String file, List<String> lines) {
    for (Hunk hunk : hunks.get(file)) {
      if (!hunk.before().isEmpty() && places(hunk.before(), lines) != 1) {
        return Optional.of(places(hunk.before(), lines) + " times: " + hunk.before().get(0));
      }
    }
    return Optional.empty();
  }

  private static long places(List<String> before, List<String> lines) {
    long places = 0;
    for (int at = 0; at + before.size() <= lines.size(); at++) {
      if (lines.subList(at, at + before.size()).equals(before)) {
        places++;
      }
    }
    return places;
  }
}

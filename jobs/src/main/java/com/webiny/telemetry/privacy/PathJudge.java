package com.webiny.telemetry.privacy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Judges the JSON paths of all fields together: a path is at fault by itself, or beside the others.
 */
final class PathJudge {

  private static final Pattern WILDCARD = Pattern.compile("[*?\\[\\]]");

  private static final Pattern WHITE_SPACE = Pattern.compile("[\\s\\p{Z}]");

  /** Else a name could look like another one, and pass by the hard-deny list. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_$*?\\[\\]-]+");

  /** One path with the entry it stands in. */
  record FieldPath(AllowlistEntry entry, String path) {}

  private PathJudge() {}

  /**
   * Notes a fault for each path that is a wildcard, a whole object, a duplicate, ill formed or
   * never kept.
   */
  static void judge(List<FieldPath> paths) {
    Map<String, String> below = pathsBelow(paths);
    Set<String> seen = new HashSet<>();
    for (FieldPath fieldPath : paths) {
      AllowlistEntry entry = fieldPath.entry();
      String path = fieldPath.path();
      String start = ": the path '" + path + "' ";
      if (!seen.add(path)) {
        entry.fault(start + "stands twice in the allowlist; keep one.");
      }
      if (below.containsKey(path)) {
        String inside = below.get(path);
        entry.fault(start + "is a whole object, '" + inside + "' lies in it; name single values.");
      }
      if (WILDCARD.matcher(path).find()) {
        entry.fault(start + "has a wildcard; name each value by itself.");
      }
      for (String part : path.split("\\.", -1)) {
        if (part.isEmpty() || WHITE_SPACE.matcher(part).find()) {
          entry.fault(start + "has an empty part or white space; join member names by dots.");
        } else if (NeverKept.contains(part)) {
          entry.fault(start + "has the part '" + part + "', which is never kept; remove the path.");
        } else if (!NAME.matcher(part).matches()) {
          entry.fault(
              start + "has a name that is not of ASCII letters, digits, _, - and $; remove it.");
        }
      }
    }
  }

  /** For each object on the way to an allowed value, one such value. */
  private static Map<String, String> pathsBelow(List<FieldPath> paths) {
    Map<String, String> below = new HashMap<>();
    for (FieldPath fieldPath : paths) {
      String path = fieldPath.path();
      for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
        below.putIfAbsent(path.substring(0, dot), path);
      }
    }
    return below;
  }
}

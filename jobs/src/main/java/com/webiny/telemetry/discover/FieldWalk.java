package com.webiny.telemetry.discover;

import com.webiny.telemetry.event.EventColumn;
import com.webiny.telemetry.json.JsonReader;
import com.webiny.telemetry.privacy.AllowedField;
import com.webiny.telemetry.privacy.Allowlist;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Walks through lines and notes what is not on the allowlist: the paths of fields, never their
 * values, and the names of events. Not for several threads.
 */
final class FieldWalk {
  /** How deep it walks; the members of the line count as 1. */
  static final int MAX_DEPTH = 8;

  /** Between the names of a path: a byte that UTF-8 does not have. */
  static final char SEPARATOR = '\u00ff';

  /** In the place of a name: an element of an array. */
  static final String ELEMENT = "\u00fe";

  /** The most bytes of a name that are told apart. */
  private static final int MAX_NAME_BYTES = 256;

  private static final byte[] ELEMENT_BYTES = {(byte) 0xfe};

  private final JsonReader json = new JsonReader();
  private final Set<String> leaves = new HashSet<>();
  private final Set<String> inner = new HashSet<>();
  private final List<String> eventPaths;
  private final Set<String> spellings = new HashSet<>();
  private final Findings findings;

  private byte[] path = new byte[MAX_DEPTH * (MAX_NAME_BYTES + 1)];
  private int folderDay;

  // The event of a line: the first of its paths that is present.
  private int eventRank;
  private JsonType eventType = JsonType.NULL;
  private String event = "";

  /**
   * @param findings takes what is found
   */
  FieldWalk(Allowlist allowlist, Findings findings) {
    this.findings = findings;
    for (AllowedField field : allowlist.fields()) {
      field.from().forEach(this::addListed);
    }
    eventPaths =
        allowlist.fields().stream()
            .filter(field -> field.column().equals(EventColumn.EVENT.text()))
            .flatMap(field -> field.from().stream())
            .map(FieldWalk::key)
            .toList();
    allowlist.events().forEach(allowed -> spellings.addAll(allowed.spellings()));
  }

  private void addListed(String path) {
    leaves.add(key(path));
    for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
      inner.add(key(path.substring(0, dot)));
    }
  }

  private static String key(String path) {
    return path.replace('.', SEPARATOR);
  }

  /** Walks through a line, if it is a JSON object. */
  void walk(byte[] bytes, int offset, int length, int folder) {
    findings.addLine();
    int start = json.skipSpace(json.open(bytes, offset, length));
    // Read once to see that it is JSON to its end: so nothing is found in what is none.
    if (json.byteAt(start) != '{' || !json.isEnd(json.skipValue(start, 0))) {
      return;
    }
    findings.addObject();
    folderDay = folder;
    eventRank = Integer.MAX_VALUE;
    json.open(bytes, offset, length);
    object(start, 1, 0);
    if (eventRank < Integer.MAX_VALUE && !spellings.contains(event)) {
      findings.events().add(event, eventType, folder);
    }
  }

  /** Walks through the object that begins here, and gives the place behind it. */
  private int object(int start, int depth, int prefix) {
    int at = json.skipSpace(start + 1);
    while (json.byteAt(at) == '"') {
      at = json.readString(at + 1);
      int end =
          append(
              prefix,
              depth,
              json.bytes(json.textHasEscapes()),
              json.textStart(),
              json.textLength());
      at = json.skipSpace(value(json.toValue(at), depth, end));
      if (json.byteAt(at) == ',') {
        at = json.skipSpace(at + 1);
      }
    }
    return at + 1;
  }

  private int array(int start, int depth, int prefix) {
    int at = json.skipSpace(start + 1);
    while (json.byteAt(at) != ']') {
      int end = append(prefix, depth, ELEMENT_BYTES, 0, 1);
      at = json.skipSpace(value(at, depth, end));
      if (json.byteAt(at) == ',') {
        at = json.skipSpace(at + 1);
      }
    }
    return at + 1;
  }

  /** Notes the value that begins here, walks through it, and gives the place behind it. */
  private int value(int at, int depth, int pathEnd) {
    JsonType type = JsonType.of(json.byteAt(at));
    String name = new String(path, 0, pathEnd, StandardCharsets.ISO_8859_1);
    boolean isWay = inner.contains(name) && (type == JsonType.OBJECT || type == JsonType.NULL);
    if (!isWay && !leaves.contains(name)) {
      findings.paths().add(name, type, folderDay);
    }
    int rank = eventPaths.indexOf(name);
    if (rank >= 0 && rank < eventRank && type != JsonType.NULL) {
      return event(at, depth, rank, type);
    }
    return walkOn(at, depth, pathEnd, type);
  }

  private int event(int at, int depth, int rank, JsonType type) {
    eventRank = rank;
    eventType = type;
    event = "";
    if (type != JsonType.STRING) {
      return json.skipValue(at, depth);
    }
    int behind = json.readString(at + 1);
    event =
        new String(
            json.bytes(json.textHasEscapes()),
            json.textStart(),
            Math.min(json.textLength(), MAX_NAME_BYTES),
            StandardCharsets.ISO_8859_1);
    return behind;
  }

  private int walkOn(int at, int depth, int pathEnd, JsonType type) {
    if (depth < MAX_DEPTH && type == JsonType.OBJECT) {
      return object(at, depth + 1, pathEnd);
    }
    if (depth < MAX_DEPTH && type == JsonType.ARRAY) {
      return array(at, depth + 1, pathEnd);
    }
    return json.skipValue(at, depth);
  }

  /** Adds a name to the path that ends here, and gives its new end. */
  private int append(int prefix, int depth, byte[] bytes, int offset, int length) {
    int at = prefix;
    if (depth > 1) {
      path[at++] = (byte) SEPARATOR;
    }
    int kept = Math.min(length, MAX_NAME_BYTES);
    if (path.length < at + kept) {
      path = Arrays.copyOf(path, 2 * (at + kept));
    }
    System.arraycopy(bytes, offset, path, at, kept);
    return at + kept;
  }
}

package com.webiny.telemetry.privacy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the code can hold of a line, against which an allowlist is judged: the list may name no
 * column and no event the code does not know. The vocabulary itself lives in the room after this
 * one and is handed in, so that imports go one way.
 *
 * @param columns every column the event record has, by name; an allowlist must give exactly these
 * @param families the family of every event, by canonical name; an allowlist may give fewer events,
 *     never others
 */
public record Vocabulary(Map<String, Column> columns, Map<String, String> families) {

  /**
   * How the code reads a column.
   *
   * @param required whether it rejects a line without it
   */
  public record Column(FieldType type, boolean required) {}

  /** Keeps the order of both maps, which is the order fault messages follow. */
  public Vocabulary {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    families = Collections.unmodifiableMap(new LinkedHashMap<>(families));
  }
}

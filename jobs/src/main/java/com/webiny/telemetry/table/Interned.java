package com.webiny.telemetry.table;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.parquet.io.api.Binary;

/**
 * Texts as Parquet stores them, encoded once each while they are few: columns hold some dozens of
 * words and versions, over millions of rows.
 */
final class Interned {
  /** A forged stream of new versions must not grow the heap. */
  private static final int MAX_ENTRIES = 10_000;

  private final Map<String, Binary> binaries = new ConcurrentHashMap<>();

  Binary binary(String text) {
    Binary known = binaries.get(text);
    if (known == null) {
      // Not Binary.fromString: what it gives reads itself by moving a position, and tasks that are
      // threads of one JVM write the same text at once.
      known = Binary.fromConstantByteArray(text.getBytes(StandardCharsets.UTF_8));
      if (binaries.size() < MAX_ENTRIES) {
        binaries.put(text, known);
      }
    }
    return known;
  }
}

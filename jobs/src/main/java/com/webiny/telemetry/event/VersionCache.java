package com.webiny.telemetry.event;

import java.util.Optional;

/**
 * Remembers the versions met last, since nearly every line repeats one. Only versions of which
 * nothing was cut are remembered, under the text this job would write: so the memory holds nothing
 * that is not kept anyway. Not thread-safe.
 */
final class VersionCache {

  private record Entry(String text, Optional<ProductVersion> version) {}

  // A power of two; some hundred versions are in use at a time. A clash only costs a second parse.
  private static final int SLOTS = 512;

  private final Entry[] entries = new Entry[SLOTS];

  /** What {@link ProductVersion#parse} says of this text. */
  Optional<ProductVersion> parse(char[] text, int offset, int length) {
    int skip = length > 0 && text[offset] == 'v' ? 1 : 0;
    int from = offset + skip;
    int size = length - skip;
    if (size > ProductVersion.MAX_TEXT_LENGTH) {
      return Optional.empty();
    }
    int hash = 0;
    for (int i = from; i < from + size; i++) {
      hash = 31 * hash + text[i];
    }
    int slot = (hash ^ (hash >>> 9)) & (SLOTS - 1);
    Entry entry = entries[slot];
    if (entry != null && TextMatch.equal(text, from, size, entry.text)) {
      return entry.version;
    }
    Optional<ProductVersion> version = ProductVersion.parse(text, offset, length);
    if (version.isPresent()) {
      String kept = version.get().text().substring(1);
      if (TextMatch.equal(text, from, size, kept)) {
        entries[slot] = new Entry(kept, version);
      }
    }
    return version;
  }
}

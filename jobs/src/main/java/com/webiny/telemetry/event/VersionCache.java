package com.webiny.telemetry.event;

import com.webiny.telemetry.bytes.EightBytes;
import com.webiny.telemetry.bytes.Slots;
import java.util.Optional;

/**
 * Remembers the versions met last, since nearly every line repeats one. Only short texts of which
 * nothing was cut are remembered: so the memory holds nothing that is not kept anyway. Not
 * thread-safe.
 */
final class VersionCache {

  /** A text of at most {@link #LONGEST} bytes, told from all others by its ends and its length. */
  private record Entry(long head, long tail, int length, Optional<ProductVersion> version) {}

  private static final int LONGEST = 2 * EightBytes.COUNT;

  // A power of two; some hundred versions are in use at a time. A clash only costs a second parse.
  private static final int SLOT_BITS = 9;

  private final Entry[] entries = new Entry[1 << SLOT_BITS];

  /** What {@link ProductVersion#parse} says of this text. */
  Optional<ProductVersion> parse(byte[] text, int offset, int length) {
    if (length > LONGEST) {
      return ProductVersion.parse(text, offset, length);
    }
    long head = EightBytes.head(text, offset, length);
    long tail = EightBytes.tail(text, offset, length);
    int slot = Slots.of(head, tail, SLOT_BITS);
    Entry entry = entries[slot];
    if (entry != null && entry.head == head && entry.tail == tail && entry.length == length) {
      return entry.version;
    }
    Optional<ProductVersion> version = ProductVersion.parse(text, offset, length);
    if (version.isPresent() && isAllKept(text, offset, length, version.get())) {
      entries[slot] = new Entry(head, tail, length, version);
    }
    return version;
  }

  /** Whether the text is what this job would write, but perhaps for the v. */
  private static boolean isAllKept(byte[] text, int offset, int length, ProductVersion version) {
    String kept = version.text();
    int more = kept.length() - length;
    if (more != 0 && more != 1) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text[offset + i] != kept.charAt(i + more)) {
        return false;
      }
    }
    return true;
  }
}

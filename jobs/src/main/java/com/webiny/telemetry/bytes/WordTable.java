package com.webiny.telemetry.bytes;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What belongs to each of a few fixed words, found by a piece of bytes without making an object of
 * the piece. Pieces are compared exactly, as UTF-8.
 *
 * @param <T> what belongs to a word
 */
public final class WordTable<T> {

  /** A word; its ends tell nearly all words apart, and those of up to twice eight bytes wholly. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared as a record.
  private record Entry<T>(byte[] word, long head, long tail, T value) {

    /** Whether the word stands here; for a piece that begins with the word's head. */
    boolean isAt(byte[] bytes, int offset, int length) {
      return word.length == length
          && EightBytes.tail(bytes, offset, length) == tail
          && isMiddleAt(bytes, offset, length);
    }

    private boolean isMiddleAt(byte[] bytes, int offset, int length) {
      for (int i = EightBytes.COUNT; i < length - EightBytes.COUNT; i += EightBytes.COUNT) {
        if (EightBytes.at(word, i) != EightBytes.at(bytes, offset + i)) {
          return false;
        }
      }
      return true;
    }
  }

  /** Open addressing: the word that belongs into a taken slot stands in the next free one. */
  private final Entry<T>[] slots;

  private final int slotBits;

  /** A bit for each length that occurs; lengths 64 apart share one. */
  private long lengths;

  private WordTable(int slotBits) {
    @SuppressWarnings({"unchecked", "rawtypes"}) // Java makes no arrays of generic types.
    Entry<T>[] empty = new Entry[1 << slotBits];
    this.slots = empty;
    this.slotBits = slotBits;
  }

  /** The table of these words. */
  public static <T> WordTable<T> of(Map<String, ? extends T> words) {
    // At most half of the slots is taken, and one at least is free.
    WordTable<T> table =
        new WordTable<>(Integer.SIZE - Integer.numberOfLeadingZeros(2 * words.size() + 1));
    words.forEach(table::put);
    return table;
  }

  private void put(String text, T value) {
    byte[] word = text.getBytes(StandardCharsets.UTF_8);
    long head = EightBytes.head(word, 0, word.length);
    long tail = EightBytes.tail(word, 0, word.length);
    int slot = slot(head, word.length);
    while (slots[slot] != null) {
      slot = next(slot);
    }
    slots[slot] = new Entry<>(word, head, tail, value);
    lengths |= bitOf(word.length);
  }

  /** What belongs to exactly this word; null if it is none of the table's. */
  public T find(byte[] bytes, int offset, int length) {
    if ((lengths & bitOf(length)) == 0) {
      return null;
    }
    long head = EightBytes.head(bytes, offset, length);
    int slot = slot(head, length);
    for (Entry<T> entry = slots[slot]; entry != null; entry = slots[slot]) {
      if (entry.head == head && entry.isAt(bytes, offset, length)) {
        return entry.value;
      }
      slot = next(slot);
    }
    return null;
  }

  private static long bitOf(int length) {
    return 1L << length;
  }

  private int slot(long head, int length) {
    return Slots.of(head, length, slotBits);
  }

  private int next(int slot) {
    return (slot + 1) & (slots.length - 1);
  }
}

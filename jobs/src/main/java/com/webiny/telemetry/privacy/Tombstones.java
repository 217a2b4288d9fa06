package com.webiny.telemetry.privacy;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The IDs that asked to be forgotten, each known only by its tombstone: a keyed hash of its
 * pseudonym, so that it tells neither (SPEC section 10). Immutable; never prints itself.
 */
public final class Tombstones implements Serializable {
  private static final long serialVersionUID = 1L;

  /** No one asked. */
  public static final Tombstones NONE = new Tombstones(new long[0]);

  private static final int TEXT_LENGTH = 2 * 2 * Long.BYTES;

  /** The order of their sixteen bytes, hence of their texts. */
  private static final Comparator<Tombstone> ORDER =
      (a, b) -> {
        int order = Long.compareUnsigned(a.high(), b.high());
        return order == 0 ? Long.compareUnsigned(a.low(), b.low()) : order;
      };

  /** A tombstone by its halves. */
  public record Tombstone(long high, long low) {

    /** Says nothing. */
    @Override
    public String toString() {
      return "a tombstone";
    }
  }

  /** The halves of each, in order. */
  private final long[] halves;

  private Tombstones(long[] halves) {
    this.halves = halves;
  }

  /** These tombstones as {@link #texts} gave them. */
  public static Tombstones ofTexts(Collection<String> texts) {
    return NONE.with(
        texts.stream()
            .map(
                text -> {
                  if (text.length() != TEXT_LENGTH) {
                    throw new IllegalArgumentException("a tombstone has 32 hexadecimal digits");
                  }
                  return new Tombstone(
                      HexFormat.fromHexDigitsToLong(text, 0, TEXT_LENGTH / 2),
                      HexFormat.fromHexDigitsToLong(text, TEXT_LENGTH / 2, TEXT_LENGTH));
                })
            .toList());
  }

  /** These and others. */
  public Tombstones with(Collection<Tombstone> others) {
    SortedSet<Tombstone> all = new TreeSet<>(ORDER);
    for (int i = 0; i < halves.length; i += 2) {
      all.add(new Tombstone(halves[i], halves[i + 1]));
    }
    all.addAll(others);
    long[] merged = new long[2 * all.size()];
    int place = 0;
    for (Tombstone tombstone : all) {
      merged[place++] = tombstone.high();
      merged[place++] = tombstone.low();
    }
    return new Tombstones(merged);
  }

  /** Whether this one is among them. */
  public boolean contains(long high, long low) {
    int from = 0;
    int to = size();
    while (from < to) {
      int middle = (from + to) >>> 1;
      int order = Long.compareUnsigned(halves[2 * middle], high);
      if (order == 0) {
        order = Long.compareUnsigned(halves[2 * middle + 1], low);
      }
      if (order == 0) {
        return true;
      }
      if (order < 0) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return false;
  }

  public boolean isEmpty() {
    return halves.length == 0;
  }

  public int size() {
    return halves.length / 2;
  }

  /** Each as 32 hexadecimal digits, in order: for control data only. */
  public List<String> texts() {
    HexFormat hex = HexFormat.of();
    String[] texts = new String[size()];
    Arrays.setAll(texts, i -> hex.toHexDigits(halves[2 * i]) + hex.toHexDigits(halves[2 * i + 1]));
    return List.of(texts);
  }

  /** Says nothing of any. */
  @Override
  public String toString() {
    return "tombstones";
  }
}

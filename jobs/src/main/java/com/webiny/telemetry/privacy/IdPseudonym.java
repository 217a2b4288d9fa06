package com.webiny.telemetry.privacy;

import com.webiny.telemetry.bytes.EightBytes;
import com.webiny.telemetry.bytes.HexDigits;
import com.webiny.telemetry.bytes.Slots;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Turns an anonymous ID into the pseudonym that is stored in its place: the first 16 bytes of
 * HMAC-SHA-256(key, lower-cased UUID text) (SPEC section 3). Not thread-safe: one for each thread.
 *
 * <p>Remembers the pseudonyms of some thousand IDs, since an ID's events stand close together. So
 * the raw IDs of these are in the memory of the task that reads them anyway, as two numbers each;
 * never anywhere else.
 */
public final class IdPseudonym {

  /** A shorter key is refused. */
  public static final int MIN_KEY_BYTES = 32;

  // No ID has this length, so no fingerprint is ever the pseudonym of an ID.
  private static final String FINGERPRINT_LABEL =
      "webiny-telemetry: fingerprint of the id key, version 1";

  // Followed by the bytes of a pseudonym; what is hashed is neither as long as an ID nor as the
  // other label.
  private static final String TOMBSTONE_LABEL =
      "webiny-telemetry: tombstone of a pseudonym, version 1: ";

  private static final int SLOT_BITS = 14;

  /** Of an ID and its pseudonym the four halves. */
  private static final int SLOT_SIZE = 4;

  private final KeyedHash hash;
  private final Tombstones tombstones;

  /** A label with room for a pseudonym. */
  private final byte[] labelled =
      Arrays.copyOf(
          TOMBSTONE_LABEL.getBytes(StandardCharsets.US_ASCII),
          TOMBSTONE_LABEL.length() + 2 * Long.BYTES);

  private final ByteBuffer labelledView =
      ByteBuffer.wrap(labelled, TOMBSTONE_LABEL.length(), 2 * Long.BYTES).slice();

  /** The ID hashed last, as text. */
  private final byte[] uuid = new byte[36];

  private final byte[] digest = new byte[KeyedHash.DIGEST_BYTES];
  private final ByteBuffer digestView = ByteBuffer.wrap(digest);

  /**
   * A slot of zeros is free: no ID is all zeros. An ID that meets another in its slot replaces it.
   */
  private final long[] slots = new long[SLOT_SIZE << SLOT_BITS];

  /** Of the ID in each slot whether it asked to be forgotten; none while no one asked. */
  private final boolean[] forgotten;

  /** That of the ID asked for last. */
  private int slot;

  private long high;
  private long low;

  private IdPseudonym(KeyedHash hash, Tombstones tombstones) {
    this.hash = hash;
    this.tombstones = tombstones;
    this.forgotten = new boolean[tombstones.isEmpty() ? 0 : 1 << SLOT_BITS];
  }

  /**
   * A pseudonym maker for this key.
   *
   * @throws IllegalArgumentException if the key is shorter than {@link #MIN_KEY_BYTES}
   */
  public static IdPseudonym of(byte[] key) {
    return of(key, Tombstones.NONE);
  }

  /** The same, which also tells IDs of these tombstones. */
  static IdPseudonym of(byte[] key, Tombstones tombstones) {
    if (key.length < MIN_KEY_BYTES) {
      throw new IllegalArgumentException("An ID key has at least " + MIN_KEY_BYTES + " bytes.");
    }
    return new IdPseudonym(new KeyedHash(key), tombstones);
  }

  /**
   * Computes the pseudonym of an ID, to be read with {@link #high()} and {@link #low()}.
   *
   * @throws IllegalArgumentException if all digits are zero
   * @param idHigh the first 16 hexadecimal digits of the ID
   * @param idLow the last 16
   */
  public void compute(long idHigh, long idLow) {
    if ((idHigh | idLow) == 0) {
      throw new IllegalArgumentException("Zeros are no ID.");
    }
    slot = Slots.of(idHigh, idLow, SLOT_BITS);
    int start = slot * SLOT_SIZE;
    if (slots[start] != idHigh || slots[start + 1] != idLow) {
      hash(idHigh, idLow);
      slots[start] = idHigh;
      slots[start + 1] = idLow;
      slots[start + 2] = digestView.getLong(0);
      slots[start + 3] = digestView.getLong(Long.BYTES);
      if (forgotten.length > 0) {
        Tombstones.Tombstone tombstone = tombstone(slots[start + 2], slots[start + 3]);
        forgotten[slot] = tombstones.contains(tombstone.high(), tombstone.low());
      }
    }
    high = slots[start + 2];
    low = slots[start + 3];
  }

  /** Whether the ID computed last asked to be forgotten. */
  public boolean isForgotten() {
    return forgotten.length > 0 && forgotten[slot];
  }

  /**
   * The tombstone of a pseudonym: the first 16 bytes of HMAC-SHA-256(key, a label and the bytes of
   * the pseudonym), which tells neither it nor the ID.
   */
  public Tombstones.Tombstone tombstone(long pseudonymHigh, long pseudonymLow) {
    labelledView.putLong(0, pseudonymHigh);
    labelledView.putLong(Long.BYTES, pseudonymLow);
    hash.compute(labelled, digest);
    return new Tombstones.Tombstone(digestView.getLong(0), digestView.getLong(Long.BYTES));
  }

  /** Bytes 0 to 7 of the pseudonym computed last, big-endian. */
  public long high() {
    return high;
  }

  /** Bytes 8 to 15 of the pseudonym computed last, big-endian. */
  public long low() {
    return low;
  }

  /** Tells one key from another without telling anything about it, as 64 hexadecimal digits. */
  public String fingerprint() {
    byte[] label = FINGERPRINT_LABEL.getBytes(StandardCharsets.US_ASCII);
    hash.compute(label, digest);
    return HexFormat.of().formatHex(digest);
  }

  /** Says nothing about the key or an ID. */
  @Override
  public String toString() {
    return "IdPseudonym";
  }

  private void hash(long idHigh, long idLow) {
    // Each piece is written with something behind it, which the next one or a hyphen overwrites.
    EightBytes.put(uuid, 0, HexDigits.text(idHigh >>> Integer.SIZE));
    long middle = HexDigits.text(idHigh);
    EightBytes.put(uuid, 9, middle);
    EightBytes.put(uuid, 14, middle >>> Integer.SIZE);
    middle = HexDigits.text(idLow >>> Integer.SIZE);
    EightBytes.put(uuid, 19, middle);
    EightBytes.put(uuid, 24, middle >>> Integer.SIZE);
    EightBytes.put(uuid, 28, HexDigits.text(idLow));
    uuid[8] = '-';
    uuid[13] = '-';
    uuid[18] = '-';
    uuid[23] = '-';
    hash.compute(uuid, digest);
  }
}

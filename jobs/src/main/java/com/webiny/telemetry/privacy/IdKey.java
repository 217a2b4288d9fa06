package com.webiny.telemetry.privacy;

import java.io.Serializable;

/**
 * The key of the pseudonyms. Travels to the tasks that read raw logs; never prints itself, so that
 * no plan, log line or exception can hold it.
 */
public final class IdKey implements Serializable {
  private static final long serialVersionUID = 1L;

  private final byte[] bytes;

  private IdKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * A key of these bytes.
   *
   * @param bytes at least {@link IdPseudonym#MIN_KEY_BYTES}
   */
  public static IdKey of(byte[] bytes) {
    return new IdKey(bytes.clone());
  }

  /** A pseudonym function of this key, for one thread. */
  public IdPseudonym pseudonym() {
    return IdPseudonym.of(bytes);
  }

  /** The same, which also tells IDs that asked to be forgotten. */
  public IdPseudonym pseudonym(Tombstones tombstones) {
    return IdPseudonym.of(bytes, tombstones);
  }

  @Override
  public String toString() {
    return "the ID key";
  }
}

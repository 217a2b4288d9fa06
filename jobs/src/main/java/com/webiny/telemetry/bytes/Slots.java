package com.webiny.telemetry.bytes;

/** Where in a table of fixed size a key of two numbers stands. */
public final class Slots {

  // An odd number without pattern: its product carries every bit of a key into the highest ones.
  private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

  private Slots() {}

  /**
   * The slot of this key.
   *
   * @param bits of the number of a slot: there are two to their power
   */
  public static int of(long first, long second, int bits) {
    long spread = (first ^ Long.rotateLeft(second, 29)) * SPREAD;
    return (int) (spread >>> (Long.SIZE - bits));
  }
}

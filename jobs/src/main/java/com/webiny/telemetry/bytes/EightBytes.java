package com.webiny.telemetry.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight bytes of an array as one number, so that eight are looked at in one step. The first byte is
 * the lowest of the number, on every machine.
 *
 * <p>What is found in such a number is a <em>mark</em>: the highest bit of the byte it is about.
 */
public final class EightBytes {

  /** How many bytes one number holds. */
  public static final int COUNT = Long.BYTES;

  /** Every mark. */
  public static final long MARKS = 0x8080_8080_8080_8080L;

  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  private EightBytes() {}

  /** The eight bytes from this place on, all of which must be in the array. */
  public static long at(byte[] bytes, int at) {
    return (long) LONGS.get(bytes, at);
  }

  /** The two bytes from this place on, both of which must be in the array. */
  public static short twoAt(byte[] bytes, int at) {
    return (short) SHORTS.get(bytes, at);
  }

  /** What {@link #twoAt} gives where these two bytes stand. */
  public static short two(char first, char second) {
    return (short) (first | second << Byte.SIZE);
  }

  /** Overwrites the eight bytes from this place on, all of which must be in the array. */
  public static void put(byte[] bytes, int at, long eight) {
    LONGS.set(bytes, at, eight);
  }

  /** The first eight bytes of a piece; of a shorter one all, and zeros after them. */
  public static long head(byte[] bytes, int offset, int length) {
    if (offset > bytes.length - COUNT) {
      return headAtEnd(bytes, offset, length);
    }
    long eight = at(bytes, offset);
    return length >= COUNT ? eight : eight & ~(-1L << (length * Byte.SIZE));
  }

  private static long headAtEnd(byte[] bytes, int offset, int length) {
    long head = 0;
    for (int i = length - 1; i >= 0; i--) {
      head = head << Byte.SIZE | (bytes[offset + i] & 0xFF);
    }
    return head;
  }

  /** The last eight bytes of a piece; of a shorter one the same as its {@link #head}. */
  public static long tail(byte[] bytes, int offset, int length) {
    return length >= COUNT ? at(bytes, offset + length - COUNT) : head(bytes, offset, length);
  }

  /** This byte eight times. */
  public static long repeated(int value) {
    return (value & 0xFF) * ONES;
  }

  /**
   * Marks the bytes equal to one, looked at from the first on: up to the first marked byte all is
   * right, behind it a mark may be wrong.
   *
   * @param wanted the one byte {@linkplain #repeated repeated}
   */
  public static long equal(long eight, long wanted) {
    long different = eight ^ wanted;
    // Only of a zero does taking one off set the highest bit where it was not set before.
    return (different - ONES) & ~different & MARKS;
  }

  /** The place of the first marked byte among the eight; 8 if none is. */
  public static int firstMarked(long marks) {
    return Long.numberOfTrailingZeros(marks) / Byte.SIZE;
  }

  /** The first place of this byte from one place on and before another; -1 if there is none. */
  public static int indexOf(byte wanted, byte[] bytes, int from, int to) {
    long eightWanted = repeated(wanted);
    int at = from;
    for (; at <= to - COUNT; at += COUNT) {
      long marks = equal(at(bytes, at), eightWanted);
      if (marks != 0) {
        return at + firstMarked(marks);
      }
    }
    for (; at < to; at++) {
      if (bytes[at] == wanted) {
        return at;
      }
    }
    return -1;
  }
}

package com.webiny.telemetry.table;

import java.util.Arrays;

/** Gives different numbers places 0, 1, 2 … in the order in which they first come. */
final class NumberPlaces {
  private static final int FREE = -1;

  private long[] numbers = new long[32];
  private int[] table = freeTable(64);
  private int size;

  private static int[] freeTable(int slots) {
    int[] table = new int[slots];
    Arrays.fill(table, FREE);
    return table;
  }

  /** The number's place, a new one if it has not come before. */
  int of(long number) {
    int slot = slot(number);
    if (table[slot] != FREE) {
      return table[slot];
    }
    if (size == numbers.length) {
      grow();
      slot = slot(number);
    }
    numbers[size] = number;
    table[slot] = size;
    return size++;
  }

  private int slot(long number) {
    long mixed = number * 0x9E3779B97F4A7C15L;
    int slot = (int) (mixed >>> 32) & (table.length - 1);
    while (table[slot] != FREE && numbers[table[slot]] != number) {
      slot = (slot + 1) & (table.length - 1);
    }
    return slot;
  }

  private void grow() {
    numbers = Arrays.copyOf(numbers, 2 * size);
    table = freeTable(2 * table.length);
    for (int place = 0; place < size; place++) {
      table[slot(numbers[place])] = place;
    }
  }

  int size() {
    return size;
  }

  /** The numbers by their places, and free space. */
  long[] inOrder() {
    return numbers;
  }
}

package com.webiny.telemetry.exchange;

import java.util.Arrays;

/**
 * Orders packed events. Keys are keyed hashes, so their leading bits tell nearly all events apart:
 * those bits and the event's place make one number, which the platform sorts fast. What they leave
 * equal, mostly events of one ID, is ordered by comparing, in n log n steps also when a whole run
 * is of one ID.
 */
final class EventSort {

  /** Most events that can be sorted at once. */
  static final int MAX_EVENTS = 1 << 20;

  private static final long PLACE_MASK = MAX_EVENTS - 1;
  private static final int SHORT = 16;

  private EventSort() {}

  /**
   * The places of the first {@code count} events, in order.
   *
   * @param events {@link PackedEvent#LONGS} numbers each
   */
  static int[] sortedPlaces(long[] events, int count) {
    long[] keys = new long[count];
    for (int i = 0; i < count; i++) {
      // The sign is turned, so that signed order is the order of the bytes.
      keys[i] = ((events[i * PackedEvent.LONGS] & ~PLACE_MASK) | i) ^ Long.MIN_VALUE;
    }
    Arrays.sort(keys);
    int[] places = new int[count];
    for (int i = 0; i < count; i++) {
      places[i] = (int) (keys[i] & PLACE_MASK);
    }
    int[] spare = null;
    for (int from = 0; from < count; ) {
      int to = from + 1;
      while (to < count && ((keys[to] ^ keys[from]) & ~PLACE_MASK) == 0) {
        to++;
      }
      if (to - from > SHORT && spare == null) {
        spare = new int[count];
      }
      mergeSort(events, places, spare, from, to);
      from = to;
    }
    return places;
  }

  private static void mergeSort(long[] events, int[] places, int[] spare, int from, int to) {
    if (to - from <= SHORT) {
      insertionSort(events, places, from, to);
      return;
    }
    int middle = (from + to) >>> 1;
    mergeSort(events, places, spare, from, middle);
    mergeSort(events, places, spare, middle, to);
    System.arraycopy(places, from, spare, from, middle - from);
    int left = from;
    int right = middle;
    for (int at = from; left < middle; at++) {
      boolean takeRight = right < to && compare(events, places[right], spare[left]) < 0;
      places[at] = takeRight ? places[right++] : spare[left++];
    }
  }

  private static void insertionSort(long[] events, int[] places, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      int place = places[i];
      int at = i;
      while (at > from && compare(events, place, places[at - 1]) < 0) {
        places[at] = places[at - 1];
        at--;
      }
      places[at] = place;
    }
  }

  private static int compare(long[] events, int place, int other) {
    int a = place * PackedEvent.LONGS;
    int b = other * PackedEvent.LONGS;
    return PackedEvent.compare(
        events[a], events[a + 1], events[a + 2], events[b], events[b + 1], events[b + 2]);
  }
}

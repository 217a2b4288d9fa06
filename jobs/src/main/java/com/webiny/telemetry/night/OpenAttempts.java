package com.webiny.telemetry.night;

/**
 * The tickets of one family's open attempts, oldest first: closed at the new end, abandoned at the
 * old one. A ring of fixed size; every operation takes constant time.
 */
final class OpenAttempts {

  private final long[] tickets;
  private int first;
  private int size;

  OpenAttempts(int capacity) {
    tickets = new long[capacity];
  }

  boolean isEmpty() {
    return size == 0;
  }

  boolean isFull() {
    return size == tickets.length;
  }

  /** Puts the newest attempt; only while not full. */
  void push(long ticket) {
    tickets[place(size++)] = ticket;
  }

  /** The ticket of the oldest open attempt; only while not empty. */
  long oldest() {
    return tickets[first];
  }

  /** Takes the oldest open attempt; only while not empty. */
  long takeOldest() {
    long ticket = tickets[first];
    first = place(1);
    size--;
    return ticket;
  }

  /** Takes the newest open attempt; only while not empty. */
  long takeNewest() {
    return tickets[place(--size)];
  }

  private int place(int offset) {
    int place = first + offset;
    return place < tickets.length ? place : place - tickets.length;
  }
}

package com.webiny.telemetry.table;

/** The order of keys in every table: that of their sixteen bytes. */
public final class KeyOrder {

  private KeyOrder() {}

  /** Compares two keys given by their halves. */
  public static int compare(long high, long low, long otherHigh, long otherLow) {
    int order = Long.compareUnsigned(high, otherHigh);
    return order == 0 ? Long.compareUnsigned(low, otherLow) : order;
  }
}

package com.webiny.telemetry.discover;

import java.io.Serializable;
import java.util.Arrays;

/** How often something was seen, as what, and from which folder to which. Mutable while counted. */
public final class Seen implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long[] byType = new long[JsonType.values().length];
  private int firstDay = Integer.MAX_VALUE;
  private int lastDay = Integer.MIN_VALUE;

  void add(JsonType type, int folderDay) {
    byType[type.ordinal()]++;
    firstDay = Math.min(firstDay, folderDay);
    lastDay = Math.max(lastDay, folderDay);
  }

  void add(Seen other) {
    for (int i = 0; i < byType.length; i++) {
      byType[i] += other.byType[i];
    }
    firstDay = Math.min(firstDay, other.firstDay);
    lastDay = Math.max(lastDay, other.lastDay);
  }

  /** How often. */
  public long times() {
    return Arrays.stream(byType).sum();
  }

  /** How often as a value of this kind. */
  public long of(JsonType type) {
    return byType[type.ordinal()];
  }

  /** The day of the first folder it was seen in, as days since 1970. */
  public int firstDay() {
    return firstDay;
  }

  /** The day of the last one. */
  public int lastDay() {
    return lastDay;
  }
}

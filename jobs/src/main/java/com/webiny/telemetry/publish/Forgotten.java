package com.webiny.telemetry.publish;

import com.webiny.telemetry.privacy.Tombstones;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a warehouse remembers of the IDs that asked to be forgotten (SPEC section 10).
 *
 * @param tombstones tell their lines when they come again
 * @param days on which events of theirs were received and are no more, as days since 1970
 */
public record Forgotten(Tombstones tombstones, SortedSet<Integer> days) {

  /** No one asked. */
  public static final Forgotten NOTHING =
      new Forgotten(Tombstones.NONE, Collections.emptySortedSet());

  /** These days and more. */
  public SortedSet<Integer> daysWith(SortedSet<Integer> more) {
    SortedSet<Integer> all = new TreeSet<>(days);
    all.addAll(more);
    return all;
  }
}

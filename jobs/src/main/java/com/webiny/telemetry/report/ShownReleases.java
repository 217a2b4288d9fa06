package com.webiny.telemetry.report;

import com.webiny.telemetry.event.Channel;
import com.webiny.telemetry.event.ProductVersion;
import com.webiny.telemetry.table.Tables;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The releases that version_adoption has shown up to a day, and on which day first: all that is
 * published of when a release came out. A release is a version of the channel {@code stable}; a
 * version that folds into {@code (other)} is not shown. Takes the rows of version_adoption in order
 * of date.
 */
final class ShownReleases {

  /**
   * A release of a line.
   *
   * @param firstDay the first day it was shown, as days since 1970
   */
  record Release(ProductVersion version, int firstDay) {}

  private record Line(int firstDay, Release newest) {}

  private final Map<String, NavigableMap<VersionOrder, Line>> bySurface = new HashMap<>();

  /** Takes the next row of version_adoption. */
  void add(ReportRow adoption) {
    if (!VersionAdoption.channel(adoption).equals(Channel.STABLE.text())) {
      return;
    }
    Release release = new Release(Tables.parsed(VersionAdoption.version(adoption)), adoption.day());
    bySurface
        .computeIfAbsent(VersionAdoption.surface(adoption), surface -> new TreeMap<>())
        .merge(
            VersionOrder.of(release.version().line()),
            new Line(release.firstDay(), release),
            (known, shown) ->
                shown.newest().version().compareTo(known.newest().version()) > 0
                    ? new Line(known.firstDay(), shown.newest())
                    : known);
  }

  /** The highest release of a line; empty if none was shown. */
  Optional<Release> newest(String surface, String line) {
    return Optional.ofNullable(lines(surface).get(VersionOrder.of(line))).map(Line::newest);
  }

  /**
   * The first day a release of any higher line was shown, as days since 1970; empty if none was.
   */
  OptionalInt newerSince(String surface, String line) {
    return lines(surface).headMap(VersionOrder.of(line), false).values().stream()
        .mapToInt(Line::firstDay)
        .min();
  }

  /** Highest line first. */
  private NavigableMap<VersionOrder, Line> lines(String surface) {
    return bySurface.getOrDefault(surface, new TreeMap<>());
  }
}

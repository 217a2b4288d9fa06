package com.webiny.telemetry.night;

import com.webiny.telemetry.event.Ci;
import com.webiny.telemetry.event.EventName;
import com.webiny.telemetry.event.Family;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What goes into {@link AttemptPairing} and comes out, as values that tests can compare. */
final class PairingRun {

  /** An event of the one ID at hand. */
  record Event(long atMicros, EventName name, String version, Ci ci) {
    static final Comparator<Event> ORDER =
        Comparator.comparingLong(Event::atMicros).thenComparing(Event::name);
  }

  /** A row as handed to the sink. */
  record Row(
      Family family,
      long startedAtMicros,
      long endedAtMicros,
      String version,
      Ci ci,
      Outcome outcome) {

    /** The time that decides the row's day. */
    long atMicros() {
      return outcome == Outcome.ORPHANED ? endedAtMicros : startedAtMicros;
    }
  }

  /** A pairing that writes down its rows. */
  static AttemptPairing recording(long newestDayEndMicros, int cap, List<Row> rows) {
    return new AttemptPairing(
        newestDayEndMicros,
        (family, start, end, version, ci, outcome) ->
            rows.add(new Row(family, start, end, version, ci, outcome)),
        cap);
  }

  /** The rows of events that are in order. */
  static List<Row> rows(List<Event> events, long newestDayEndMicros, int cap) {
    List<Row> rows = new ArrayList<>();
    AttemptPairing pairing = recording(newestDayEndMicros, cap, rows);
    for (Event event : events) {
      pairing.add(event.atMicros(), event.name(), event.version(), event.ci());
    }
    pairing.finish();
    return rows;
  }

  private PairingRun() {}
}

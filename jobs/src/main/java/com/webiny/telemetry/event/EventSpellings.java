package com.webiny.telemetry.event;

import com.webiny.telemetry.bytes.WordTable;
import com.webiny.telemetry.privacy.AllowedEvent;
import com.webiny.telemetry.privacy.Allowlist;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Finds the event of an accepted spelling. */
final class EventSpellings {

  private final WordTable<Optional<EventName>> events;

  EventSpellings(Allowlist allowlist) {
    Map<String, Optional<EventName>> bySpelling = new HashMap<>();
    for (AllowedEvent allowed : allowlist.events()) {
      Optional<EventName> event = Optional.of(eventNamed(allowed.name()));
      allowed.spellings().forEach(spelling -> bySpelling.put(spelling, event));
    }
    this.events = WordTable.of(bySpelling);
  }

  /** The event spelled exactly so, if there is one. */
  Optional<EventName> find(byte[] text, int offset, int length) {
    Optional<EventName> event = events.find(text, offset, length);
    return event == null ? Optional.empty() : event;
  }

  private static EventName eventNamed(String canonical) {
    for (EventName event : EventName.values()) {
      if (event.text().equals(canonical)) {
        return event;
      }
    }
    throw new IllegalArgumentException("No event is named " + canonical + ".");
  }
}

package com.webiny.telemetry.event;

import com.webiny.telemetry.privacy.AllowedEvent;
import com.webiny.telemetry.privacy.Allowlist;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the event of an accepted spelling. Spellings are kept by length, so that hardly ever two
 * are compared.
 */
final class EventSpellings {

  private record Spelling(String text, Optional<EventName> event) {}

  private final List<List<Spelling>> byLength = new ArrayList<>();

  EventSpellings(Allowlist allowlist) {
    for (AllowedEvent allowed : allowlist.events()) {
      Optional<EventName> event = Optional.of(eventNamed(allowed.name()));
      for (String text : allowed.spellings()) {
        while (byLength.size() <= text.length()) {
          byLength.add(new ArrayList<>());
        }
        byLength.get(text.length()).add(new Spelling(text, event));
      }
    }
  }

  /** The event spelled exactly so, if there is one. */
  Optional<EventName> find(char[] text, int offset, int length) {
    if (length >= byLength.size()) {
      return Optional.empty();
    }
    List<Spelling> candidates = byLength.get(length);
    for (int i = 0; i < candidates.size(); i++) {
      Spelling candidate = candidates.get(i);
      if (TextMatch.equal(text, offset, length, candidate.text)) {
        return candidate.event;
      }
    }
    return Optional.empty();
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

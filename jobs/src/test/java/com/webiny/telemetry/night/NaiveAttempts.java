package com.webiny.telemetry.night;

import static java.util.stream.Collectors.toList;

import com.webiny.telemetry.event.Ci;
import com.webiny.telemetry.event.EventName;
import com.webiny.telemetry.event.Family;
import com.webiny.telemetry.event.Stage;
import com.webiny.telemetry.night.PairingRun.Event;
import com.webiny.telemetry.night.PairingRun.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * SPEC section 8 "Attempts" written down sentence by sentence, in quadratic time: every event looks
 * back over all that came before it. Slow and plain on purpose; it shares neither state nor
 * constants with {@link AttemptPairing}.
 */
final class NaiveAttempts {

  private static final Map<Family, Long> TIMEOUT_MICROS =
      Map.of(
          Family.CREATE,
          7_200_000_000L,
          Family.PROJECT,
          21_600_000_000L,
          Family.APP,
          21_600_000_000L);

  private static final class Attempt {
    private final Event start;
    private Optional<Outcome> outcome = Optional.empty();
    private long endedAtMicros = Long.MIN_VALUE;

    Attempt(Event start) {
      this.start = start;
    }
  }

  private record Placed(long atMicros, EventName name, Row row) {}

  static List<Row> rows(List<Event> events, long newestDayEndMicros, int cap) {
    List<Placed> rows = new ArrayList<>();
    for (Family family : List.of(Family.CREATE, Family.PROJECT, Family.APP)) {
      List<Event> partition =
          events.stream()
              .filter(event -> event.name().family() == family)
              .sorted(Event.ORDER)
              .collect(toList());
      rows.addAll(partition(family, partition, newestDayEndMicros, cap));
    }
    rows.sort(Comparator.comparingLong(Placed::atMicros).thenComparing(Placed::name));
    return rows.stream().map(Placed::row).collect(toList());
  }

  private static List<Placed> partition(
      Family family, List<Event> events, long newestDayEndMicros, int cap) {
    long timeout = TIMEOUT_MICROS.get(family);
    List<Attempt> attempts = new ArrayList<>();
    List<Placed> rows = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      Event event = events.get(i);
      Stage stage = event.name().stage().orElseThrow();
      if (stage == Stage.START) {
        attempts.add(new Attempt(event));
        List<Attempt> open = attempts.stream().filter(a -> a.outcome.isEmpty()).collect(toList());
        if (open.size() > cap) {
          open.get(0).outcome = Optional.of(Outcome.ABANDONED);
        }
        continue;
      }
      if (family == Family.CREATE && stage == Stage.END && i > 0) {
        Event before = events.get(i - 1);
        Stage stageBefore = before.name().stage().orElseThrow();
        if ((stageBefore == Stage.ERROR || stageBefore == Stage.ERROR_GRACEFUL)
            && event.atMicros() - before.atMicros() <= timeout) {
          continue;
        }
      }
      Optional<Attempt> latest =
          attempts.stream()
              .filter(a -> a.outcome.isEmpty())
              .filter(a -> event.atMicros() - a.start.atMicros() <= timeout)
              .reduce((older, newer) -> newer);
      if (latest.isPresent()) {
        latest.get().endedAtMicros = event.atMicros();
        latest.get().outcome =
            Optional.of(
                stage == Stage.END
                    ? Outcome.SUCCEEDED
                    : stage == Stage.ERROR ? Outcome.FAILED : Outcome.FAILED_GRACEFUL);
      } else {
        rows.add(placed(event, Long.MIN_VALUE, event.atMicros(), Outcome.ORPHANED));
      }
    }
    for (Attempt attempt : attempts) {
      boolean tooOld = newestDayEndMicros - attempt.start.atMicros() > timeout;
      rows.add(
          placed(
              attempt.start,
              attempt.start.atMicros(),
              attempt.endedAtMicros,
              attempt.outcome.orElse(tooOld ? Outcome.ABANDONED : Outcome.PENDING)));
    }
    return rows;
  }

  private static Placed placed(Event own, long startedAt, long endedAt, Outcome outcome) {
    Ci ci = own.ci();
    return new Placed(
        own.atMicros(),
        own.name(),
        new Row(own.name().family(), startedAt, endedAt, own.version(), ci, outcome));
  }

  private NaiveAttempts() {}
}

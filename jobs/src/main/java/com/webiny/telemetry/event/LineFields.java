package com.webiny.telemetry.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.webiny.telemetry.privacy.Allowlist;
import com.webiny.telemetry.privacy.IdPseudonym;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The allowed values of one line while it is read, each in the form it is kept in, and the
 * judgement once it was read to its end. One object serves all lines of a thread.
 *
 * <p>A column takes the first of its paths that is present, whatever order the members of the line
 * stand in. So a value replaces one of a later path, right or wrong (SPEC section 12).
 */
final class LineFields {

  private static final int ABSENT = Integer.MAX_VALUE;

  private final IdPseudonym pseudonym;
  private final EventSpellings spellings;
  private final VersionCache versions = new VersionCache();

  /** The rank of the path each column was taken from, or {@link #ABSENT}. */
  private final int[] ranks = new int[EventColumn.values().length];

  private long receivedAtMicros;
  private final byte[] id = new byte[UuidText.LENGTH];
  private boolean idRight;
  private Optional<EventName> event = Optional.empty();
  private Optional<ProductVersion> version = Optional.empty();
  private Ci ci = Ci.UNKNOWN;

  LineFields(Allowlist allowlist, IdPseudonym pseudonym) {
    this.spellings = new EventSpellings(allowlist);
    this.pseudonym = pseudonym;
  }

  /** Forgets the line before. */
  void clear() {
    Arrays.fill(ranks, ABSENT);
    receivedAtMicros = EventInstant.NONE;
    idRight = false;
    event = Optional.empty();
    version = Optional.empty();
    ci = Ci.UNKNOWN;
  }

  /**
   * Takes the value the parser stands on, unless an earlier path was taken. The start of an object
   * or array counts as a wrong value; skipping the rest of it is the caller's duty.
   *
   * @param rank the place of the value's path among those of the column
   */
  void take(EventColumn column, int rank, JsonParser json) throws IOException {
    JsonToken token = json.currentToken();
    if (token == JsonToken.VALUE_NULL || rank > ranks[column.ordinal()]) {
      return;
    }
    ranks[column.ordinal()] = rank;
    if (token == JsonToken.VALUE_STRING) {
      takeText(column, json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
    } else {
      takeOther(column, token);
    }
  }

  private void takeText(EventColumn column, char[] text, int offset, int length) {
    switch (column) {
      case RECEIVED_AT -> receivedAtMicros = EventInstant.parseMicros(text, offset, length);
      case ANON_KEY -> idRight = UuidText.lowerCase(text, offset, length, id);
      case EVENT -> event = spellings.find(text, offset, length);
      case VERSION -> version = versions.parse(text, offset, length);
      case CI -> ci = ciOf(text, offset, length);
    }
  }

  private void takeOther(EventColumn column, JsonToken token) {
    switch (column) {
      case RECEIVED_AT -> receivedAtMicros = EventInstant.NONE;
      case ANON_KEY -> idRight = false;
      case EVENT -> event = Optional.empty();
      case VERSION -> version = Optional.empty();
      case CI ->
          ci =
              switch (token) {
                case VALUE_TRUE -> Ci.YES;
                case VALUE_FALSE -> Ci.NO;
                default -> Ci.UNKNOWN;
              };
    }
  }

  private static Ci ciOf(char[] text, int offset, int length) {
    if (TextMatch.equal(text, offset, length, "no")
        || TextMatch.equal(text, offset, length, "false")) {
      return Ci.NO;
    }
    if (TextMatch.equal(text, offset, length, "yes")
        || TextMatch.equal(text, offset, length, "true")) {
      return Ci.YES;
    }
    return Ci.UNKNOWN;
  }

  /** What the line is, by the first reason that fits (SPEC section 5). */
  LineResult judge(int droppedFields) {
    if (!isPresent(EventColumn.RECEIVED_AT)) {
      return Refusals.of(Bucket.MISSING_RECEIVED_AT);
    }
    if (receivedAtMicros == EventInstant.NONE) {
      return Refusals.of(Bucket.BAD_RECEIVED_AT);
    }
    if (!isPresent(EventColumn.ANON_KEY)) {
      return Refusals.of(Bucket.MISSING_ID);
    }
    if (!idRight) {
      return Refusals.of(Bucket.BAD_ID);
    }
    if (!isPresent(EventColumn.EVENT)) {
      return Refusals.of(Bucket.MISSING_EVENT);
    }
    if (event.isEmpty()) {
      return Refusals.of(Bucket.UNKNOWN_EVENT);
    }
    pseudonym.compute(id);
    return new LineResult.Accepted(
        new TelemetryEvent(
            receivedAtMicros, pseudonym.high(), pseudonym.low(), event.get(), version, ci),
        droppedFields,
        isPresent(EventColumn.VERSION) && version.isEmpty(),
        isPresent(EventColumn.CI) && ci == Ci.UNKNOWN);
  }

  private boolean isPresent(EventColumn column) {
    return ranks[column.ordinal()] != ABSENT;
  }
}

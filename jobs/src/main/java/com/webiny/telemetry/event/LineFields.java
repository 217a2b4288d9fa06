package com.webiny.telemetry.event;

import com.webiny.telemetry.bytes.WordTable;
import com.webiny.telemetry.json.JsonReader;
import com.webiny.telemetry.privacy.Allowlist;
import com.webiny.telemetry.privacy.IdPseudonym;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * The allowed values of one line: where they stand while it is read, and the judgement once it was
 * read to its end. One object serves all lines of a thread.
 *
 * <p>That no value is looked at before is for speed: the rules of values would take the room in
 * which the JIT puts together the steps of reading.
 *
 * <p>A column takes the first of its paths that is present, whatever order the members of the line
 * stand in. So a value replaces one of a later path, right or wrong (SPEC section 12).
 */
final class LineFields {

  private static final int COLUMNS = EventColumn.values().length;
  private static final int ABSENT = Integer.MAX_VALUE;

  private static final WordTable<Ci> CI_WORDS =
      WordTable.of(Map.of("no", Ci.NO, "false", Ci.NO, "yes", Ci.YES, "true", Ci.YES));

  private final IdPseudonym pseudonym;
  private final JsonReader json;
  private final EventSpellings spellings;
  private final VersionCache versions = new VersionCache();
  private final UuidText id = new UuidText();

  /** The rank of the path each column was taken from, or {@link #ABSENT}. */
  private final int[] ranks = new int[COLUMNS];

  /** The first byte of each value, which tells its kind. */
  private final byte[] firstBytes = new byte[COLUMNS];

  // Of each value that is a string where it is to be found.
  private final boolean[] haveEscapes = new boolean[COLUMNS];
  private final int[] starts = new int[COLUMNS];
  private final int[] lengths = new int[COLUMNS];

  /**
   * @param json reads the lines
   */
  LineFields(Allowlist allowlist, IdPseudonym pseudonym, JsonReader json) {
    this.spellings = new EventSpellings(allowlist);
    this.pseudonym = pseudonym;
    this.json = json;
  }

  /** Forgets the line before. */
  void clear() {
    Arrays.fill(ranks, ABSENT);
  }

  /**
   * Whether a value that is not null counts, as no earlier path was taken. If so, it is to be taken
   * next.
   *
   * @param rank the place of the value's path among those of the column
   */
  boolean takes(EventColumn column, int rank) {
    if (rank > ranks[column.ordinal()]) {
      return false;
    }
    ranks[column.ordinal()] = rank;
    return true;
  }

  /** Takes the string that was read last. */
  void takeText(EventColumn column) {
    int i = column.ordinal();
    firstBytes[i] = '"';
    haveEscapes[i] = json.textHasEscapes();
    starts[i] = json.textStart();
    lengths[i] = json.textLength();
  }

  /** Takes a value that is no string. */
  void takeOther(EventColumn column, byte firstByte) {
    firstBytes[column.ordinal()] = firstByte;
  }

  /** What the line is, by the first reason that fits (SPEC section 5). */
  LineResult judge(int droppedFields) {
    if (!isPresent(EventColumn.RECEIVED_AT)) {
      return Refusals.of(Bucket.MISSING_RECEIVED_AT);
    }
    long receivedAtMicros = receivedAtMicros();
    if (receivedAtMicros == EventInstant.NONE) {
      return Refusals.of(Bucket.BAD_RECEIVED_AT);
    }
    if (!isPresent(EventColumn.ANON_KEY)) {
      return Refusals.of(Bucket.MISSING_ID);
    }
    if (!readId()) {
      return Refusals.of(Bucket.BAD_ID);
    }
    if (!isPresent(EventColumn.EVENT)) {
      return Refusals.of(Bucket.MISSING_EVENT);
    }
    Optional<EventName> event = event();
    if (event.isEmpty()) {
      return Refusals.of(Bucket.UNKNOWN_EVENT);
    }
    Optional<ProductVersion> version = version();
    Ci ci = flag(EventColumn.CI);
    pseudonym.compute(id.high(), id.low());
    return new LineResult.Accepted(
        new TelemetryEvent(
            receivedAtMicros, pseudonym.high(), pseudonym.low(), event.get(), version, ci),
        droppedFields,
        isPresent(EventColumn.VERSION) && version.isEmpty(),
        isPresent(EventColumn.CI) && ci == Ci.UNKNOWN);
  }

  private long receivedAtMicros() {
    int i = EventColumn.RECEIVED_AT.ordinal();
    return isText(i)
        ? EventInstant.parseMicros(bytes(i), starts[i], lengths[i])
        : EventInstant.NONE;
  }

  private boolean readId() {
    int i = EventColumn.ANON_KEY.ordinal();
    return isText(i) && id.read(bytes(i), starts[i], lengths[i]);
  }

  private Optional<EventName> event() {
    int i = EventColumn.EVENT.ordinal();
    return isText(i) ? spellings.find(bytes(i), starts[i], lengths[i]) : Optional.empty();
  }

  /** Empty if absent or wrong. */
  private Optional<ProductVersion> version() {
    int i = EventColumn.VERSION.ordinal();
    return isText(i) ? versions.parse(bytes(i), starts[i], lengths[i]) : Optional.empty();
  }

  /** Unknown if absent or wrong. */
  private Ci flag(EventColumn column) {
    int i = column.ordinal();
    if (ranks[i] == ABSENT) {
      return Ci.UNKNOWN;
    }
    return switch (firstBytes[i]) {
      case '"' -> {
        Ci word = CI_WORDS.find(bytes(i), starts[i], lengths[i]);
        yield word == null ? Ci.UNKNOWN : word;
      }
      case 't' -> Ci.YES;
      case 'f' -> Ci.NO;
      default -> Ci.UNKNOWN;
    };
  }

  private boolean isPresent(EventColumn column) {
    return ranks[column.ordinal()] != ABSENT;
  }

  private boolean isText(int column) {
    return ranks[column] != ABSENT && firstBytes[column] == '"';
  }

  private byte[] bytes(int column) {
    return json.bytes(haveEscapes[column]);
  }
}

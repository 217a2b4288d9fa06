package com.webiny.telemetry.event;

import com.webiny.telemetry.bytes.WordTable;
import com.webiny.telemetry.privacy.Allowlist;
import com.webiny.telemetry.privacy.IdPseudonym;
import java.util.Arrays;
import java.util.Map;
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

  private static final WordTable<Ci> CI_WORDS =
      WordTable.of(Map.of("no", Ci.NO, "false", Ci.NO, "yes", Ci.YES, "true", Ci.YES));

  private final IdPseudonym pseudonym;
  private final EventSpellings spellings;
  private final VersionCache versions = new VersionCache();

  /** The rank of the path each column was taken from, or {@link #ABSENT}. */
  private final int[] ranks = new int[EventColumn.values().length];

  // Of a column that is absent, these hold what an earlier line left there.
  private long receivedAtMicros;
  private final UuidText id = new UuidText();
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
  }

  /**
   * Takes a value that is not null, unless an earlier path was taken.
   *
   * @param rank the place of the value's path among those of the column
   * @return whether the value is now to be given to {@link #takeText} or {@link #takeOther}
   */
  boolean takes(EventColumn column, int rank) {
    if (rank > ranks[column.ordinal()]) {
      return false;
    }
    ranks[column.ordinal()] = rank;
    return true;
  }

  /** Takes a string. */
  void takeText(EventColumn column, byte[] text, int offset, int length) {
    switch (column) {
      case RECEIVED_AT -> receivedAtMicros = EventInstant.parseMicros(text, offset, length);
      case ANON_KEY -> idRight = id.read(text, offset, length);
      case EVENT -> event = spellings.find(text, offset, length);
      case VERSION -> version = versions.parse(text, offset, length);
      case CI -> {
        Ci word = CI_WORDS.find(text, offset, length);
        ci = word == null ? Ci.UNKNOWN : word;
      }
    }
  }

  /**
   * Takes a number, an object, an array, true or false, of which only the last two are right
   * anywhere.
   *
   * @param firstByte of the value: tells its kind
   */
  void takeOther(EventColumn column, byte firstByte) {
    switch (column) {
      case RECEIVED_AT -> receivedAtMicros = EventInstant.NONE;
      case ANON_KEY -> idRight = false;
      case EVENT -> event = Optional.empty();
      case VERSION -> version = Optional.empty();
      case CI ->
          ci =
              switch (firstByte) {
                case 't' -> Ci.YES;
                case 'f' -> Ci.NO;
                default -> Ci.UNKNOWN;
              };
    }
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
    pseudonym.compute(id.high(), id.low());
    boolean hasVersion = isPresent(EventColumn.VERSION);
    boolean hasCi = isPresent(EventColumn.CI);
    return new LineResult.Accepted(
        new TelemetryEvent(
            receivedAtMicros,
            pseudonym.high(),
            pseudonym.low(),
            event.get(),
            hasVersion ? version : Optional.empty(),
            hasCi ? ci : Ci.UNKNOWN),
        droppedFields,
        hasVersion && version.isEmpty(),
        hasCi && ci == Ci.UNKNOWN);
  }

  private boolean isPresent(EventColumn column) {
    return ranks[column.ordinal()] != ABSENT;
  }
}

package com.webiny.telemetry.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.webiny.telemetry.privacy.AllowedField;
import com.webiny.telemetry.privacy.Allowlist;
import com.webiny.telemetry.privacy.IdPseudonym;
import com.webiny.telemetry.privacy.PathTree;
import java.io.IOException;
import java.util.List;

/**
 * The one rule that turns a line into an event or a bucket (SPEC sections 2, 3, 5 and 12). Reads
 * the line's tokens beside the tree of allowed paths: only values at its leaves are looked at, all
 * others are checked to be JSON and passed over. Whatever the line holds, nothing of it leaves but
 * a {@link LineResult}.
 *
 * <p>Not thread-safe: one for each thread.
 */
public final class LineParser {

  /** How deep a line may nest; its outermost value counts as 1. */
  static final int MAX_NESTING = 1_000;

  /** How many digits a number may have: integer, fraction and exponent together. */
  static final int MAX_NUMBER_DIGITS = 1_000;

  private static final LineResult MALFORMED = Refusals.of(Bucket.MALFORMED);
  private static final JsonFactory JSON = jsonFactory();

  private final PathTree tree;
  private final EventColumn[] columnOfField;
  private final LineFields fields;

  /** For each node of the tree the number of the line it was last met in. */
  private final long[] metInLine;

  private long lineNumber;
  private boolean duplicateField;
  private int droppedFields;

  /**
   * A parser for any number of lines.
   *
   * @param pseudonym used by this parser alone
   */
  public LineParser(Allowlist allowlist, IdPseudonym pseudonym) {
    this.tree = PathTree.of(allowlist);
    List<AllowedField> allowed = allowlist.fields();
    this.columnOfField =
        allowed.stream()
            .map(field -> EventColumn.ofText(field.column()))
            .toArray(EventColumn[]::new);
    this.fields = new LineFields(allowlist, pseudonym);
    this.metInLine = new long[tree.size()];
  }

  private static JsonFactory jsonFactory() {
    StreamReadConstraints constraints =
        StreamReadConstraints.builder()
            .maxNestingDepth(MAX_NESTING)
            .maxNumberLength(MAX_NUMBER_DIGITS)
            // The length of a line is bounded already, and RFC 8259 bounds neither names nor texts.
            .maxNameLength(Integer.MAX_VALUE)
            .maxStringLength(Integer.MAX_VALUE)
            .build();
    return JsonFactory.builder()
        .streamReadConstraints(constraints)
        // Names come from strangers: they must not fill the JVM's table of strings, and that some
        // collide must not make a valid line fail.
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
        .build();
  }

  /**
   * Judges one line without its terminator. Lines that only the caller can tell (too long, torn,
   * misplaced, deferred, forgotten) are judged as any other here.
   *
   * @return an accepted event, or one of the buckets blank, malformed, not_object, duplicate_field
   *     and the reasons of rejection
   */
  public LineResult parse(byte[] buffer, int offset, int length) {
    if (isBlank(buffer, offset, length)) {
      return Refusals.of(Bucket.BLANK);
    }
    if (startsWithByteOrderMark(buffer, offset, length)
        || !Utf8.isValidWithoutNul(buffer, offset, length)) {
      return MALFORMED;
    }
    LineResult result = judge(buffer, offset, length);
    if (result == MALFORMED) {
      return EscapedSurrogates.replaced(buffer, offset, length)
          .map(line -> judge(line, 0, line.length))
          .orElse(MALFORMED);
    }
    return result;
  }

  private LineResult judge(byte[] buffer, int offset, int length) {
    try (JsonParser json = JSON.createParser(buffer, offset, length)) {
      return judge(json);
    } catch (JsonProcessingException e) {
      // The one expected fault. What the exception says is not used: it quotes the line.
      return MALFORMED;
    } catch (IOException e) {
      // Neither message nor cause: both may quote the line.
      throw new IllegalStateException("Memory cannot fail to be read: " + e.getClass().getName());
    }
  }

  /**
   * Reads to the end whatever was found before: a line malformed at its end is malformed, not a
   * duplicate.
   */
  private LineResult judge(JsonParser json) throws IOException {
    lineNumber++;
    duplicateField = false;
    droppedFields = 0;
    fields.clear();
    JsonToken root = json.nextToken();
    if (root == JsonToken.START_OBJECT) {
      readMembers(json, tree.root());
    } else {
      json.skipChildren();
    }
    if (json.nextToken() != null) {
      return MALFORMED;
    }
    if (root != JsonToken.START_OBJECT) {
      return Refusals.of(Bucket.NOT_OBJECT);
    }
    return duplicateField ? Refusals.of(Bucket.DUPLICATE_FIELD) : fields.judge(droppedFields);
  }

  /**
   * Reads the members of the object the parser stands on. Goes no deeper than the allowlist's
   * paths.
   */
  private void readMembers(JsonParser json, PathTree.Inner object) throws IOException {
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      PathTree.Node member = object.child(name);
      JsonToken value = json.nextToken();
      if (member instanceof PathTree.Leaf leaf) {
        meet(leaf.index());
        fields.take(columnOfField[leaf.field()], leaf.rank(), json);
        json.skipChildren();
      } else if (member instanceof PathTree.Inner inner) {
        meet(inner.index());
        if (value == JsonToken.START_OBJECT) {
          readMembers(json, inner);
        } else if (value != JsonToken.VALUE_NULL) {
          droppedFields++;
          json.skipChildren();
        }
      } else {
        droppedFields++;
        json.skipChildren();
      }
    }
  }

  private void meet(int node) {
    duplicateField |= metInLine[node] == lineNumber;
    metInLine[node] = lineNumber;
  }

  private static boolean isBlank(byte[] buffer, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      byte b = buffer[i];
      if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
        return false;
      }
    }
    return true;
  }

  private static boolean startsWithByteOrderMark(byte[] buffer, int offset, int length) {
    return length >= 3
        && buffer[offset] == (byte) 0xEF
        && buffer[offset + 1] == (byte) 0xBB
        && buffer[offset + 2] == (byte) 0xBF;
  }
}

package com.webiny.telemetry.event;

import com.webiny.telemetry.json.JsonReader;
import com.webiny.telemetry.privacy.AllowedField;
import com.webiny.telemetry.privacy.Allowlist;
import com.webiny.telemetry.privacy.IdPseudonym;
import com.webiny.telemetry.privacy.PathTree;
import java.util.List;

/**
 * The one rule that turns a line into an event or a bucket (SPEC sections 2, 3, 5 and 12). Reads
 * the line's members beside the tree of allowed paths: only values at its leaves are looked at, all
 * others are checked to be JSON and passed over. Whatever the line holds, nothing of it leaves but
 * a {@link LineResult}.
 *
 * <p>Not thread-safe: one for each thread.
 */
public final class LineParser {

  private final PathTree tree;
  private final EventColumn[] columnOfField;
  private final LineFields fields;
  private final JsonReader json = new JsonReader();

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
    this.fields = new LineFields(allowlist, pseudonym, json);
    this.metInLine = new long[tree.size()];
  }

  /**
   * Judges one line without its terminator. Lines that only the caller can tell (too long, torn,
   * misplaced, deferred, forgotten) are judged as any other here. Bytes around the line may be
   * looked at, but change nothing.
   *
   * <p>Reads to the end whatever was found before: a line malformed at its end is malformed, not a
   * duplicate.
   *
   * @return an accepted event, or one of the buckets blank, malformed, not_object, duplicate_field
   *     and the reasons of rejection
   */
  public LineResult parse(byte[] buffer, int offset, int length) {
    int start = json.skipSpace(json.open(buffer, offset, length));
    if (json.isEnd(start)) {
      return Refusals.of(Bucket.BLANK);
    }
    lineNumber++;
    duplicateField = false;
    droppedFields = 0;
    fields.clear();
    boolean isObject = json.byteAt(start) == '{';
    int behind = isObject ? readObject(start) : json.skipValue(start, 0);
    if (!json.isEnd(behind)) {
      return Refusals.of(Bucket.MALFORMED);
    }
    if (!isObject) {
      return Refusals.of(Bucket.NOT_OBJECT);
    }
    return duplicateField ? Refusals.of(Bucket.DUPLICATE_FIELD) : fields.judge(droppedFields);
  }

  /**
   * Reads the object that begins here and those in it that lead to allowed values. Takes and gives
   * places as {@link JsonReader} does.
   */
  private int readObject(int start) {
    PathTree.Inner object = tree.root();
    int at = json.skipSpace(start + 1);
    if (json.byteAt(at) == '}') {
      return at + 1;
    }
    at = json.expect('"', at);
    while (true) {
      // Here the opening quote of a name was read.
      at = json.readString(at);
      PathTree.Node member =
          object.child(json.bytes(json.textHasEscapes()), json.textStart(), json.textLength());
      if (member == PathTree.Unlisted.MEMBER) {
        droppedFields++;
        at = json.skipMember(at, object.depth());
      } else if (member instanceof PathTree.Leaf leaf) {
        meet(leaf.index());
        at = readValue(leaf, json.toValue(at), object.depth());
      } else if (member instanceof PathTree.Inner inner) {
        meet(inner.index());
        at = json.toValue(at);
        if (json.byteAt(at) == '{') {
          object = inner;
          at = json.skipSpace(at + 1);
          if (json.byteAt(at) != '}') {
            at = json.expect('"', at);
            continue;
          }
        } else {
          at = skipNoObject(at, object.depth());
        }
      }
      if (json.isNextName(at)) {
        at += 2;
        continue;
      }
      at = json.skipSpace(at);
      while (json.byteAt(at) == '}') {
        if (object == tree.root()) {
          return at + 1;
        }
        object = object.parent();
        at = json.skipSpace(at + 1);
      }
      if (json.byteAt(at) != ',') {
        return JsonReader.MALFORMED;
      }
      at = json.expect('"', json.skipSpace(at + 1));
    }
  }

  /** Passes over what stands in the place of an object to walk through. */
  private int skipNoObject(int at, int depth) {
    // A wrong word that begins like null makes the line malformed, whatever is counted.
    droppedFields += json.byteAt(at) == 'n' ? 0 : 1;
    return json.skipValue(at, depth);
  }

  private int readValue(PathTree.Leaf leaf, int at, int depth) {
    EventColumn column = columnOfField[leaf.field()];
    byte first = json.byteAt(at);
    if (first == 'n' || !fields.takes(column, leaf.rank())) {
      return json.skipValue(at, depth);
    }
    if (first == '"') {
      int behind = json.readString(at + 1);
      fields.takeText(column);
      return behind;
    }
    fields.takeOther(column, first);
    return json.skipValue(at, depth);
  }

  private void meet(int node) {
    duplicateField |= metInLine[node] == lineNumber;
    metInLine[node] = lineNumber;
  }
}

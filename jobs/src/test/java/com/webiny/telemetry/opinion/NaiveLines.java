package com.webiny.telemetry.opinion;

import com.webiny.telemetry.opinion.NaiveJson.Kind;
import com.webiny.telemetry.opinion.NaiveJson.Malformed;
import com.webiny.telemetry.opinion.NaiveJson.Member;
import com.webiny.telemetry.opinion.NaiveJson.Value;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * From the bytes of a file to its lines (SPEC 2, 5 and 12): decides the buckets that are questions
 * of bytes and JSON syntax, and hands over the values of the allowlisted paths undecided.
 */
final class NaiveLines {

  private static final int LONGEST_LINE_BYTES = 65_536;

  /** The allowlisted paths, in the order of the columns of {@code raw_lines}. */
  static final List<String> PATHS =
      List.of(
          "received_at",
          "anonymous_id",
          "data.identity",
          "distinct_id",
          "event",
          "data.event",
          "properties.version",
          "data.properties.version",
          "properties.ci",
          "data.properties.ci");

  /** The objects on the way to them. */
  private static final List<String> CONTAINERS = List.of("data", "properties", "data.properties");

  /**
   * One line.
   *
   * @param bucket its syntactic bucket; null for one JSON object without a doubled name
   * @param droppedFields members that are not on the allowlist
   * @param values one a path, kind in front (see 01_raw.sql); null for absent and JSON null
   */
  record Line(String bucket, long droppedFields, List<String> values) {
    private static Line in(String bucket) {
      return new Line(bucket, 0, new ArrayList<>(Collections.nCopies(PATHS.size(), null)));
    }
  }

  private NaiveLines() {}

  /** The lines of a decompressed file, byte order mark taken off. */
  static List<Line> of(byte[] content) {
    List<Line> lines = new ArrayList<>();
    int start = 0;
    for (int at = 0; at < content.length; at++) {
      if (content[at] == '\n') {
        boolean crlf = at > start && content[at - 1] == '\r';
        lines.add(line(content, start, crlf ? at - 1 : at, true));
        start = at + 1;
      }
    }
    if (start < content.length) {
      lines.add(line(content, start, content.length, false));
    }
    return lines;
  }

  private static Line line(byte[] content, int start, int end, boolean terminated) {
    if (isBlank(content, start, end)) {
      return Line.in("blank");
    }
    if (end - start > LONGEST_LINE_BYTES) {
      return Line.in("too_long");
    }
    Value root;
    try {
      root = NaiveJson.parse(utf8(content, start, end));
    } catch (CharacterCodingException | Malformed e) {
      return Line.in(terminated ? "malformed" : "torn");
    }
    if (root.kind() != Kind.OBJECT) {
      return Line.in("not_object");
    }
    return new Fields().read(root);
  }

  private static boolean isBlank(byte[] content, int start, int end) {
    for (int at = start; at < end; at++) {
      if (" \t\r\n".indexOf(content[at]) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Strictly: a fresh decoder reports overlong forms, surrogates and cut characters. */
  private static String utf8(byte[] content, int start, int end) throws CharacterCodingException {
    return StandardCharsets.UTF_8
        .newDecoder()
        .decode(ByteBuffer.wrap(content, start, end - start))
        .toString();
  }

  /** What one object holds on the allowlisted paths, and how much beside them. */
  private static final class Fields {

    private final Map<String, Value> seen = new HashMap<>();
    private boolean doubled;
    private long dropped;

    Line read(Value root) {
      follow("", root);
      if (doubled) {
        return Line.in("duplicate_field");
      }
      List<String> values = new ArrayList<>();
      for (String path : PATHS) {
        Value value = seen.get(path);
        values.add(value == null ? null : written(value));
      }
      return new Line(null, dropped, values);
    }

    private void follow(String prefix, Value object) {
      for (Member member : object.members()) {
        String path = prefix + member.name();
        // A name may hold a dot; it is one name all the same and no path of ours.
        boolean plain = member.name().indexOf('.') < 0;
        if (plain && (PATHS.contains(path) || CONTAINERS.contains(path))) {
          doubled |= seen.put(path, member.value()) != null;
          if (CONTAINERS.contains(path)) {
            enter(path, member.value());
          }
        } else {
          dropped++;
        }
      }
    }

    private void enter(String path, Value container) {
      if (container.kind() == Kind.OBJECT) {
        follow(path + ".", container);
      } else if (container.kind() != Kind.NULL) {
        dropped++;
      }
    }

    private static String written(Value value) {
      return switch (value.kind()) {
        case NULL -> null;
        case TRUE -> "t";
        case FALSE -> "f";
        case NUMBER -> "n";
        case ARRAY -> "a";
        case OBJECT -> "o";
        case STRING -> "s" + storable(value.text());
      };
    }

    /**
     * A lone surrogate and NUL have no place in the database; no rule accepts what replaces them.
     */
    private static String storable(String text) {
      StringBuilder stored = new StringBuilder();
      text.codePoints()
          .map(c -> c == 0 || (c >= 0xd800 && c <= 0xdfff) ? 0xfffd : c)
          .forEach(stored::appendCodePoint);
      return stored.toString();
    }
  }
}

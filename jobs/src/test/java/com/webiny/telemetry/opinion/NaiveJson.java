package com.webiny.telemetry.opinion;

import java.util.ArrayList;
import java.util.List;

/**
 * A recursive-descent reader of RFC 8259, one method a rule of its grammar, with the limits of SPEC
 * 5 and 12. It keeps every member of an object, doubled names too.
 */
final class NaiveJson {

  private static final int DEEPEST = 1_000;
  private static final int MOST_DIGITS = 1_000;

  /** What a JSON value is. */
  enum Kind {
    NULL,
    TRUE,
    FALSE,
    NUMBER,
    STRING,
    ARRAY,
    OBJECT
  }

  /** A value: its kind, the text of a string, the members of an object in order. */
  record Value(Kind kind, String text, List<Member> members) {
    static Value of(Kind kind) {
      return new Value(kind, "", List.of());
    }
  }

  /** A member of an object; escapes in its name are resolved. */
  record Member(String name, Value value) {}

  /** The text is not exactly one JSON text within the limits. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private final String text;
  private int at;

  private NaiveJson(String text) {
    this.text = text;
  }

  /**
   * The one JSON text that {@code text} is.
   *
   * @throws Malformed if it is anything else
   */
  static Value parse(String text) throws Malformed {
    NaiveJson reader = new NaiveJson(text);
    reader.space();
    Value value = reader.value(1);
    reader.space();
    reader.require(reader.at == text.length());
    return value;
  }

  private Value value(int depth) throws Malformed {
    return switch (peek()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> new Value(Kind.STRING, string(), List.of());
      case 't' -> literal("true", Kind.TRUE);
      case 'f' -> literal("false", Kind.FALSE);
      case 'n' -> literal("null", Kind.NULL);
      default -> number();
    };
  }

  private Value object(int depth) throws Malformed {
    require(depth <= DEEPEST);
    expect('{');
    List<Member> members = new ArrayList<>();
    space();
    if (!taken('}')) {
      do {
        space();
        String name = string();
        space();
        expect(':');
        space();
        members.add(new Member(name, value(depth + 1)));
        space();
      } while (taken(','));
      expect('}');
    }
    return new Value(Kind.OBJECT, "", members);
  }

  private Value array(int depth) throws Malformed {
    require(depth <= DEEPEST);
    expect('[');
    space();
    if (!taken(']')) {
      do {
        space();
        value(depth + 1);
        space();
      } while (taken(','));
      expect(']');
    }
    return Value.of(Kind.ARRAY);
  }

  private String string() throws Malformed {
    expect('"');
    StringBuilder content = new StringBuilder();
    while (!taken('"')) {
      char next = next();
      require(next >= ' ');
      content.append(next == '\\' ? escaped() : next);
    }
    return content.toString();
  }

  private char escaped() throws Malformed {
    char escape = next();
    return switch (escape) {
      case '"', '\\', '/' -> escape;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unit();
      default -> throw new Malformed();
    };
  }

  private char unit() throws Malformed {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int digit = "0123456789abcdefABCDEF".indexOf(next());
      require(digit >= 0);
      unit = unit * 16 + (digit < 16 ? digit : digit - 6);
    }
    return (char) unit;
  }

  private Value number() throws Malformed {
    taken('-');
    int digits = 1;
    if (!taken('0')) {
      digits = digits();
    }
    if (taken('.')) {
      digits += digits();
    }
    if (taken('e') || taken('E')) {
      if (!taken('+')) {
        taken('-');
      }
      digits += digits();
    }
    require(digits <= MOST_DIGITS);
    return Value.of(Kind.NUMBER);
  }

  private int digits() throws Malformed {
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    require(at > start);
    return at - start;
  }

  private Value literal(String word, Kind kind) throws Malformed {
    require(text.startsWith(word, at));
    at += word.length();
    return Value.of(kind);
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() throws Malformed {
    require(at < text.length());
    return text.charAt(at);
  }

  private char next() throws Malformed {
    char next = peek();
    at++;
    return next;
  }

  private boolean taken(char wanted) {
    boolean there = at < text.length() && text.charAt(at) == wanted;
    if (there) {
      at++;
    }
    return there;
  }

  private void expect(char wanted) throws Malformed {
    require(taken(wanted));
  }

  private void require(boolean holds) throws Malformed {
    if (!holds) {
      throw new Malformed();
    }
  }
}

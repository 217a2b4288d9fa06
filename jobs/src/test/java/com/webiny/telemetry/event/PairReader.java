package com.webiny.telemetry.event;

import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * RFC 8259 by recursive descent, for tests: keeps members as pairs, because a tree loses those that
 * stand twice.
 */
final class PairReader {

  /** A value; of arrays and texts nothing is kept. */
  record Value(boolean isObject, boolean isNull, List<Map.Entry<String, Value>> members) {}

  private static final class NoJson extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static final Pattern SPACE = Pattern.compile("[ \\t\\r\\n]*");
  private static final Pattern SCALAR =
      Pattern.compile("true|false|null|-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");
  private static final Pattern TEXT =
      Pattern.compile("\"((?:[^\"\\\\\\x00-\\x1f]|\\\\[\"\\\\/bfnrt]|\\\\u[0-9a-fA-F]{4})*+)\"");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(u[0-9a-fA-F]{4}|.)");

  private final String text;
  private int at;

  PairReader(String text) {
    this.text = text;
  }

  /** The value, or null if the text is not exactly one JSON text. */
  Value read() {
    try {
      Value value = value();
      return at == text.length() ? value : null;
    } catch (NoJson e) {
      return null;
    }
  }

  private Value value() {
    match(SPACE);
    Value value;
    if (skip('{')) {
      value = new Value(true, false, members());
    } else if (skip('[')) {
      elements();
      value = new Value(false, false, List.of());
    } else if (at < text.length() && text.charAt(at) == '"') {
      match(TEXT);
      value = new Value(false, false, List.of());
    } else {
      value = new Value(false, match(SCALAR).group().equals("null"), List.of());
    }
    match(SPACE);
    return value;
  }

  private List<Map.Entry<String, Value>> members() {
    List<Map.Entry<String, Value>> members = new ArrayList<>();
    match(SPACE);
    if (skip('}')) {
      return members;
    }
    do {
      match(SPACE);
      String name = unescape(match(TEXT).group(1));
      match(SPACE);
      expect(':');
      members.add(new SimpleEntry<>(name, value()));
    } while (skip(','));
    expect('}');
    return members;
  }

  private void elements() {
    match(SPACE);
    if (skip(']')) {
      return;
    }
    do {
      value();
    } while (skip(','));
    expect(']');
  }

  private static String unescape(String raw) {
    return ESCAPE
        .matcher(raw)
        .replaceAll(
            match -> {
              String escape = match.group(1);
              char c =
                  switch (escape.charAt(0)) {
                    case 'u' -> (char) Integer.parseInt(escape.substring(1), 16);
                    case 'b' -> '\b';
                    case 'f' -> '\f';
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    case 't' -> '\t';
                    default -> escape.charAt(0);
                  };
              return Matcher.quoteReplacement(String.valueOf(c));
            });
  }

  private Matcher match(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      throw new NoJson();
    }
    at = matcher.end();
    return matcher;
  }

  private boolean skip(char c) {
    boolean there = at < text.length() && text.charAt(at) == c;
    at += there ? 1 : 0;
    return there;
  }

  private void expect(char c) {
    if (!skip(c)) {
      throw new NoJson();
    }
  }
}

package com.webiny.telemetry.report;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads CSV by the grammar of RFC 4180, ended by LF alone, and nothing beside it: UTF-8 without a
 * mark, no control characters, quotes only where they are needed, as many cells in each line.
 */
public final class Rfc4180 {
  private final String text;
  private int at;

  private Rfc4180(String text) {
    this.text = text;
  }

  /**
   * The cells, line by line.
   *
   * @throws IllegalArgumentException at the first byte that is not of the grammar; tells where
   */
  public static List<List<String>> read(byte[] file) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
    } catch (CharacterCodingException wrong) {
      throw new IllegalArgumentException("not UTF-8", wrong);
    }
    return new Rfc4180(text).lines();
  }

  private List<List<String>> lines() {
    List<List<String>> lines = new ArrayList<>();
    do {
      List<String> line = line();
      require(line.size() > 1 || !line.get(0).isEmpty(), "an empty line");
      require(lines.isEmpty() || line.size() == lines.get(0).size(), "another number of cells");
      lines.add(line);
    } while (at < text.length());
    return lines;
  }

  private List<String> line() {
    List<String> cells = new ArrayList<>();
    cells.add(cell());
    while (peek() == ',') {
      at++;
      cells.add(cell());
    }
    require(peek() == '\n', "something behind a cell, or no LF");
    at++;
    return cells;
  }

  private String cell() {
    if (peek() == '"') {
      return quoted();
    }
    int start = at;
    while (peek() != ',' && peek() != '\n') {
      requirePlain();
      require(peek() != '"', "a quote within a cell without quotes");
      at++;
    }
    return text.substring(start, at);
  }

  private String quoted() {
    StringBuilder cell = new StringBuilder();
    boolean needed = false;
    at++;
    while (true) {
      char c = peek();
      if (c == '"') {
        at++;
        if (at >= text.length() || text.charAt(at) != '"') {
          require(needed, "quotes that are not needed");
          return cell.toString();
        }
      }
      if (c != '\n') {
        requirePlain();
      }
      needed |= c == '"' || c == ',' || c == '\n';
      cell.append(c);
      at++;
    }
  }

  private void requirePlain() {
    require(!Character.isISOControl(peek()) && peek() != '\ufeff', "a control character or mark");
  }

  private char peek() {
    require(at < text.length(), "no LF at the end");
    return text.charAt(at);
  }

  private void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException(what + ", at character " + at);
    }
  }
}

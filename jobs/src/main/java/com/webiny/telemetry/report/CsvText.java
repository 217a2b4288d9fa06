package com.webiny.telemetry.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;

/**
 * Lines of CSV as RFC 4180 has them, but ended by LF alone: UTF-8 without a mark, a cell quoted
 * only where it must be (SPEC section 8).
 *
 * <p>A spreadsheet reads a cell that starts with {@code = + - @}, TAB or a line end as a formula;
 * some read other signs so ({@code | %} and the wide forms of all), or pass over blanks, quotes and
 * characters without width before them. The reports hold numbers, days, flags, fixed words and
 * versions, none of which starts so, negative numbers aside. Such a cell therefore is a bug or an
 * attack and is refused, not escaped: an escaped one would be published.
 */
public final class CsvText {

  private static final String FORMULA_STARTS = "=+-@|%\u2212"; // The last is the sign for minus.
  private static final String QUOTES = "'\"`\u2018\u2019\u201c\u201d";

  /**
   * One line, with its LF. Linear in its length.
   *
   * @param cells at least one; an empty text is a value that is not defined
   * @throws IllegalArgumentException if a spreadsheet could read a cell as a formula; names the
   *     cell's place, never its text
   */
  public static String line(List<String> cells) {
    if (cells.isEmpty()) {
      throw new IllegalArgumentException("A CSV line has at least one cell.");
    }
    StringBuilder line = new StringBuilder(16 * cells.size());
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      if (isFormula(cell)) {
        throw new IllegalArgumentException(
            "CSV cell " + (i + 1) + " of a line could be read as a formula.");
      }
      if (i > 0) {
        line.append(',');
      }
      // A lone empty cell is quoted, since many readers skip an empty line.
      appendCell(line, cell, needsQuotes(cell) || (cells.size() == 1 && cell.isEmpty()));
    }
    return line.append('\n').toString();
  }

  /**
   * Writes {@link #line} in UTF-8.
   *
   * @throws IllegalArgumentException as {@link #line} does; then nothing is written
   */
  public static void writeLine(OutputStream out, List<String> cells) throws IOException {
    out.write(line(cells).getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isFormula(String cell) {
    for (int i = 0; i < cell.length(); i += Character.charCount(cell.codePointAt(i))) {
      int c = cell.codePointAt(i);
      if (isLetterOrDigit(c)) {
        return false; // Nearly always at once.
      }
      if (Character.isISOControl(c)) {
        return true;
      }
      if (!isPassedOver(c)) {
        // One sign may have many forms: NFKC makes the wide ones those of ASCII.
        String plain = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC);
        return FORMULA_STARTS.indexOf(plain.codePointAt(0)) >= 0
            && !(i == 0 && isNegativeNumber(cell));
      }
    }
    return false;
  }

  private static boolean isLetterOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
  }

  /** Blanks, quotes, and what takes no room. */
  private static boolean isPassedOver(int c) {
    return Character.isSpaceChar(c)
        || Character.getType(c) == Character.FORMAT
        || QUOTES.indexOf(c) >= 0;
  }

  /** A minus, digits, and perhaps a full stop and digits. */
  private static boolean isNegativeNumber(String cell) {
    int stop = cell.indexOf('.');
    return cell.charAt(0) == '-'
        && (stop < 0
            ? areDigits(cell, 1, cell.length())
            : areDigits(cell, 1, stop) && areDigits(cell, stop + 1, cell.length()));
  }

  private static boolean areDigits(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return from < to;
  }

  private static boolean needsQuotes(String cell) {
    for (int i = 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      if (c == ',' || c == '"' || c == '\n' || c == '\r') {
        return true;
      }
    }
    return false;
  }

  private static void appendCell(StringBuilder line, String cell, boolean quoted) {
    if (quoted) {
      line.append('"').append(cell.replace("\"", "\"\"")).append('"');
    } else {
      line.append(cell);
    }
  }

  private CsvText() {}
}

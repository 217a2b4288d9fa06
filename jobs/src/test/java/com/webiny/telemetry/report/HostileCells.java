package com.webiny.telemetry.report;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cells that a spreadsheet might run: every start of a formula, in every disguise. */
public final class HostileCells {
  /** Also the wide and small forms, and the sign for minus. */
  private static final List<String> STARTS =
      List.of(
          "=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "\uff1d", "\uff0b", "\uff0d", "\uff20",
          "\ufe66", "\ufe62", "\ufe63", "\ufe6b", "\u207a", "\u207c", "\u2212", "\uff5c", "\uff05");

  /** Blanks of all kinds, what has no width, quotes. */
  private static final List<String> PREFIXES =
      List.of(
          "",
          " ",
          "   ",
          "\u00a0",
          "\u3000",
          "\u2003",
          "\ufeff",
          "\u200b",
          "\u200e",
          "\u2060",
          "\u00ad",
          "\"",
          "'",
          "\"\"",
          "' ",
          "\u201c",
          "\u2028",
          "\ufeff \"");

  /** Formulas, without their start. */
  private static final List<String> FORMULAS =
      List.of(
          "1+1", "cmd|'/C calc'!A0", "SUM(A1:A9)", "HYPERLINK(\"http://x.example\",\"y\")", "a");

  /** What may stand around. */
  private static final List<String[]> QUOTINGS =
      List.of(
          new String[] {"", ""},
          new String[] {"\"", "\""},
          new String[] {"'", "'"},
          new String[] {"\"\"", "\"\""},
          new String[] {"", ",x"},
          new String[] {"", "\nx"});

  private HostileCells() {}

  /** The cross product. */
  public static List<String> all() {
    List<String> all = new ArrayList<>();
    for (String start : STARTS) {
      for (String prefix : PREFIXES) {
        for (String formula : FORMULAS) {
          for (String[] quoting : QUOTINGS) {
            all.add(quoting[0] + prefix + start + formula + quoting[1]);
          }
        }
      }
    }
    return all;
  }

  /** Whether a spreadsheet might run this: by another rule than the writer's. */
  public static boolean isFormula(String cell) {
    String bare =
        Normalizer.normalize(cell, Normalizer.Form.NFKC)
            .replaceFirst("^[ \\p{Z}\\p{Cf}\"'`\u201c\u201d\u2018\u2019]+", "");
    return bare.matches("(?s)[=+@|%\u2212\\p{Cc}-].*");
  }

  /** As a JSON string, every character but letters and digits escaped. */
  public static String json(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      json.append(
          Character.isLetterOrDigit(c) && c < 128
              ? String.valueOf(c)
              : String.format(Locale.ROOT, "\\u%04x", (int) c));
    }
    return json.append('"').toString();
  }
}

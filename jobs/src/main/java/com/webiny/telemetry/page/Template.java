package com.webiny.telemetry.page;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/**
 * A page with places to fill: {@code {{name}}}. What is filled in is HTML already, and is not
 * looked through again.
 */
final class Template {
  private static final String OPEN = "{{";
  private static final String CLOSE = "}}";

  private Template() {}

  /**
   * Fills a page.
   *
   * @param parts by the names of their places
   * @throws IllegalArgumentException if the page has a place with no part
   */
  static String fill(String page, Map<String, String> parts) {
    StringBuilder out = new StringBuilder();
    int from = 0;
    for (int open = page.indexOf(OPEN); open >= 0; open = page.indexOf(OPEN, from)) {
      int close = page.indexOf(CLOSE, open);
      if (close < 0) {
        throw new IllegalArgumentException("A place of the page has no end.");
      }
      String name = page.substring(open + OPEN.length(), close);
      if (!parts.containsKey(name)) {
        throw new IllegalArgumentException("The page has a place " + name + " that nothing fills.");
      }
      out.append(page, from, open).append(parts.get(name));
      from = close + CLOSE.length();
    }
    return out.append(page, from, page.length()).toString();
  }

  /**
   * How a Content-Security-Policy names an inline style or script that may stand on a page; no
   * other may.
   */
  static String hash(String inline) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(inline.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}

package com.webiny.telemetry.canary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Searches bytes for all spellings of many secrets in one pass. */
public final class SecretSearch {
  private static final int START_BYTES = 4;

  private static final class Pattern {
    private final Secret secret;
    private final String spelling;
    private final byte[] bytes;

    Pattern(Secret secret, String spelling, byte[] bytes) {
      this.secret = secret;
      this.spelling = spelling;
      this.bytes = bytes;
    }
  }

  private final BitSet starts = new BitSet(1 << 24);
  private final Map<Integer, List<Pattern>> byStart = new HashMap<>();

  /** A search for these secrets. */
  public SecretSearch(List<Secret> secrets) {
    for (Secret secret : secrets) {
      Spellings.of(secret).forEach((name, bytes) -> add(new Pattern(secret, name, bytes)));
    }
  }

  private void add(Pattern pattern) {
    if (pattern.bytes.length < 2 * START_BYTES) {
      throw new IllegalArgumentException("too short to be told from chance: " + pattern.secret);
    }
    starts.set(first24(pattern.bytes, 0));
    byStart.computeIfAbsent(first32(pattern.bytes, 0), s -> new ArrayList<>()).add(pattern);
  }

  /**
   * What was found.
   *
   * @param where names the content
   * @return a line for each secret and spelling, with its place of planting; never the secret
   */
  public Set<String> hits(String where, byte[] content) {
    Set<String> hits = new LinkedHashSet<>();
    for (int i = 0; i + START_BYTES <= content.length; i++) {
      if (starts.get(first24(content, i))) {
        for (Pattern pattern : byStart.getOrDefault(first32(content, i), List.of())) {
          int end = i + pattern.bytes.length;
          if (end <= content.length && Arrays.equals(content, i, end, pattern.bytes, 0, end - i)) {
            hits.add(where + " holds " + pattern.secret.place() + " (" + pattern.spelling + ")");
          }
        }
      }
    }
    return hits;
  }

  private static int first24(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 16 | (bytes[at + 1] & 0xff) << 8 | (bytes[at + 2] & 0xff);
  }

  private static int first32(byte[] bytes, int at) {
    return first24(bytes, at) << 8 | (bytes[at + 3] & 0xff);
  }
}

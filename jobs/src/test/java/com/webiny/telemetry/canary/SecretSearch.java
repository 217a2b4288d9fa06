package com.webiny.telemetry.canary;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
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
  private static final int START_BYTES = Long.BYTES;

  private static final int FILTER_BITS = 27;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;
  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

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

  private final BitSet starts = new BitSet(1 << FILTER_BITS);
  private final Map<Long, List<Pattern>> byStart = new HashMap<>();

  /** A search for these secrets. */
  public SecretSearch(List<Secret> secrets) {
    for (Secret secret : secrets) {
      Spellings.of(secret).forEach((name, bytes) -> add(new Pattern(secret, name, bytes)));
    }
  }

  private void add(Pattern pattern) {
    if (pattern.bytes.length < START_BYTES) {
      throw new IllegalArgumentException("too short to be told from chance: " + pattern.secret);
    }
    long start = start(pattern.bytes, 0);
    starts.set(slot(start));
    byStart.computeIfAbsent(start, s -> new ArrayList<>()).add(pattern);
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
      long start = start(content, i);
      if (starts.get(slot(start))) {
        for (Pattern pattern : byStart.getOrDefault(start, List.of())) {
          int end = i + pattern.bytes.length;
          if (end <= content.length && Arrays.equals(content, i, end, pattern.bytes, 0, end - i)) {
            hits.add(where + " holds " + pattern.secret.place() + " (" + pattern.spelling + ")");
          }
        }
      }
    }
    return hits;
  }

  private static long start(byte[] bytes, int at) {
    return (long) EIGHT_BYTES.get(bytes, at);
  }

  private static int slot(long start) {
    return (int) ((start * SPREAD) >>> (Long.SIZE - FILTER_BITS));
  }
}

package com.webiny.telemetry.job;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads Prometheus' text format 0.0.4 as strictly as its page has it, for files of gauges: each
 * metric in one group, its HELP and TYPE first, no sample twice, a line feed at the end.
 */
final class PrometheusText {
  private static final Pattern HELP = Pattern.compile("# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)");
  private static final Pattern TYPE = Pattern.compile("# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) gauge");
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)\\})? (-?[0-9]+(?:\\.[0-9]+)?)");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\n]|\\\\[\\\\\"n])*)\"(?:,(?=.)|$)");

  private PrometheusText() {}

  /** The value of each sample, by {@code name{label="value",...}}, labels by name. */
  static Map<String, String> parse(String text) {
    if (!text.endsWith("\n")) {
      throw new AssertionError("no line feed at the end");
    }
    Map<String, String> samples = new LinkedHashMap<>();
    Set<String> seen = new HashSet<>();
    String current = "";
    String helped = "";
    for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
      Matcher help = HELP.matcher(line);
      Matcher type = TYPE.matcher(line);
      Matcher sample = SAMPLE.matcher(line);
      if (help.matches()) {
        helped = help.group(1);
        require(seen.add(helped), "a second group of " + helped);
      } else if (type.matches()) {
        current = type.group(1);
        require(current.equals(helped), "TYPE without HELP before: " + line);
      } else {
        require(sample.matches(), "no sample: " + line);
        require(sample.group(1).equals(current), "a sample outside its group: " + line);
        String key = current + labels(sample.group(2));
        require(samples.put(key, sample.group(3)) == null, "twice: " + key);
      }
    }
    return samples;
  }

  private static String labels(String text) {
    if (text == null) {
      return "";
    }
    Map<String, String> labels = new TreeMap<>();
    Matcher label = LABEL.matcher(text);
    int end = 0;
    while (end < text.length()) {
      require(label.find() && label.start() == end, "no labels: " + text);
      require(labels.put(label.group(1), label.group(2)) == null, "a label twice: " + text);
      end = label.end();
    }
    StringBuilder sorted = new StringBuilder();
    labels.forEach(
        (name, value) ->
            sorted.append(sorted.isEmpty() ? "" : ",").append(name).append('=').append(value));
    return "{" + sorted + "}";
  }

  private static void require(boolean holds, String fault) {
    if (!holds) {
      throw new AssertionError(fault);
    }
  }
}

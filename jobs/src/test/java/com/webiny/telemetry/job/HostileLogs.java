package com.webiny.telemetry.job;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Lines as the worst of clients and edge servers might send them: every shape and spelling, every
 * bucket, few IDs on a coarse clock so that events collide, pair and cross midnights, and far more
 * faults than real logs have. The same seed gives the same lines.
 */
final class HostileLogs {
  private static final List<String> STAGES = List.of("start", "end", "error", "error-graceful");
  private static final List<String> FAMILIES =
      List.of("create-webiny-project-", "project-deploy-", "pulumi-command-deploy-");

  /** Whole hours and the timeouts, to the second and one beyond. */
  private static final long[] STEPS = {0, 1, 60, 599, 3_600, 7_199, 7_200, 7_201, 21_600, 21_601};

  private static final List<String> VERSIONS =
      List.of(
          "\"5.41.0\"",
          "\"v5.41.0\"",
          "\"5.41.0-beta.2\"",
          "\"5.41.0-beta.2.CANARY-x\"",
          "\"5.41.0-beta.10\"",
          "\"5.41.0+CANARY-host\"",
          "\"5.40.3\"",
          "\"5.39.10\"",
          "\"5.39.9\"",
          "\"5.9.0\"",
          "\"6.0.0-rc\"",
          "\"6.0.0-rc.0\"",
          "\"6.0.0-alpha.99999\"",
          "\"0.0.0-unstable.abc\"",
          "\"0.0.0\"",
          "\"99999.99999.99999\"",
          "\"5.41\"",
          "\"5.041.0\"",
          "\"5.41.0-CANARY\"",
          "\"\"",
          "null",
          "5.41",
          "{\"v\":\"CANARY-o\"}",
          "[\"CANARY-a\"]",
          "\"5.4\\u0031.0\"");
  private static final List<String> CIS =
      List.of(
          "true",
          "false",
          "\"yes\"",
          "\"no\"",
          "\"true\"",
          "\"false\"",
          "null",
          "\"YES\"",
          "1",
          "\"\"",
          "{}",
          "[true]",
          "\"CANARY-ci\"");
  private static final List<String> NOISE =
      List.of(
          "\"client_ip\":\"203.0.113.7 CANARY-ip\"",
          "\"user_agent\":\"CANARY-ua \\u00e9 \\ud83d\\ude00\"",
          "\"errorStack\":\"at /home/CANARY-user/x.ts:1\\n\"",
          "\"$set\":{\"email\":\"CANARY-@example.org\",\"email\":1}",
          "\"lone\":\"\\ud800\"",
          "\"n\":[1e400,-0.0,{\"properties\":{\"version\":\"1.1.1\"}}]",
          "\"\":null",
          "\"Version\":\"CANARY-v\"",
          "\"timestamp\":\"2020-01-01T00:00:00Z\"");

  private final Random random;
  private final LocalDate from;
  private final int days;
  private final List<UUID> ids = new ArrayList<>();

  private HostileLogs(long seed, LocalDate from, int days, int ids) {
    this.random = new Random(seed);
    this.from = from;
    this.days = days;
    for (int i = 0; i < ids; i++) {
      this.ids.add(new UUID(random.nextLong(), random.nextLong()));
    }
  }

  /**
   * Lines without terminators, by the day of the folder they lie in.
   *
   * @param ids how many anonymous IDs share them
   */
  static SortedMap<LocalDate, List<byte[]>> lines(
      long seed, LocalDate from, int days, int linesPerDay, int ids) {
    return new HostileLogs(seed, from, days, ids).make(linesPerDay);
  }

  private SortedMap<LocalDate, List<byte[]>> make(int linesPerDay) {
    SortedMap<LocalDate, List<byte[]>> folders = new TreeMap<>();
    for (int day = 0; day <= days; day++) { // The folder after the last day holds late events.
      folders.put(from.plusDays(day), new ArrayList<>());
    }
    for (int i = 0; i < linesPerDay * days; i++) {
      Instant at = instant();
      int skew = random.nextInt(100) < 80 ? 0 : random.nextInt(5) - 2;
      LocalDate folder = at.atZone(ZoneOffset.UTC).toLocalDate().plusDays(skew);
      List<byte[]> lines = folders.get(folder);
      if (lines == null) {
        lines = folders.get(from);
      }
      byte[] line = random.nextInt(100) < 75 ? utf8(event(time(at))) : fault(at);
      lines.add(line);
      while (random.nextInt(5) == 0) { // Log shipping delivers again, anywhere nearby.
        folders
            .getOrDefault(folder.plusDays(random.nextInt(3) - 1), lines)
            .add(random.nextBoolean() ? line : utf8(event(time(at))));
      }
    }
    return folders;
  }

  private Instant instant() {
    Instant day = from.plusDays(random.nextInt(days)).atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant hour = day.plus(random.nextInt(25), ChronoUnit.HOURS);
    Instant at = hour.plusSeconds(STEPS[random.nextInt(STEPS.length)]);
    return switch (random.nextInt(6)) {
      case 0 -> at.minusNanos(1_000);
      case 1 -> at.plusNanos(random.nextInt(1_000_000_000));
      default -> at;
    };
  }

  private String time(Instant at) {
    return switch (random.nextInt(8)) {
      case 0 ->
          at.atOffset(ZoneOffset.ofHoursMinutes(5, 30))
              .toString()
              .replaceAll("(T\\d\\d:\\d\\d)\\+", "$1:00+");
      case 1 ->
          at.atOffset(ZoneOffset.ofHours(-18)).toString().replaceAll("(T\\d\\d:\\d\\d)-", "$1:00-");
      case 2 ->
          at.toString().contains(".") ? at.toString() : at.toString().replace("Z", ".000000000Z");
      default -> at.toString();
    };
  }

  private String id() {
    String id = ids.get(random.nextInt(ids.size())).toString();
    return random.nextInt(4) == 0 ? id.toUpperCase(Locale.ROOT) : id;
  }

  private String name() {
    String cli = random.nextBoolean() ? "cli-" : "";
    if (random.nextInt(4) == 0) {
      return random.nextBoolean() ? "admin-app-start" : "app-start";
    }
    return cli + pick(FAMILIES) + pick(STAGES);
  }

  private String event(String time) {
    return event(time, '"' + id() + '"', '"' + name() + '"');
  }

  /** A line of one of the three shapes; time without quotes, the others as JSON. */
  private String event(String time, String id, String name) {
    List<String> properties = new ArrayList<>();
    if (random.nextInt(6) > 0) {
      properties.add("\"version\":" + pick(VERSIONS));
    }
    if (random.nextInt(4) > 0) {
      properties.add("\"ci\":" + pick(CIS));
    }
    noise(properties);
    String inner = object(properties);
    if (random.nextInt(30) == 0) {
      inner = pick(List.of("null", "[]", "\"CANARY-p\"", "7", "{}"));
    }
    List<String> fields = new ArrayList<>();
    fields.add("\"received_at\":\"" + time + '"');
    switch (random.nextInt(4)) {
      case 0 -> {
        List<String> data = new ArrayList<>();
        data.add("\"event\":" + name);
        data.add("\"identity\":" + id);
        data.add("\"properties\":" + inner);
        noise(data);
        fields.add("\"wts_version\":\"2.0\"");
        fields.add("\"wts_method\":\"event\"");
        fields.add("\"data\":" + object(data));
      }
      case 1 -> {
        fields.add("\"event\":" + name);
        fields.add("\"distinct_id\":" + id);
        fields.add("\"properties\":" + inner);
        fields.add("\"api_key\":\"CANARY-key\"");
      }
      case 2 -> { // All paths at once: the first present one wins.
        fields.add("\"event\":" + name);
        fields.add("\"anonymous_id\":" + pick(List.of("null", id)));
        fields.add("\"distinct_id\":" + id);
        fields.add("\"properties\":" + inner);
        fields.add(
            "\"data\":{\"event\":\"app-start\",\"properties\":{\"ci\":true,\"version\":\"5.1.1\"}}");
      }
      default -> {
        fields.add("\"ev\\u0065nt\":" + name);
        fields.add("\"anonymous_id\":" + id);
        fields.add("\"properties\":" + inner);
      }
    }
    noise(fields);
    return object(fields);
  }

  private void noise(List<String> fields) {
    while (random.nextInt(3) == 0) {
      fields.add(random.nextInt(fields.size() + 1), pick(NOISE));
    }
  }

  private String object(List<String> fields) {
    String gap = random.nextInt(5) == 0 ? " \t" : "";
    return "{" + gap + String.join("," + gap, fields) + gap + "}" + (gap.isEmpty() ? "" : "\r");
  }

  private byte[] fault(Instant at) {
    String time = time(at);
    String good = event(time);
    String id = '"' + id() + '"';
    String name = '"' + name() + '"';
    String flat = "{\"received_at\":\"" + time + "\",\"event\":" + name + ",\"anonymous_id\":" + id;
    return switch (random.nextInt(24)) {
      case 0 -> utf8(pick(List.of("", " \t ", "\r")));
      case 1 -> utf8(flat + ",\"pad\":\"" + "x".repeat(65_600) + "\"}");
      case 2 -> padded(flat, 65_536);
      case 3 -> padded(flat, 65_537);
      case 4 -> utf8(good.strip().substring(0, random.nextInt(good.strip().length() - 1) + 1));
      case 5 -> utf8(good.strip() + pick(List.of("x", "{}", ",", "]", "\u0000")));
      case 6 ->
          concat(utf8(flat + ",\"b\":\""), new byte[] {(byte) 0xC0, (byte) 0xAF}, utf8("\"}"));
      case 7 ->
          utf8(pick(List.of("[]", "null", "\"CANARY-text\"", "-1.5e3", "[" + good.strip() + "]")));
      case 8 -> utf8(flat + ",\"\\u0065vent\":null}");
      case 9 -> utf8(flat + ",\"data\":{},\"data\":{}}");
      case 10 -> utf8(flat + ",\"properties\":{\"ci\":true,\"c\\u0069\":true}}");
      case 11 -> utf8("{\"event\":" + name + ",\"anonymous_id\":" + id + "}");
      case 12 -> utf8(event(time.replace('T', pick(List.of(" ", "t")).charAt(0))));
      case 13 -> utf8(event(time.replaceFirst("T..", "T24")));
      case 14 ->
          utf8("{\"received_at\":1700000000,\"event\":" + name + ",\"anonymous_id\":" + id + "}");
      case 15 -> utf8(event(time, "null", name));
      case 16 -> utf8(event(time, "\"CANARY-person@example.org\"", name));
      case 17 -> utf8(event(time, "\"00000000-0000-0000-0000-000000000000\"", name));
      case 18 -> utf8(event(time, "{\"id\":" + id + "}", name));
      case 19 -> utf8(event(time, id, "null"));
      case 20 ->
          utf8(
              event(
                  time,
                  id,
                  pick(List.of("\"CANARY-event\"", "7", "\"APP-START\"", "[\"app-start\"]"))));
      case 21 -> utf8(event(at.plus(random.nextInt(2_000) - 1_000, ChronoUnit.DAYS).toString()));
      case 22 -> utf8(flat + ",\"deep\":" + "[".repeat(999) + "]".repeat(999) + "}");
      default -> utf8(flat + ",\"deep\":" + "[".repeat(1_000) + "]".repeat(1_000) + "}");
    };
  }

  private static byte[] padded(String flat, int length) {
    String end = "\"}";
    String start = flat + ",\"pad\":\"";
    return utf8(start + "y".repeat(length - start.length() - end.length()) + end);
  }

  private static byte[] concat(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    byte[] all = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

package com.webiny.telemetry.sample;

import java.nio.charset.StandardCharsets;

/**
 * Lines that no client should send and someone does. Taken in turn, so that every kind occurs
 * often; what each kind is for stands above it, by the names under which the job counts lines. In a
 * template {@code @T} is the instant of receipt, {@code @B} one four days before, {@code @U} a
 * fresh random UUID and {@code @N} a fresh number.
 */
final class Junk {
  private static final String HEAD = "{\"received_at\":\"@T\",";
  private static final String LOAD = "\"event\":\"admin-app-start\",";
  private static final String ID = "\"anonymous_id\":\"@U\"";
  private static final String MAIL = "\"CANARY-@N@example.com\"";
  private static final String START = HEAD + LOAD + ID;
  private static final String PROPS = START + ",\"properties\":{";
  private static final String DEPLOY = HEAD + "\"event\":\"cli-project-deploy-start\"," + ID;

  private static final String[] TEMPLATES = {
    // blank
    "",
    " \t ",
    // malformed: cut off, two objects, trailing text, single quotes, NaN, not UTF-8, no JSON at all
    START + ",\"properties\":{\"version\":\"5.41.",
    START + "}{\"email\":" + MAIL + "}",
    START + "} CANARY-@N",
    "{'received_at':'@T','event':'admin-app-start','email':'CANARY-@N@example.com'}",
    START + ",\"load\":NaN}",
    START + ",\"name\":\"Jos\u00e9 CANARY-@N\"}",
    "<html><body>502 Bad Gateway for CANARY-@N.example.com</body></html>",
    // not_object
    "[" + MAIL + "]",
    "\"GET /CANARY-@N\"",
    "42",
    "null",
    // duplicate_field: an allowlisted field twice, once behind an escape, and an object on the way
    // to one
    START + ",\"event\":\"cli-project-deploy-end\"}",
    START + ",\"\\u0065vent\":\"admin-app-start\"}",
    PROPS + "\"version\":\"5.41.0\",\"version\":" + MAIL + "}}",
    START + ",\"properties\":{\"ci\":true},\"properties\":{\"ci\":false}}",
    // missing_received_at
    "{" + LOAD + ID + "}",
    "{\"received_at\":null," + LOAD + ID + ",\"email\":" + MAIL + "}",
    // bad_received_at
    "{\"received_at\":\"yesterday, CANARY-@N\"," + LOAD + ID + "}",
    "{\"received_at\":1795363200," + LOAD + ID + "}",
    "{\"received_at\":\"2026-02-30T10:00:00Z\"," + LOAD + ID + "}",
    "{\"received_at\":\"2026-11-20T23:59:60.000Z\"," + LOAD + ID + "}",
    // missing_id
    HEAD + LOAD + "\"user\":" + MAIL + "}",
    HEAD + LOAD + "\"anonymous_id\":null,\"properties\":{\"version\":\"5.41.0\"}}",
    // bad_id: an address, a client IP, zeros, an object, braces, a wrong first path before a right
    // second
    HEAD + LOAD + "\"anonymous_id\":" + MAIL + "}",
    HEAD + LOAD + "\"anonymous_id\":\"203.0.113.77\",\"name\":\"Jane CANARY-@N\"}",
    HEAD + LOAD + "\"anonymous_id\":\"00000000-0000-0000-0000-000000000000\"}",
    HEAD + LOAD + "\"anonymous_id\":{\"id\":\"@U\",\"email\":" + MAIL + "}}",
    HEAD + LOAD + "\"anonymous_id\":\"{@U}\"}",
    HEAD + LOAD + "\"anonymous_id\":" + MAIL + ",\"distinct_id\":\"@U\"}",
    // missing_event
    HEAD + ID + "}",
    // unknown_event: events that real clients send and the promise does not list, and others
    HEAD + "\"event\":\"cli-telemetry-disable\"," + ID + "}",
    HEAD + "\"event\":\"admin-consent-changed\"," + ID + ",\"properties\":{\"by\":" + MAIL + "}}",
    HEAD + "\"event\":\"admin-custom-domain\"," + ID + ",\"domain\":\"CANARY-@N.example.com\"}",
    HEAD + "\"event\":\"CANARY-@N signed in\"," + ID + "}",
    HEAD + "\"event\":7," + ID + "}",
    // misplaced
    "{\"received_at\":\"@B\"," + LOAD + ID + ",\"properties\":{\"version\":\"5.41.0\"}}",
    // accepted with a wrong version: text, too short, an object, none
    PROPS + "\"version\":\"latest-CANARY-@N\"}}",
    PROPS + "\"version\":\"5.41\",\"ci\":false}}",
    PROPS + "\"version\":{\"email\":" + MAIL + "}}}",
    START + "}",
    // accepted with a wrong ci: upper case, a number, an array
    PROPS + "\"version\":\"5.41.2\",\"ci\":\"YES\"}}",
    DEPLOY + ",\"properties\":{\"version\":\"5.41.2\",\"ci\":1}}",
    PROPS + "\"version\":\"5.41.2\",\"ci\":[" + MAIL + "]}}",
    // accepted, with a person's name behind the version that must be cut off
    PROPS + "\"version\":\"5.42.0-beta.CANARY-jane\",\"ci\":false}}",
    DEPLOY + ",\"properties\":{\"version\":\"5.41.2+CANARY-jane.laptop\",\"ci\":\"no\"}}",
    // accepted: fields nobody asked for, twice, deep, and named by a person
    PROPS + "\"version\":\"5.42.0\"},\"email\":" + MAIL + ",\"email\":" + MAIL + "}",
    PROPS + "\"version\":\"5.42.0\",\"a\":{\"b\":[{\"c\":" + MAIL + "}]}},\"CANARY-@N\":1}",
  };

  private static final int MEAN_BYTES = mean();
  private static final int TOO_LONG_BYTES = 70_000;

  private final Rng rng;
  private int turn;

  Junk(Rng rng) {
    this.rng = rng;
    this.turn = rng.below(TEMPLATES.length);
  }

  static int meanBytes() {
    return MEAN_BYTES;
  }

  /** Adds the next kind of line without its terminator; some are not UTF-8. */
  void add(LineBuffer line, long atMillis) {
    String template = TEMPLATES[turn++ % TEMPLATES.length];
    int number = rng.below(100_000);
    long high = rng.next();
    long low = rng.next();
    int from = 0;
    for (int at = template.indexOf('@'); at >= 0; at = template.indexOf('@', from)) {
      line.add(template.substring(from, at).getBytes(StandardCharsets.ISO_8859_1));
      from = at + 2;
      switch (template.charAt(at + 1)) {
        case 'T' -> line.addInstant(atMillis, 0).add("Z");
        case 'B' -> line.addInstant(atMillis - 4 * 86_400_000L, 0).add("Z");
        case 'U' -> line.addUuid(high, low);
        case 'N' -> line.addDigits(number, 5);
        default -> from = literalAt(line, at);
      }
    }
    line.add(template.substring(from).getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Adds a line longer than any the job reads. */
  static void addTooLong(LineBuffer line, long atMillis) {
    line.add(HEAD.substring(0, HEAD.indexOf('@'))).addInstant(atMillis, 0);
    line.add("Z\",\"event\":\"admin-app-start\",\"errorStack\":\"CANARY-00000 ");
    line.add("x".repeat(TOO_LONG_BYTES - line.length() - 2)).add("\"}");
  }

  private static int literalAt(LineBuffer line, int at) {
    line.add("@");
    return at + 1;
  }

  private static int mean() {
    int sum = 0;
    for (String template : TEMPLATES) {
      sum += template.length() + 58;
    }
    return sum / TEMPLATES.length;
  }
}

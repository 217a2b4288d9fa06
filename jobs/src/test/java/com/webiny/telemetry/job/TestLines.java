package com.webiny.telemetry.job;

/** Lines of made-up clients. */
final class TestLines {

  private TestLines() {}

  /** An admin app that loads. */
  static String admin(String at, int id, String version) {
    return event(at, id, "admin-app-start", version);
  }

  /** Any event of a person's machine; the ID is made from a number. */
  static String event(String at, int id, String event, String version) {
    return ("{\"received_at\":\"%s\",\"event\":\"%s\",\"anonymous_id\":\"%s\","
            + "\"properties\":{\"version\":\"%s\",\"ci\":\"no\"}}")
        .formatted(at, event, id(id), version);
  }

  /** The raw anonymous ID of a number. */
  static String id(int id) {
    return "00000000-0000-4000-8000-%012d".formatted(id);
  }
}

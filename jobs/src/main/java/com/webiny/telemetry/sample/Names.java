package com.webiny.telemetry.sample;

import java.nio.charset.StandardCharsets;

/** The event names that clients send, in today's and in the old spelling. */
final class Names {
  static final int CREATE = 0;
  static final int PROJECT = 4;
  static final int APP = 8;
  static final int ADMIN = 12;

  static final int START = 0;
  static final int END = 1;
  static final int ERROR = 2;
  static final int ERROR_GRACEFUL = 3;

  /** Clients with an older minor number send the old spelling. */
  static final int FIRST_MINOR_WITH_TODAYS_NAMES = 39;

  private static final String[] FAMILIES = {
    "create-webiny-project", "project-deploy", "pulumi-command-deploy"
  };
  private static final String[] STAGES = {"-start", "-end", "-error", "-error-graceful"};
  private static final byte[][] TODAY = texts("cli-", "admin-app-start");
  private static final byte[][] OLD = texts("", "app-start");

  private Names() {}

  static byte[] of(int name, int minor) {
    return minor < FIRST_MINOR_WITH_TODAYS_NAMES ? OLD[name] : TODAY[name];
  }

  /** Whether the event reports a failure, and so carries a message and a stack. */
  static boolean isFailure(int name) {
    return name != ADMIN && (name & 3) >= ERROR;
  }

  private static byte[][] texts(String prefix, String admin) {
    byte[][] texts = new byte[13][];
    for (int i = 0; i < ADMIN; i++) {
      texts[i] = (prefix + FAMILIES[i / 4] + STAGES[i % 4]).getBytes(StandardCharsets.US_ASCII);
    }
    texts[ADMIN] = admin.getBytes(StandardCharsets.US_ASCII);
    return texts;
  }
}

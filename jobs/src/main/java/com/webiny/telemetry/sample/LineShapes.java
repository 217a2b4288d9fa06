package com.webiny.telemetry.sample;

import static com.webiny.telemetry.sample.LineBuffer.ascii;

/**
 * Writes an event the way it stands in a raw log: flat behind the edge server that flattens, in
 * PostHog's shape from clients up to 5.39, as WTS 2.0 from later ones. Only the edge's clock is
 * used, never this machine's.
 */
final class LineShapes {
  private static final int FIRST_MINOR_WITH_WTS = 40;

  private static final byte[] RECEIVED = ascii("{\"received_at\":\"");
  private static final byte[] ZULU = ascii("Z\"");
  private static final byte[] TOKYO = ascii("+09:00\"");
  private static final byte[] WTS = ascii(",\"wts_version\":\"2.0\",\"wts_method\":\"event\"");
  private static final byte[] DATA = ascii(",\"data\":{\"event\":\"");
  private static final byte[] IDENTITY = ascii("\",\"identity\":\"");
  private static final byte[] EVENT = ascii(",\"event\":\"");
  private static final byte[] DISTINCT = ascii("\",\"distinct_id\":\"");
  private static final byte[] ANONYMOUS = ascii("\",\"anonymous_id\":\"");
  private static final byte[] PROPERTIES = ascii("\",\"properties\":{\"version\":\"");
  private static final byte[] V = ascii("v");
  private static final byte[] TIMESTAMP = ascii(",\"timestamp\":\"");
  private static final byte[] CLOSE = ascii("}");
  private static final byte[] CLOSE_TWICE = ascii("}}");
  private static final byte[] CLOSE_WTS = ascii("}}}");

  /** By {@link Machine#ciForm}: the form for no pipeline, and for a pipeline. */
  private static final byte[][] CI = {
    ascii("\",\"ci\":false"), ascii("\",\"ci\":true"),
    ascii("\",\"ci\":\"no\""), ascii("\",\"ci\":\"yes\""),
    ascii("\",\"ci\":\"false\""), ascii("\",\"ci\":\"true\"")
  };

  private static final byte[][] NEW_USER = {
    ascii(",\"newUser\":\"no\""), ascii(",\"newUser\":\"yes\""),
    ascii(",\"newUser\":false"), ascii(",\"newUser\":true")
  };

  private LineShapes() {}

  /** Adds the line without its terminator. */
  static void add(LineBuffer line, Event event) {
    Machine machine = event.machine();
    line.add(RECEIVED);
    instant(line, event);
    if (machine.edge == Edge.AP_3) {
      flat(line, event, machine);
    } else if (event.version().minor() >= FIRST_MINOR_WITH_WTS) {
      wts(line, event, machine);
    } else {
      postHog(line, event, machine);
    }
  }

  private static void instant(LineBuffer line, Event event) {
    Edge edge = event.machine().edge;
    line.addInstant(event.atMillis(), edge.offsetHours);
    if (edge == Edge.US_2) {
      line.addDigits((event.atMillis() + event.machine().number) % 1000, 3);
    }
    line.add(edge == Edge.AP_3 ? TOKYO : ZULU);
  }

  private static void flat(LineBuffer line, Event event, Machine machine) {
    Secrets.client(line, machine.number);
    line.add(EVENT).add(Names.of(event.name(), event.version().minor()));
    line.add(ANONYMOUS).addUuid(machine.high, machine.low);
    properties(line, event, machine);
    line.add(CLOSE_TWICE);
  }

  private static void wts(LineBuffer line, Event event, Machine machine) {
    line.add(WTS);
    Secrets.client(line, machine.number);
    line.add(DATA).add(Names.of(event.name(), event.version().minor()));
    line.add(IDENTITY).addUuid(machine.high, machine.low);
    properties(line, event, machine);
    line.add(CLOSE_WTS);
  }

  private static void postHog(LineBuffer line, Event event, Machine machine) {
    Secrets.client(line, machine.number);
    line.add(EVENT).add(Names.of(event.name(), event.version().minor()));
    line.add(DISTINCT).addUuid(machine.high, machine.low);
    properties(line, event, machine);
    Secrets.person(line, machine.number);
    line.add(CLOSE).add(TIMESTAMP).addInstant(event.atMillis() - 1000, 0).add(ZULU);
    Secrets.account(line, machine.number);
    line.add(CLOSE);
  }

  private static void properties(LineBuffer line, Event event, Machine machine) {
    line.add(PROPERTIES);
    if (machine.versionWithV) {
      line.add(V);
    }
    line.add(event.version().text());
    line.add(CI[2 * machine.ciForm + (event.ci() ? 1 : 0)]);
    boolean isNew = event.atMillis() / 86_400_000L - machine.birth <= 1;
    line.add(NEW_USER[(machine.ciForm == 0 ? 2 : 0) + (isNew ? 1 : 0)]);
    Secrets.properties(line, event.name(), machine.number);
  }
}

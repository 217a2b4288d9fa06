package com.webiny.telemetry.event;

import com.webiny.telemetry.privacy.Allowlist;
import com.webiny.telemetry.privacy.FieldType;
import com.webiny.telemetry.privacy.Vocabulary;
import java.util.LinkedHashMap;
import java.util.Map;

/** The columns a line is read for: what {@link TelemetryEvent} has room for, and nothing else. */
public enum EventColumn {
  RECEIVED_AT("received_at", FieldType.INSTANT, true),
  ANON_KEY("anon_key", FieldType.UUID, true),
  EVENT("event", FieldType.EVENT, true),
  VERSION("version", FieldType.VERSION, false),
  CI("ci", FieldType.FLAG, false);

  private final String text;
  private final FieldType type;
  private final boolean required;

  EventColumn(String text, FieldType type, boolean required) {
    this.text = text;
    this.type = type;
    this.required = required;
  }

  /** The name of the column in the allowlist and in the tables. */
  public String text() {
    return text;
  }

  /** The column of this name. */
  static EventColumn ofText(String text) {
    for (EventColumn column : values()) {
      if (column.text.equals(text)) {
        return column;
      }
    }
    throw new IllegalArgumentException("No event has a column " + text + ".");
  }

  /**
   * The allowlist this program was built with, judged against these columns and {@link EventName}.
   */
  public static Allowlist shippedAllowlist() {
    return Shipped.ALLOWLIST;
  }

  /** What an allowlist may name: these columns and the events of {@link EventName}. */
  public static Vocabulary vocabulary() {
    Map<String, Vocabulary.Column> columns = new LinkedHashMap<>();
    for (EventColumn column : values()) {
      columns.put(column.text, new Vocabulary.Column(column.type, column.required));
    }
    Map<String, String> families = new LinkedHashMap<>();
    for (EventName event : EventName.values()) {
      families.put(event.text(), event.family().text());
    }
    return new Vocabulary(columns, families);
  }

  /** Read when first asked for, and once: it stands in the jar, and every task of a scan asks. */
  private static final class Shipped {
    private static final Allowlist ALLOWLIST = Allowlist.shipped(vocabulary());
  }
}

package com.webiny.telemetry.publish;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An object of control data as one line of JSON, as collectors of logs take it. */
public final class JsonLine {

  private JsonLine() {}

  /**
   * The line, without its end.
   *
   * @param object texts, numbers and what a commit is made of, named as in a commit
   */
  public static String of(Map<String, Object> object) {
    return new String(Json.writeCompact(object), StandardCharsets.UTF_8);
  }
}

package com.webiny.telemetry.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What a browser tells of a page. */
final class Notes {
  private final List<String> said = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();
  private boolean loaded;

  /** Takes a message of the browser's developer tools. */
  void take(JsonNode message) {
    JsonNode parameters = message.path("params");
    switch (message.path("method").asText()) {
      case "Runtime.consoleAPICalled" -> said.add("console: " + parameters.path("args"));
      case "Runtime.exceptionThrown" -> said.add("error: " + parameters.path("exceptionDetails"));
      case "Log.entryAdded" -> said.add("log: " + parameters.path("entry"));
      case "Network.requestWillBeSent" ->
          requests.add(parameters.path("request").path("url").asText());
      case "Page.loadEventFired" -> loaded = true;
      default -> {}
    }
  }

  void clear() {
    said.clear();
    requests.clear();
    loaded = false;
  }

  boolean loaded() {
    return loaded;
  }

  /** All that came to the console: errors, warnings, and what scripts print. */
  List<String> said() {
    return List.copyOf(said);
  }

  /** The addresses asked for, the page's own among them. */
  List<String> requests() {
    return List.copyOf(requests);
  }
}

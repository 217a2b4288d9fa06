package com.webiny.telemetry.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A headless Chromium with one tab, spoken to by the protocol of its developer tools. Notes all
 * that the page says on its console and all that it asks a network for.
 */
final class Browser implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PATIENCE_SECONDS = 60;
  private static final String LISTENING = "DevTools listening on ";

  private final Process process;
  private final WebSocket socket;
  private final BlockingQueue<JsonNode> incoming;
  private final Notes notes = new Notes();
  private final String session;
  private int calls;

  private Browser(Process process, WebSocket socket, BlockingQueue<JsonNode> incoming)
      throws IOException {
    this.process = process;
    this.socket = socket;
    this.incoming = incoming;
    JsonNode target =
        call("", "Target.createTarget", JSON.createObjectNode().put("url", "about:blank"));
    ObjectNode attach =
        JSON.createObjectNode()
            .put("targetId", target.get("targetId").asText())
            .put("flatten", true);
    this.session = call("", "Target.attachToTarget", attach).get("sessionId").asText();
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      call(domain + ".enable");
    }
  }

  /**
   * Starts a browser.
   *
   * @param program its path
   * @param profile a folder for what it keeps
   */
  static Browser start(Path program, Path profile) throws IOException {
    Files.createDirectories(profile);
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox", // As root it has none; what it opens is ours.
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--no-first-run",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader said =
        new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
    String line = said.readLine();
    while (line != null && !line.startsWith(LISTENING)) {
      line = said.readLine();
    }
    if (line == null) {
      throw new IOException("The browser ended before it listened: " + program);
    }
    drain(said);
    BlockingQueue<JsonNode> incoming = new LinkedBlockingQueue<>();
    WebSocket socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create(line.substring(LISTENING.length())), new Messages(incoming))
            .join();
    return new Browser(process, socket, incoming);
  }

  /** Else the browser would wait for room to speak. */
  private static void drain(BufferedReader said) {
    Thread drain =
        new Thread(
            () -> {
              try {
                while (said.readLine() != null) {
                  // Not wanted.
                }
              } catch (IOException ended) {
                // So has the browser.
              }
            });
    drain.setDaemon(true);
    drain.start();
  }

  /** Puts the parts of messages together. */
  private static final class Messages implements WebSocket.Listener {
    private final BlockingQueue<JsonNode> incoming;
    private final StringBuilder text = new StringBuilder();

    Messages(BlockingQueue<JsonNode> incoming) {
      this.incoming = incoming;
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        try {
          incoming.add(JSON.readTree(text.toString()));
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
        text.setLength(0);
      }
      webSocket.request(1);
      return null;
    }
  }

  private JsonNode call(String method) throws IOException {
    return call(method, JSON.createObjectNode());
  }

  private JsonNode call(String method, ObjectNode parameters) throws IOException {
    return call(session, method, parameters);
  }

  private JsonNode call(String to, String method, ObjectNode parameters) throws IOException {
    int id = ++calls;
    ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
    if (!to.isEmpty()) {
      message.put("sessionId", to);
    }
    message.set("params", parameters);
    socket.sendText(message.toString(), true).join();
    JsonNode answer = next();
    while (answer.path("id").asInt() != id) {
      answer = next();
    }
    if (answer.has("error")) {
      throw new IOException(method + ": " + answer.get("error"));
    }
    return answer.get("result");
  }

  /** The next message; events are noted on the way. */
  private JsonNode next() throws IOException {
    try {
      JsonNode message = incoming.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (message == null) {
        throw new IOException("The browser says nothing any more.");
      }
      notes.take(message);
      return message;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** Opens a page and waits until it is loaded and drawn; forgets what was noted before. */
  void open(String address) throws IOException {
    for (String each : List.of("about:blank", address)) {
      notes.clear();
      call("Page.navigate", JSON.createObjectNode().put("url", each));
      while (!notes.loaded()) {
        next();
      }
    }
    evaluate(
        "new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(() => drawn(1))))");
  }

  /** What the page said and asked for since it was opened. */
  Notes notes() {
    return notes;
  }

  /** The value of an expression on the page. */
  JsonNode evaluate(String expression) throws IOException {
    JsonNode result =
        call(
            "Runtime.evaluate",
            JSON.createObjectNode()
                .put("expression", expression)
                .put("returnByValue", true)
                .put("awaitPromise", true));
    if (result.has("exceptionDetails")) {
      throw new IOException(expression + ": " + result.get("exceptionDetails"));
    }
    return result.get("result").path("value");
  }

  /** Sets the size of the window. */
  void size(int width, int height) throws IOException {
    call(
        "Emulation.setDeviceMetricsOverride",
        JSON.createObjectNode()
            .put("width", width)
            .put("height", height)
            .put("deviceScaleFactor", 1)
            .put("mobile", width < 600));
  }

  /** Lets the page believe that it is on a screen or on paper, and light or dark. */
  void media(String type, String scheme) throws IOException {
    ObjectNode media = JSON.createObjectNode().put("media", type);
    media.putArray("features").addObject().put("name", "prefers-color-scheme").put("value", scheme);
    call("Emulation.setEmulatedMedia", media);
  }

  /** Presses and lets go of a key. */
  void key(String key) throws IOException {
    for (String type : List.of("keyDown", "keyUp")) {
      call("Input.dispatchKeyEvent", JSON.createObjectNode().put("type", type).put("key", key));
    }
  }

  /** Moves the pointer. */
  void pointer(double x, double y) throws IOException {
    call(
        "Input.dispatchMouseEvent",
        JSON.createObjectNode().put("type", "mouseMoved").put("x", x).put("y", y));
  }

  /** A picture of the whole page. */
  void picture(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    JsonNode picture =
        call(
            "Page.captureScreenshot",
            JSON.createObjectNode().put("format", "png").put("captureBeyondViewport", true));
    Files.write(file, Base64.getDecoder().decode(picture.get("data").asText()));
  }

  @Override
  public void close() throws IOException {
    socket.abort();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

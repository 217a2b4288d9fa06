package com.webiny.telemetry.sample;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;

/**
 * A plain reading of raw logs, good enough to check what the generator planted and written without
 * the job's own rules. Holds what it has seen so far.
 */
final class NaiveReading {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final String UUID = "(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
  private static final Set<String> ALLOWED =
      Set.of(
          "received_at",
          "anonymous_id",
          "distinct_id",
          "event",
          "properties",
          "data",
          "identity",
          "version",
          "ci");

  final Map<String, Integer> buckets = new TreeMap<>();
  final Map<String, Integer> shapes = new TreeMap<>();
  final Map<String, Integer> events = new TreeMap<>();
  final Set<String> ciForms = new TreeSet<>();
  final Map<LocalDate, Set<String>> active = new TreeMap<>();
  final Set<String> ids = new HashSet<>();
  final Map<String, Integer> copies = new HashMap<>();

  /** Reads the file of a folder {@code dt=…}. */
  void read(Path file, LocalDate folder) throws IOException {
    String text = new String(content(file), StandardCharsets.ISO_8859_1);
    if (text.startsWith("\u00ef\u00bb\u00bf")) {
      bucket("(byte order mark)");
      text = text.substring(3);
    }
    int from = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      line(text.substring(from, end), folder, false);
      from = end + 1;
    }
    if (from < text.length()) {
      line(text.substring(from), folder, true);
    }
  }

  /** The bytes of a file, decompressed. */
  static byte[] content(Path file) throws IOException {
    byte[] stored = Files.readAllBytes(file);
    if (stored.length > 1 && stored[0] == 0x1f && stored[1] == (byte) 0x8b) {
      return new GZIPInputStream(new ByteArrayInputStream(stored)).readAllBytes();
    }
    if (stored.length > 1 && stored[0] == 0x28 && stored[1] == (byte) 0xb5) {
      return new ZstdInputStream(new ByteArrayInputStream(stored)).readAllBytes();
    }
    return stored;
  }

  private void line(String latin, LocalDate folder, boolean rest) throws IOException {
    if (latin.endsWith("\r")) {
      bucket("(CRLF)");
    }
    if (latin.isBlank()) {
      bucket("blank");
      return;
    }
    if (latin.length() > 65_536) {
      bucket("too_long");
      return;
    }
    try {
      byte[] bytes = latin.getBytes(StandardCharsets.ISO_8859_1);
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      JsonNode line = JSON.readTree(bytes);
      if (rest) {
        bucket("(rest without LF)");
      }
      if (!line.isObject()) {
        bucket("not_object");
      } else if (repeatsAllowedName(bytes)) {
        bucket("duplicate_field");
      } else {
        object(line, folder);
      }
    } catch (CharacterCodingException | JsonProcessingException e) {
      bucket(rest ? "torn" : "malformed");
    }
  }

  private void object(JsonNode line, LocalDate folder) {
    JsonNode at = line.path("received_at");
    JsonNode data = line.path("data");
    JsonNode id =
        present(line.path("anonymous_id"), data.path("identity"), line.path("distinct_id"));
    JsonNode event = present(line.path("event"), data.path("event"));
    LocalDate day;
    try {
      day = OffsetDateTime.parse(at.asText()).withOffsetSameInstant(ZoneOffset.UTC).toLocalDate();
    } catch (DateTimeException e) {
      bucket(at.isMissingNode() || at.isNull() ? "missing_received_at" : "bad_received_at");
      return;
    }
    if (id.isMissingNode()) {
      bucket("missing_id");
    } else if (!id.isTextual()
        || !id.asText().matches(UUID)
        || id.asText().startsWith("00000000-")) {
      bucket("bad_id");
    } else if (event.isMissingNode()) {
      bucket("missing_event");
    } else if (!isKnown(event.asText())) {
      bucket("unknown_event");
    } else if (Math.abs(folder.toEpochDay() - day.toEpochDay()) > 1) {
      bucket("misplaced");
    } else {
      bucket("accepted");
      accepted(line, id.asText(), event.asText(), day);
    }
  }

  private void accepted(JsonNode line, String id, String event, LocalDate day) {
    boolean wts = line.has("data");
    JsonNode properties = (wts ? line.path("data") : line).path("properties");
    String ci = properties.path("ci").toString();
    ids.add(id);
    ciForms.add(ci);
    shapes.merge(wts ? "WTS 2.0" : line.has("distinct_id") ? "PostHog" : "flat", 1, Integer::sum);
    events.merge(event, 1, Integer::sum);
    copies.merge(id + event + line.path("received_at").asText(), 1, Integer::sum);
    boolean pipeline = List.of("true", "\"true\"", "\"yes\"").contains(ci);
    if (event.endsWith("app-start") || !pipeline) {
      active.computeIfAbsent(day, d -> new HashSet<>()).add(id);
    }
  }

  private void bucket(String name) {
    buckets.merge(name, 1, Integer::sum);
  }

  private static boolean isKnown(String event) {
    String families = "create-webiny-project|project-deploy|pulumi-command-deploy";
    return event.matches(
        "(admin-)?app-start|(cli-)?(" + families + ")-(start|end|error(-graceful)?)");
  }

  private static JsonNode present(JsonNode... candidates) {
    for (JsonNode node : candidates) {
      if (!node.isMissingNode() && !node.isNull()) {
        return node;
      }
    }
    return candidates[0].isNull() ? JSON.missingNode() : candidates[0];
  }

  private static boolean repeatsAllowedName(byte[] bytes) throws IOException {
    Set<String> seen = new HashSet<>();
    try (JsonParser parser = JSON.createParser(bytes)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.FIELD_NAME
            && ALLOWED.contains(parser.currentName())) {
          String path = parser.getParsingContext().pathAsPointer().toString();
          if (!path.contains("[") && !seen.add(path)) {
            return true;
          }
        }
      }
    }
    return false;
  }
}

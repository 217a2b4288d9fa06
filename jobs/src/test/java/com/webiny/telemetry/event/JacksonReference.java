package com.webiny.telemetry.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The parser this project had before it read bytes itself: Jackson's reader of tokens beside the
 * allowed paths, here by heart. Fast enough for millions of lines. Of values it knows no rule:
 * {@link SlowReference} has them.
 */
final class JacksonReference {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(1_000)
                  .maxNumberLength(1_000)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .build();

  private static final Set<String> OBJECTS = Set.of("/data", "/properties", "/data/properties");

  private final Set<String> met = new HashSet<>();

  /** What is present, by path: strings as they are, other values by their kind. */
  private final Map<String, SlowReference.Value> values = new TreeMap<>();

  private boolean duplicate;
  private int dropped;

  private JacksonReference() {}

  static SlowReference.Verdict judge(byte[] line) {
    if (SlowReference.isBlank(line)) {
      return SlowReference.refused(Bucket.BLANK);
    }
    if (!isUtf8WithoutNulOrMark(line)) {
      return SlowReference.refused(Bucket.MALFORMED);
    }
    SlowReference.Verdict verdict = new JacksonReference().read(line);
    return verdict.bucket() == Bucket.MALFORMED
        ? EscapedSurrogates.replaced(line, 0, line.length)
            .map(replaced -> new JacksonReference().read(replaced))
            .orElse(verdict)
        : verdict;
  }

  private static boolean isUtf8WithoutNulOrMark(byte[] line) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
      return text.indexOf(0) < 0 && !text.startsWith("\uFEFF");
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private SlowReference.Verdict read(byte[] line) {
    try (JsonParser json = JSON.createParser(line)) {
      JsonToken root = json.nextToken();
      if (root == JsonToken.START_OBJECT) {
        readMembers(json, "");
      } else {
        json.skipChildren();
      }
      if (json.nextToken() != null) {
        return SlowReference.refused(Bucket.MALFORMED);
      }
      if (root != JsonToken.START_OBJECT) {
        return SlowReference.refused(Bucket.NOT_OBJECT);
      }
    } catch (JsonProcessingException e) {
      return SlowReference.refused(Bucket.MALFORMED);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return duplicate
        ? SlowReference.refused(Bucket.DUPLICATE_FIELD)
        : SlowReference.values(paths -> first(paths), dropped);
  }

  private void readMembers(JsonParser json, String path) throws IOException {
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      String member = path + "/" + name;
      boolean known = !name.contains("/");
      JsonToken value = json.nextToken();
      if (known && OBJECTS.contains(member)) {
        duplicate |= !met.add(member);
        if (value == JsonToken.START_OBJECT) {
          readMembers(json, member);
        } else if (value != JsonToken.VALUE_NULL) {
          dropped++;
          json.skipChildren();
        }
      } else if (known && SlowReference.VALUES.contains(member)) {
        duplicate |= !met.add(member);
        if (value != JsonToken.VALUE_NULL) {
          boolean isText = value == JsonToken.VALUE_STRING;
          values.put(
              member,
              new SlowReference.Value(
                  isText, isText ? json.getText() : String.valueOf(value.asString())));
        }
        json.skipChildren();
      } else {
        dropped++;
        json.skipChildren();
      }
    }
  }

  private SlowReference.Value first(List<String> paths) {
    return paths.stream().filter(values::containsKey).findFirst().map(values::get).orElse(null);
  }
}

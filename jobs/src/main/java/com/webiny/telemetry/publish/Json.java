package com.webiny.telemetry.publish;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/**
 * Control data as JSON: the same object, the same bytes. Control data holds no value of a log line.
 */
final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private Json() {}

  static byte[] write(Object value) {
    try {
      byte[] text = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(value);
      byte[] line = java.util.Arrays.copyOf(text, text.length + 1);
      line[text.length] = '\n';
      return line;
    } catch (JsonProcessingException bug) {
      throw new IllegalStateException("control data cannot be written as JSON", bug);
    }
  }

  /** As {@link #write}, without spaces, for long lists. */
  static byte[] writeCompact(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException bug) {
      throw new IllegalStateException("control data cannot be written as JSON", bug);
    }
  }

  /**
   * A number of control data whose other parts may be unknown here; 0 if it has none of this name.
   */
  static int number(byte[] bytes, String name) throws IOException {
    try {
      return MAPPER.readTree(bytes).path(name).asInt();
    } catch (JacksonException wrong) {
      throw new IOException("not the control data of this job", wrong);
    }
  }

  /**
   * Reads control data.
   *
   * @throws IOException if it is not what {@link #write} wrote for this type
   */
  static <T> T read(byte[] bytes, Class<T> type) throws IOException {
    try {
      return MAPPER.readValue(bytes, type);
    } catch (JacksonException wrong) {
      throw new IOException("not the control data of this job", wrong);
    }
  }
}

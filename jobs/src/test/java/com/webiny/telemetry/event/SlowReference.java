package com.webiny.telemetry.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The rule of a line once more, written to be read and not to be fast: the whole text as a tree,
 * members counted in it, values by regular expressions and java.time. Knows the paths by heart, on
 * purpose.
 */
final class SlowReference {

  /** What can be compared: the bucket, and of an accepted line what was made of it. */
  record Verdict(Bucket bucket, String values) {}

  /** A value that is not null: a string as it is, any other as JSON has it. */
  record Value(boolean isText, String text) {}

  private static final ObjectMapper STRICT =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  private static final Pattern INSTANT =
      Pattern.compile(
          "\\d{4}-\\d{2}-\\d{2}T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,9})?"
              + "(Z|[+-](0\\d|1[0-7]):[0-5]\\d|[+-]18:00)");
  private static final Pattern UUID =
      Pattern.compile("(?i)(?!0{8}-0{4}-0{4}-0{4}-0{12})[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final String NUMBER = "(0|[1-9][0-9]{0,4})";
  private static final String PRE_PART = "(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)";
  private static final Pattern VERSION =
      Pattern.compile(
          "v?"
              + NUMBER
              + "\\."
              + NUMBER
              + "\\."
              + NUMBER
              + "(?:-(alpha|beta|rc|next|canary|unstable|dev|preview|pre)((?:\\."
              + PRE_PART
              + ")*))?"
              + "(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?");
  private static final Pattern LABEL_NUMBER = Pattern.compile("^\\.([0-9]{1,4})(?:\\..*)?$");

  private static final List<String> OBJECTS = List.of("/data", "/properties", "/data/properties");

  /** The paths of the allowlist. */
  static final List<String> VALUES =
      List.of(
          "/received_at",
          "/anonymous_id",
          "/data/identity",
          "/distinct_id",
          "/event",
          "/data/event",
          "/properties/version",
          "/data/properties/version",
          "/properties/ci",
          "/data/properties/ci");

  private static final Mac HMAC = hmac();

  private SlowReference() {}

  static Verdict judge(byte[] line) {
    String text;
    JsonNode root;
    PairReader.Value pairs;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
    } catch (CharacterCodingException e) {
      return isBlank(line) ? refused(Bucket.BLANK) : refused(Bucket.MALFORMED);
    }
    if (isBlank(line)) {
      return refused(Bucket.BLANK);
    }
    boolean malformed = false;
    root = null;
    try {
      root = STRICT.readTree(text);
      malformed = text.startsWith("\uFEFF");
    } catch (JsonProcessingException e) {
      malformed = true;
    }
    pairs = new PairReader(text).read();
    if (malformed != (pairs == null)) {
      throw new AssertionError("The two references disagree on a generated line: " + text);
    }
    if (malformed) {
      return refused(Bucket.MALFORMED);
    }
    if (!root.isObject()) {
      return refused(Bucket.NOT_OBJECT);
    }
    int[] dropped = {0};
    if (walk(pairs, "", dropped)) {
      return refused(Bucket.DUPLICATE_FIELD);
    }
    JsonNode object = root;
    return values(paths -> first(object, paths), dropped[0]);
  }

  static boolean isBlank(byte[] line) {
    for (byte b : line) {
      if (" \t\r\n".indexOf(b) < 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Counts what is dropped below an object on the way; true if a listed name stands twice in it.
   */
  private static boolean walk(PairReader.Value object, String path, int[] dropped) {
    boolean duplicate = false;
    List<String> listed = new ArrayList<>();
    for (Map.Entry<String, PairReader.Value> member : object.members()) {
      String name = path + "/" + member.getKey();
      boolean known = !member.getKey().contains("/");
      if (known && OBJECTS.contains(name)) {
        duplicate |= listed.contains(name);
        listed.add(name);
        if (member.getValue().isObject()) {
          duplicate |= walk(member.getValue(), name, dropped);
        } else if (!member.getValue().isNull()) {
          dropped[0]++;
        }
      } else if (known && VALUES.contains(name)) {
        duplicate |= listed.contains(name);
        listed.add(name);
      } else {
        dropped[0]++;
      }
    }
    return duplicate;
  }

  /**
   * Judges the values.
   *
   * @param first gives the first value present of some paths, or null
   */
  static Verdict values(Function<List<String>, Value> first, int dropped) {
    Value receivedAt = first.apply(List.of("/received_at"));
    if (receivedAt == null) {
      return refused(Bucket.MISSING_RECEIVED_AT);
    }
    Long micros = receivedAt.isText() ? micros(receivedAt.text()) : null;
    if (micros == null) {
      return refused(Bucket.BAD_RECEIVED_AT);
    }
    Value id = first.apply(List.of("/anonymous_id", "/data/identity", "/distinct_id"));
    if (id == null) {
      return refused(Bucket.MISSING_ID);
    }
    if (!id.isText() || !UUID.matcher(id.text()).matches()) {
      return refused(Bucket.BAD_ID);
    }
    Value event = first.apply(List.of("/event", "/data/event"));
    if (event == null) {
      return refused(Bucket.MISSING_EVENT);
    }
    String canonical = event.isText() ? canonical(event.text()) : null;
    if (canonical == null) {
      return refused(Bucket.UNKNOWN_EVENT);
    }
    Value version = first.apply(List.of("/properties/version", "/data/properties/version"));
    String stored = version != null && version.isText() ? version(version.text()) : null;
    Value ci = first.apply(List.of("/properties/ci", "/data/properties/ci"));
    Ci flag = ci == null ? Ci.UNKNOWN : ci(ci);
    return new Verdict(
        Bucket.ACCEPTED,
        String.join(
            " ",
            micros.toString(),
            pseudonym(id.text()),
            canonical,
            String.valueOf(stored),
            flag.toString(),
            "dropped " + dropped,
            "invalid version " + (version != null && stored == null),
            "invalid ci " + (ci != null && flag == Ci.UNKNOWN)));
  }

  static Verdict refused(Bucket bucket) {
    return new Verdict(bucket, "");
  }

  private static Value first(JsonNode root, List<String> pointers) {
    for (String pointer : pointers) {
      JsonNode value = root.at(pointer);
      if (!value.isMissingNode() && !value.isNull()) {
        return value.isTextual()
            ? new Value(true, value.textValue())
            : new Value(false, value.toString());
      }
    }
    return null;
  }

  /** By the platform's own HMAC, under the key of {@link Lines#parser}. */
  private static String pseudonym(String id) {
    byte[] hash = HMAC.doFinal(id.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII));
    return HexFormat.of().formatHex(hash, 0, 16);
  }

  private static Mac hmac() {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Lines.KEY, "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static Long micros(String text) {
    if (!INSTANT.matcher(text).matches() || text.startsWith("0000")) {
      return null;
    }
    try {
      Instant instant = OffsetDateTime.parse(text).toInstant();
      int year = instant.atOffset(ZoneOffset.UTC).getYear();
      return year < 1 || year > 9999
          ? null
          : Long.valueOf(instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static String version(String text) {
    Matcher matcher = VERSION.matcher(text);
    if (text.length() > 64 || !matcher.matches()) {
      return null;
    }
    String stored = "v" + matcher.group(1) + "." + matcher.group(2) + "." + matcher.group(3);
    if (matcher.group(4) == null) {
      return stored;
    }
    Matcher number = LABEL_NUMBER.matcher(matcher.group(5));
    return stored + "-" + matcher.group(4) + (number.matches() ? "." + number.group(1) : "");
  }

  private static Ci ci(Value value) {
    List<String> yes = value.isText() ? List.of("true", "yes") : List.of("true");
    List<String> no = value.isText() ? List.of("false", "no") : List.of("false");
    if (yes.contains(value.text())) {
      return Ci.YES;
    }
    return no.contains(value.text()) ? Ci.NO : Ci.UNKNOWN;
  }

  private static String canonical(String spelling) {
    for (EventName event : EventName.values()) {
      String name = event.text();
      if (spelling.equals(name) || spelling.equals(name.replaceFirst("^(cli|admin)-", ""))) {
        return name;
      }
    }
    return null;
  }
}

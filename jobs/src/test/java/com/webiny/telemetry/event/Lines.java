package com.webiny.telemetry.event;

import com.webiny.telemetry.privacy.IdPseudonym;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines for tests: a notation for bytes and for the fields every line needs, and a parser for them.
 */
final class Lines {

  static final String ID = "00000000-0000-4000-8000-000000000001";

  /** The key of {@link #parser}. */
  static final byte[] KEY = new byte[32];

  private static final Pattern BYTE = Pattern.compile("<([0-9a-f]{2})>");

  private Lines() {}

  static LineParser parser() {
    return new LineParser(EventColumn.shippedAllowlist(), IdPseudonym.of(KEY));
  }

  /** The UTF-8 bytes of a text in which {@code <hh>} stands for one byte. */
  static byte[] bytes(String notation) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Matcher matcher = BYTE.matcher(notation);
    int at = 0;
    while (matcher.find()) {
      bytes.writeBytes(notation.substring(at, matcher.start()).getBytes(StandardCharsets.UTF_8));
      bytes.write(Integer.parseInt(matcher.group(1), 16));
      at = matcher.end();
    }
    bytes.writeBytes(notation.substring(at).getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }

  /** A text with {@code $T}, {@code $I}, {@code $E} and {@code $U} written out. */
  static String expand(String line) {
    return line.replace("$T", "\"received_at\":\"2026-07-01T10:00:00Z\"")
        .replace("$I", "\"anonymous_id\":\"" + ID + "\"")
        .replace("$E", "\"event\":\"admin-app-start\"")
        .replace("$U", ID);
  }

  /** Parses these bytes between others that would change the result if they were read. */
  static LineResult parse(LineParser parser, byte[] line) {
    byte[] buffer = new byte[line.length + 4];
    buffer[0] = '{';
    buffer[1] = '"';
    System.arraycopy(line, 0, buffer, 2, line.length);
    buffer[buffer.length - 2] = '}';
    buffer[buffer.length - 1] = 'x';
    return parser.parse(buffer, 2, line.length);
  }

  static Bucket bucket(LineResult result) {
    return result instanceof LineResult.Refused refused ? refused.bucket() : Bucket.ACCEPTED;
  }

  /** What can be compared with the references. */
  static SlowReference.Verdict verdict(LineResult result) {
    if (!(result instanceof LineResult.Accepted accepted)) {
      return new SlowReference.Verdict(bucket(result), "");
    }
    TelemetryEvent event = accepted.event();
    return new SlowReference.Verdict(
        Bucket.ACCEPTED,
        String.join(
            " ",
            String.valueOf(event.receivedAtMicros()),
            HexFormat.of().toHexDigits(event.anonKeyHigh())
                + HexFormat.of().toHexDigits(event.anonKeyLow()),
            event.event().text(),
            event.version().map(ProductVersion::text).orElse("null"),
            event.ci().toString(),
            "dropped " + accepted.droppedFields(),
            "invalid version " + accepted.invalidVersion(),
            "invalid ci " + accepted.invalidCi()));
  }
}

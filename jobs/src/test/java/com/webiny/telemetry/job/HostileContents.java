package com.webiny.telemetry.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.webiny.telemetry.job.HostileInputs.Content;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Locale;

/** Lines that cost time or memory if read carelessly, and forged crowds of them. */
final class HostileContents {
  private final HostileInputs inputs;

  /** How many IDs, versions and events are forged, in thousands. */
  private final int thousands;

  HostileContents(HostileInputs inputs, int thousands) {
    this.inputs = inputs;
    this.thousands = thousands;
  }

  void addAll() {
    addLines();
    addText();
    addCrowds();
  }

  private void text(String why, String outcome, String text) {
    inputs.add(why, outcome, "edge.ndjson", Content.of(text));
  }

  private void addLines() {
    inputs.add(
        "one line of 2.2 GB",
        "too_long 1 accepted 1",
        "long.ndjson",
        out -> {
          byte[] chunk = new byte[1 << 20];
          Arrays.fill(chunk, (byte) 'x');
          for (int i = 0; i < 2_200; i++) {
            out.write(chunk);
          }
          out.write(("\n" + inputs.line(1) + "\n").getBytes(UTF_8));
        });
    text("a line of 65,536 bytes", "accepted 1", padded(65_536) + "\n");
    text("a line of 65,537 bytes", "too_long 1", padded(65_537) + "\n");
    text("an end of two bytes is not counted", "accepted 1", padded(65_536) + "\r\n");
    text("a million members", "too_long 1", inputs.lineWith(members("\"m%d\":%<d", 1_000_000)));
    text("seven thousand members", "accepted 1", inputs.lineWith(members("\"m%d\":1", 6_000)));
    text(
        "members whose hashes collide",
        "accepted 1",
        inputs.lineWith(String.join(",", collisions())));
    text("one name six thousand times", "accepted 1", inputs.lineWith(members("\"m\":%d", 6_000)));
    text("an allowed name twice", "duplicate_field 1", inputs.lineWith("\"event\":1"));
    text(
        "nested 30,000 deep",
        "malformed 1",
        inputs.lineWith("\"d\":" + "[".repeat(30_000) + "]".repeat(30_000)) + "\n");
    text("opened 60,000 times", "torn 1", inputs.line(1).replace("}}", "") + "[".repeat(60_000));
    text("nested 100,000 deep", "too_long 1", "[".repeat(100_000) + "]".repeat(100_000));
    text(
        "a number of 60,000 digits",
        "malformed 1",
        inputs.lineWith("\"n\":1" + "0".repeat(60_000)) + "\n");
    text("an exponent without end", "accepted 1", inputs.lineWith("\"n\":1e999999999"));
    text(
        "a name of 60,000 escapes",
        "accepted 1",
        inputs.lineWith("\"" + "\\u0061".repeat(10_000) + "\":1"));
    text(
        "a text of quotes",
        "accepted 1",
        inputs.lineWith("\"q\":\"" + "\\\"".repeat(30_000) + "\""));
    text("a million ends", "blank 1000000", "\n".repeat(1_000_000));
    text("a million brackets", "malformed 1000000", "{\n".repeat(1_000_000));
  }

  private void addText() {
    String good = inputs.line(1);
    text("a byte order mark", "accepted 1", "\ufeff" + inputs.line(1));
    text("two of them", "malformed 1", "\ufeff\ufeff" + inputs.line(1) + "\n");
    inputs.add(
        "UTF-16",
        "torn 1",
        "edge",
        out -> out.write(good.getBytes(java.nio.charset.StandardCharsets.UTF_16LE)));
    text("only CR as an end", "malformed 1", inputs.line(1) + "\r" + inputs.line(2) + "\n");
    text("a unit separator as an end", "torn 1", inputs.line(1) + "\u0085" + inputs.line(2));
    text("an array of events", "not_object 1", "[" + inputs.line(1) + "," + inputs.line(2) + "]\n");
    text("zero bytes", "torn 1", "\0".repeat(10_000));
    text(
        "a zero byte in a text",
        "malformed 1",
        inputs.line(1).replace("admin-app", "admin\0app") + "\n");
    text("a time of another day", "misplaced 1", inputs.line(1).replace("2026", "2025") + "\n");
    text("a year of five digits", "bad_received_at 1", inputs.line(1).replace("2026", "12026"));
    text("a leap second", "bad_received_at 1", inputs.line(1).replace("12:00:00", "23:59:60"));
    text(
        "an event in capitals",
        "unknown_event 1",
        inputs.line(1).replace("admin-app", "ADMIN-app"));
    text(
        "an ID of full-width digits",
        "bad_id 1",
        inputs
            .line(1)
            .replace("00000000-0000", "\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff10-0000"));
    text("a formula for a version", "accepted 1", inputs.line(1).replace("5.41.0", "=1+1"));
  }

  private void addCrowds() {
    int count = thousands * 1_000;
    crowd("forged IDs", count, i -> inputs.line(i + 10));
    crowd(
        "forged versions",
        count,
        i ->
            TestLines.admin(
                inputs.day() + "T12:00:00Z", i % 50 + 1, i / 100_000 + "." + i % 100_000 + ".0"));
    crowd(
        "events of one ID",
        count,
        i -> TestLines.event(at(i), 1, "cli-project-deploy-start", "5.41.0"));
  }

  private void crowd(String why, int count, java.util.function.IntFunction<String> line) {
    inputs.add(
        count + " " + why,
        "accepted " + count,
        "crowd.ndjson",
        out -> {
          for (int i = 0; i < count; i++) {
            write(out, line.apply(i));
          }
        });
  }

  private static void write(OutputStream out, String line) throws IOException {
    out.write(line.getBytes(UTF_8));
    out.write('\n');
  }

  /** A time of the day, the next millisecond each. */
  private String at(int millisecond) {
    int second = millisecond / 1_000;
    return inputs.day()
        + String.format(
            Locale.ROOT,
            "T%02d:%02d:%02d.%03dZ",
            second / 3_600,
            second / 60 % 60,
            second % 60,
            millisecond % 1_000);
  }

  private String padded(int length) {
    String empty = inputs.lineWith("\"pad\":\"\"");
    return inputs.lineWith("\"pad\":\"" + "y".repeat(length - empty.length()) + "\"");
  }

  private static String members(String pattern, int count) {
    StringBuilder members = new StringBuilder();
    for (int i = 0; i < count; i++) {
      members.append(i == 0 ? "" : ",").append(pattern.formatted(i));
    }
    return members.toString();
  }

  /** Names of one hash: {@code Aa} and {@code BB} have the same, and so have all rows of them. */
  private static String[] collisions() {
    String[] names = new String[1 << 11];
    for (int i = 0; i < names.length; i++) {
      StringBuilder name = new StringBuilder();
      for (int bit = 0; bit < 11; bit++) {
        name.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      names[i] = "\"" + name + "\":1";
    }
    return names;
  }
}

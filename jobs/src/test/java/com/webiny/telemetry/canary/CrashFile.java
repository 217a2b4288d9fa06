package com.webiny.telemetry.canary;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a JVM writes when it crashes, which shows memory in hexadecimal words. */
final class CrashFile {
  /** A dump's line is an address and then words or bytes. */
  private static final Pattern DUMP =
      Pattern.compile("^0x[0-9a-f]{16}:((?:\\s+[0-9a-f]{2,16})+)\\s*$");

  private static final Pattern WORD = Pattern.compile("(?:0x)?\\b([0-9a-f]{16}|[0-9a-f]{2})\\b");
  private static final Pattern REGISTER = Pattern.compile("=?0x([0-9a-f]{16})");

  private CrashFile() {}

  /** The memory it shows, as it stood in memory: dumps first, then registers. */
  static byte[] memory(byte[] file) {
    ByteArrayOutputStream dumps = new ByteArrayOutputStream();
    ByteArrayOutputStream registers = new ByteArrayOutputStream();
    new String(file, ISO_8859_1)
        .lines()
        .forEach(
            line -> {
              Matcher dump = DUMP.matcher(line);
              if (dump.matches()) {
                add(dumps, WORD, dump.group(1));
              } else if (line.contains("=0x")) {
                add(registers, REGISTER, line);
              }
            });
    dumps.write('\n');
    dumps.writeBytes(registers.toByteArray());
    return dumps.toByteArray();
  }

  private static void add(ByteArrayOutputStream to, Pattern pattern, String line) {
    Matcher word = pattern.matcher(line);
    while (word.find()) {
      byte[] bytes = HexFormat.of().parseHex(word.group(1));
      if (bytes.length == Long.BYTES) {
        long value = ByteBuffer.wrap(bytes).getLong();
        bytes =
            ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
      }
      to.writeBytes(bytes);
    }
  }
}

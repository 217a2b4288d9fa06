package com.webiny.telemetry.canary;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jpountz.xxhash.XXHash64;
import net.jpountz.xxhash.XXHashFactory;

/** The ways in which a secret may be written. */
final class Spellings {
  /** Spark's seed and Parquet's. */
  private static final long[] XX_SEEDS = {42, 0};

  private static final XXHash64 XX = XXHashFactory.safeInstance().hash64();
  private static final Pattern ESCAPE = Pattern.compile("%[0-9A-F]{2}|\\\\u[0-9a-f]{4}");
  private static final List<String> HASHES =
      List.of("MD5", "SHA-1", "SHA-224", "SHA-256", "SHA-384", "SHA-512");

  /** So much of a hash is sought, so that a cut one is found too; more could be cut away. */
  private static final int HASH_BYTES = 10;

  private final Map<String, byte[]> spellings = new LinkedHashMap<>();
  private final Set<ByteBuffer> known = new HashSet<>();

  private Spellings() {}

  /** The bytes to search for, by the name of the spelling. */
  static Map<String, byte[]> of(Secret secret) {
    Spellings of = new Spellings();
    of.bytes("", secret.bytes());
    of.hashed("", secret.bytes());
    switch (secret.kind()) {
      case TEXT -> of.text(secret.text());
      case ID -> {
        of.text(secret.text());
        of.id(secret.text());
      }
      case KEY -> of.put("Latin-1 taken for text", secret.text().getBytes(UTF_8));
    }
    return of.spellings;
  }

  private void bytes(String what, byte[] bytes) {
    put(what + "plain", bytes);
    for (int shift = 0; shift < 3; shift++) {
      byte[] base64 = base64(bytes, shift);
      put(what + "base64, shifted by " + shift, base64);
      String forUrls = new String(base64, UTF_8).replace('+', '-').replace('/', '_');
      put(what + "base64 for URLs, shifted by " + shift, forUrls.getBytes(UTF_8));
    }
    put(what + "hex", HexFormat.of().formatHex(bytes).getBytes(UTF_8));
    put(what + "hex, upper case", HexFormat.of().withUpperCase().formatHex(bytes).getBytes(UTF_8));
  }

  private void text(String text) {
    put("Latin-1", text.getBytes(ISO_8859_1));
    put("JSON, slashes escaped", text.replace("/", "\\/").getBytes(UTF_8));
    cased("", text);
    cased("lower case, ", text.toLowerCase(Locale.ROOT));
    cased("upper case, ", text.toUpperCase(Locale.ROOT));
  }

  private void cased(String what, String text) {
    bytes(what, text.getBytes(UTF_8));
    hashed(what, text.getBytes(UTF_8));
    put(what + "UTF-16, big end first", text.getBytes(UTF_16BE));
    put(what + "UTF-16, little end first", text.getBytes(UTF_16LE));
    String url = URLEncoder.encode(text, UTF_8);
    escaped(what + "URL-encoded", url);
    escaped(what + "URL-encoded, blanks too", url.replace("+", "%20"));
    escaped(what + "URL-encoded, every byte", everyByte(text));
    escaped(what + "JSON, all escaped", jsonEscaped(text, (char) 0));
    escaped(what + "JSON, beyond ASCII escaped", jsonEscaped(text, (char) 128));
  }

  /** With the hexadecimal digits of its escapes in either case. */
  private void escaped(String name, String text) {
    UnaryOperator<String> upper = escape -> escape.toUpperCase(Locale.ROOT).replace("\\U", "\\u");
    put(name, digits(text, upper).getBytes(UTF_8));
    put(name + " in lower case", digits(text, e -> e.toLowerCase(Locale.ROOT)).getBytes(UTF_8));
  }

  private static String digits(String text, UnaryOperator<String> change) {
    return ESCAPE
        .matcher(text)
        .replaceAll(escape -> Matcher.quoteReplacement(change.apply(escape.group())));
  }

  private void id(String id) {
    String digits = id.replace("-", "");
    byte[] bytes = HexFormat.of().parseHex(digits);
    bytes("16 bytes, ", bytes);
    bytes("without dashes, ", digits.getBytes(UTF_8));
    hashed("without dashes, ", digits.getBytes(UTF_8));
    byte[] upper = digits.toUpperCase(Locale.ROOT).getBytes(UTF_8);
    bytes("without dashes, upper case, ", upper);
    hashed("without dashes, upper case, ", upper);
    hashed("16 bytes, ", bytes);
    UUID uuid = UUID.fromString(id);
    half("first half", uuid.getMostSignificantBits());
    half("second half", uuid.getLeastSignificantBits());
  }

  /** As a row of Spark's holds a number, as a Java stream does, and as it is printed. */
  private void half(String what, long half) {
    put(what, ByteBuffer.allocate(Long.BYTES).putLong(half).array());
    put(
        what + ", little end first",
        ByteBuffer.allocate(8).putLong(Long.reverseBytes(half)).array());
    put(what + ", a number", Long.toString(half).getBytes(UTF_8));
    put(what + ", an unsigned number", Long.toUnsignedString(half).getBytes(UTF_8));
  }

  private void hashed(String what, byte[] text) {
    for (String hash : HASHES) {
      try {
        byte[] digest = MessageDigest.getInstance(hash).digest(text);
        bytes(hash + " of " + what, Arrays.copyOf(digest, HASH_BYTES));
      } catch (NoSuchAlgorithmException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
    for (long seed : XX_SEEDS) {
      long hash = XX.hash(text, 0, text.length, seed);
      half("xxHash64 of " + what + "by " + seed, hash);
      put(
          "xxHash64 of " + what + "by " + seed + ", hex",
          HexFormat.of().toHexDigits(hash).getBytes(UTF_8));
    }
  }

  private void put(String name, byte[] bytes) {
    if (known.add(ByteBuffer.wrap(bytes)) && spellings.put(name, bytes) != null) {
      throw new IllegalStateException("two spellings are named " + name);
    }
  }

  /** What is sure to stand in the base64 text of anything that holds these bytes. */
  static byte[] base64(byte[] bytes, int shift) {
    byte[] shifted = new byte[shift + bytes.length];
    System.arraycopy(bytes, 0, shifted, shift, bytes.length);
    String text = Base64.getEncoder().encodeToString(shifted);
    int first = shift == 0 ? 0 : shift + 1;
    return text.substring(first, shifted.length / 3 * 4).getBytes(UTF_8);
  }

  private static String everyByte(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(UTF_8)) {
      encoded.append(String.format(Locale.ROOT, "%%%02X", b));
    }
    return encoded.toString();
  }

  static String jsonEscaped(String text, char from) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      escaped.append(c < from ? String.valueOf(c) : String.format(Locale.ROOT, "\\u%04x", (int) c));
    }
    return escaped.toString();
  }
}

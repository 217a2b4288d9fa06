package com.webiny.telemetry.canary;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The ways in which a secret may be written. */
final class Spellings {
  private static final List<String> HASHES = List.of("MD5", "SHA-1", "SHA-256");

  private final Map<String, byte[]> spellings = new LinkedHashMap<>();

  private Spellings() {}

  /** The bytes to search for, by the name of the spelling. */
  static Map<String, byte[]> of(Secret secret) {
    Spellings of = new Spellings();
    of.bytes("", secret.bytes());
    if (secret.kind() != Secret.Kind.KEY) {
      of.text(secret.text());
    }
    if (secret.kind() == Secret.Kind.ID) {
      of.id(secret.text());
    }
    return of.spellings;
  }

  private void bytes(String what, byte[] bytes) {
    put(what + "plain", bytes);
    for (int shift = 0; shift < 3; shift++) {
      put(what + "base64, shifted by " + shift, base64(bytes, shift));
    }
    put(what + "hex", HexFormat.of().formatHex(bytes).getBytes(UTF_8));
    put(what + "hex, upper case", HexFormat.of().withUpperCase().formatHex(bytes).getBytes(UTF_8));
  }

  private void text(String text) {
    put("lower case", text.toLowerCase(Locale.ROOT).getBytes(UTF_8));
    put("upper case", text.toUpperCase(Locale.ROOT).getBytes(UTF_8));
    put("Latin-1", text.getBytes(StandardCharsets.ISO_8859_1));
    put("UTF-16, big end first", text.getBytes(UTF_16BE));
    put("UTF-16, little end first", text.getBytes(UTF_16LE));
    put("URL-encoded", URLEncoder.encode(text, UTF_8).getBytes(UTF_8));
    put("URL-encoded, every byte", everyByte(text).getBytes(UTF_8));
    put("JSON, all escaped", jsonEscaped(text, (char) 0).getBytes(UTF_8));
    put("JSON, all escaped, upper case", upperHex(jsonEscaped(text, (char) 0)).getBytes(UTF_8));
    put("JSON, beyond ASCII escaped", jsonEscaped(text, (char) 128).getBytes(UTF_8));
    put("JSON, slashes escaped", text.replace("/", "\\/").getBytes(UTF_8));
  }

  private void id(String id) {
    String digits = id.replace("-", "");
    put("without dashes", digits.getBytes(UTF_8));
    put("without dashes, upper case", digits.toUpperCase(Locale.ROOT).getBytes(UTF_8));
    put("16 bytes", HexFormat.of().parseHex(digits));
    put("16 bytes, in base64", base64(HexFormat.of().parseHex(digits), 0));
    for (String hash : HASHES) {
      hashed(hash + " of lower case, ", hash, id.toLowerCase(Locale.ROOT));
      hashed(hash + " of upper case, ", hash, id.toUpperCase(Locale.ROOT));
      hashed(hash + " of digits, ", hash, digits);
    }
  }

  private void hashed(String what, String hash, String text) {
    try {
      byte[] digest = MessageDigest.getInstance(hash).digest(text.getBytes(UTF_8));
      bytes(what, digest);
      byte[] cut = new byte[16]; // As a pseudonym would be cut.
      System.arraycopy(digest, 0, cut, 0, cut.length);
      put(what + "first 16 bytes", cut);
      put(what + "first 16 bytes, hex", HexFormat.of().formatHex(cut).getBytes(UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void put(String name, byte[] bytes) {
    if (spellings.values().stream().noneMatch(known -> Arrays.equals(known, bytes))) {
      spellings.put(name, bytes);
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

  private static String upperHex(String escaped) {
    return escaped.toUpperCase(Locale.ROOT).replace("\\U", "\\u");
  }
}

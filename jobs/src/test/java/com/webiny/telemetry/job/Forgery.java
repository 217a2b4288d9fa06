package com.webiny.telemetry.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;

/**
 * Changes what the newest commit of a warehouse says, with every checksum made good again: what a
 * wrong writer would have left, not a broken disk. Knows the control data by itself.
 */
record Forgery(Path warehouse, String commit) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NO_DIGITS = "0".repeat(64);

  /** Changes the entry of a published file. */
  void ofFile(String path, Consumer<ObjectNode> change) {
    forge("manifests", "files", "path", path, change);
  }

  /** Changes the entry of a raw log. */
  void ofInput(String name, Consumer<ObjectNode> change) {
    forge("ledgers", "inputs", "name", name, change);
  }

  /** Makes the commit name the bytes a published file has now. */
  void bless(String path) {
    try {
      byte[] bytes = Files.readAllBytes(warehouse.resolve(path));
      ofFile(path, file -> file.put("bytes", bytes.length).put("sha256", sha256(bytes)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void forge(
      String kind, String list, String key, String value, Consumer<ObjectNode> change) {
    try {
      Path file = warehouse.resolve(commit);
      JsonNode root = JSON.readTree(file.toFile());
      for (JsonNode manifest : root.get(kind)) {
        JsonNode content = JSON.readTree(warehouse.resolve(manifest.textValue()).toFile());
        for (JsonNode entry : (ArrayNode) content.get(list)) {
          if (entry.get(key).textValue().equals(value)) {
            change.accept((ObjectNode) entry);
            replace(file, manifest.textValue(), JSON.writeValueAsBytes(content));
            return;
          }
        }
      }
      throw new AssertionError("no entry of " + value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void replace(Path file, String manifest, byte[] content) throws IOException {
    String forged =
        manifest.replaceFirst("-[0-9a-f]{16}\\.json$", "-" + sha256(content).substring(0, 16))
            + ".json";
    Files.write(warehouse.resolve(forged), content);
    Files.writeString(file, sealed(Files.readString(file).replace(manifest, forged)));
  }

  /** A commit's text with the checksum it should have. */
  static String sealed(String commit) {
    String unsealed =
        commit.replaceFirst(
            "\"checksum\" : \"[0-9a-f]{64}\"", "\"checksum\" : \"" + NO_DIGITS + "\"");
    return unsealed.replace(NO_DIGITS, sha256(unsealed.getBytes(StandardCharsets.UTF_8)));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

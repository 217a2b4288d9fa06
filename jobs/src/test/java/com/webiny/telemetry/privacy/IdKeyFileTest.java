package com.webiny.telemetry.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdKeyFileTest {

  private static final String KEY = "a key of thirty-two bytes, no LF";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"r--------", "rw-------", "rw-r-----", "rwxrwx---"})
  void aKeyIsTheBytesOfItsFile(String permissions) throws Exception {
    assertThat(IdKeyFile.read(file(KEY + "\n", permissions)))
        .isEqualTo((KEY + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void aKeyMayHaveExactlyThirtyTwoBytes() throws Exception {
    assertThat(IdKeyFile.read(file(KEY, "rw-------"))).hasSize(32);
  }

  @Test
  void linksAreFollowedToTheFileWhosePermissionsCount() throws Exception {
    Path link = folder.resolve("link");
    Files.createSymbolicLink(link, file(KEY, "rw-------"));
    assertThat(IdKeyFile.read(link)).hasSize(32);
    Path open = folder.resolve("open");
    Files.createSymbolicLink(open, file(KEY, "rw-r--r--"));
    assertRefused(open, " is accessible to every user; take that away with chmod o-rwx.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw----r--", "rw-----w-", "rw------x", "rw-rw-rw-"})
  void aFileOpenToOthersIsRefused(String permissions) throws Exception {
    assertRefused(
        file(KEY, permissions), " is accessible to every user; take that away with chmod o-rwx.");
  }

  @Test
  void aShortKeyIsRefusedWithoutItsBytes() throws Exception {
    assertRefused(
        file(KEY.substring(1), "rw-------"),
        " holds fewer than 32 bytes; make a key of at least 32 random bytes.");
    assertRefused(
        file("", "rw-------"),
        " holds fewer than 32 bytes; make a key of at least 32 random bytes.");
  }

  @Test
  void aFileFarTooLargeIsRefusedUnread() throws Exception {
    assertRefused(
        file("x".repeat(65_537), "rw-------"),
        " is larger than 65,536 bytes; name the file with the key.");
  }

  @Test
  void aMissingFileIsRefused() {
    assertRefused(folder.resolve("missing"), " does not exist; name the file with the key.");
  }

  @Test
  void aLinkToNothingIsRefused() throws Exception {
    Path link = folder.resolve("link");
    Files.createSymbolicLink(link, folder.resolve("missing"));
    assertRefused(link, " does not exist; name the file with the key.");
  }

  @Test
  void aFolderIsRefused() {
    assertRefused(folder, " is a folder; name the file with the key.");
  }

  private void assertRefused(Path file, String rest) {
    assertThatThrownBy(() -> IdKeyFile.read(file))
        .isInstanceOf(IdKeyException.class)
        .hasNoCause()
        .hasMessage("--id-key-file: " + file + rest);
  }

  private Path file(String content, String permissions) throws IOException {
    Path file = Files.createTempFile(folder, "key", "");
    Files.writeString(file, content);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }
}

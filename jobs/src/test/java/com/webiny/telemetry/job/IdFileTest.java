package com.webiny.telemetry.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.webiny.telemetry.exit.ExitCode;
import com.webiny.telemetry.exit.StopException;
import com.webiny.telemetry.night.Forgetting.StoredKey;
import com.webiny.telemetry.privacy.IdPseudonym;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file of IDs to forget. */
class IdFileTest {
  private static final String ID = "0a1b2c3d-4e5f-4789-8abc-def012345678";

  @TempDir Path temp;

  @Test
  void holdsAnIdALineInAnyCase() throws Exception {
    SortedSet<StoredKey> one = keys(ID);
    assertThat(one).hasSize(1);
    assertThat(keys("\r\n" + ID.toUpperCase(java.util.Locale.ROOT) + "\r\n \t\r\n" + ID + "\n"))
        .isEqualTo(one);
    assertThat(keys(ID + "\n" + TestLines.id(7))).hasSize(2).containsAll(one);
    IdPseudonym pseudonym = IdPseudonym.of(Site.KEY);
    pseudonym.compute(0x0a1b2c3d4e5f4789L, 0x8abcdef012345678L);
    assertThat(one).containsExactly(new StoredKey(pseudonym.high(), pseudonym.low()));
    assertThat(one).hasToString("[a key]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\r\n", " "})
  void mayHoldNone(String content) throws Exception {
    assertThat(keys(content)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "me@example.org",
        "0a1b2c3d-4e5f-4789-8abc-def01234567",
        "0a1b2c3d-4e5f-4789-8abc-def0123456789",
        "0a1b2c3d4e5f47898abcdef012345678",
        "0g1b2c3d-4e5f-4789-8abc-def012345678",
        " 0a1b2c3d-4e5f-4789-8abc-def012345678",
        "00000000-0000-0000-0000-000000000000",
        "0a1b2c3d-4e5f-4789-8abc-def01234567\u00e9"
      })
  void namesAFaultByItsLineOnly(String wrong) throws Exception {
    Path file = write(ID + "\n\n" + wrong + "\n" + ID);
    assertThatThrownBy(() -> keys(file))
        .hasMessage("--ids: line 3 is no anonymous ID; give one UUID a line, nothing was changed.")
        .hasNoCause()
        .satisfies(stop -> assertThat(((StopException) stop).exitCode()).isEqualTo(ExitCode.USAGE));
  }

  @Test
  void mustBeThere() {
    assertThatThrownBy(() -> keys(temp.resolve(ID)))
        .hasMessage(
            "--ids names a file that does not exist or cannot be read; name a local file with one anonymous ID a line.");
    assertThatThrownBy(() -> IdFile.keys(" ", IdPseudonym.of(Site.KEY)))
        .hasMessage("--ids is no path; name a local file with one anonymous ID a line.");
  }

  private SortedSet<StoredKey> keys(String content) throws Exception {
    return keys(write(content));
  }

  private static SortedSet<StoredKey> keys(Path file) throws StopException {
    return IdFile.keys(file.toString(), IdPseudonym.of(Site.KEY));
  }

  private Path write(String content) throws IOException {
    return Files.writeString(temp.resolve("ids"), content, StandardCharsets.UTF_8);
  }
}

package com.webiny.telemetry.job;

import com.webiny.telemetry.event.UuidText;
import com.webiny.telemetry.exit.ExitCode;
import com.webiny.telemetry.exit.StopException;
import com.webiny.telemetry.night.Forgetting.StoredKey;
import com.webiny.telemetry.privacy.IdPseudonym;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The file of {@code --ids}: one anonymous ID a line, by the rule of SPEC section 3, in any case;
 * lines may be blank and may end in CRLF. A fault is named by its line number only, since what
 * stands there may be a person's.
 */
final class IdFile {

  private IdFile() {}

  /**
   * The keys under which the IDs are stored, each once.
   *
   * @throws StopException with {@link ExitCode#USAGE} at the first line that is wrong, or if the
   *     file cannot be read
   */
  static SortedSet<StoredKey> keys(String file, IdPseudonym pseudonym) throws StopException {
    SortedSet<StoredKey> keys = new TreeSet<>();
    UuidText id = new UuidText();
    // Every byte is a character here, so that no fault of encoding hides a line.
    try (BufferedReader lines = Files.newBufferedReader(path(file), StandardCharsets.ISO_8859_1)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        byte[] text = line.getBytes(StandardCharsets.ISO_8859_1);
        if (line.isBlank()) {
          continue;
        }
        if (!id.read(text, 0, text.length)) {
          throw usage(
              "--ids: line "
                  + number
                  + " is no anonymous ID; give one UUID a line, nothing was changed.");
        }
        pseudonym.compute(id.high(), id.low());
        keys.add(new StoredKey(pseudonym.high(), pseudonym.low()));
      }
      return keys;
    } catch (IOException failed) {
      throw usage(
          "--ids names a file that does not exist or cannot be read; name a local file with one anonymous ID a line.");
    }
  }

  private static Path path(String file) throws StopException {
    try {
      if (!file.isBlank()) {
        return Path.of(file);
      }
    } catch (InvalidPathException wrong) {
      // Told below; its message holds what was given.
    }
    throw usage("--ids is no path; name a local file with one anonymous ID a line.");
  }

  private static StopException usage(String sentence) {
    return new StopException(ExitCode.USAGE, sentence);
  }
}

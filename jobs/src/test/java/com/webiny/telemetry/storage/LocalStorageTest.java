package com.webiny.telemetry.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStorageTest {
  private final Storage storage = new LocalStorage();

  @TempDir Path temp;

  @Test
  void settledFilesKeepTheirBytes() throws Exception {
    String one = temp.resolve("a/one").toString();
    String two = temp.resolve("b/two").toString();
    for (String path : List.of(one, two)) {
      try (OutputStream out = storage.create(path)) {
        out.write(path.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
    }
    storage.settle(List.of(one, two));
    storage.settle(List.of());
    assertThat(Path.of(one)).hasContent(one);
    assertThat(Path.of(two)).hasContent(two);
  }

  @Test
  void settlingAFileThatIsGoneNamesIt() {
    String gone = temp.resolve("gone").toString();
    assertThatThrownBy(() -> storage.settle(List.of(gone)))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessage(gone);
    assertThat(Files.exists(Path.of(gone))).isFalse();
  }
}

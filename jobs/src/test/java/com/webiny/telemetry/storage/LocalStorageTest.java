package com.webiny.telemetry.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.OutputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
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

  @Test
  void linksThatLeadToNoFileAreNotThere() throws Exception {
    Files.createSymbolicLink(temp.resolve("itself"), Path.of("itself"));
    Files.createSymbolicLink(temp.resolve("one"), Path.of("other"));
    Files.createSymbolicLink(temp.resolve("other"), Path.of("one"));
    Files.createSymbolicLink(temp.resolve("nothing"), Path.of("missing"));
    Files.createSymbolicLink(temp.resolve("above"), temp);
    Files.writeString(temp.resolve("file"), "1");
    Files.createSymbolicLink(temp.resolve("good"), Path.of("file"));
    assertThat(storage.list(temp.toString()).stream().map(StoredFile::name))
        .containsExactlyInAnyOrder("file", "good");
  }

  @Test
  void aTreeIsRemovedWithWhatAppearsMeanwhile() throws Exception {
    Path tree = temp.resolve("tree");
    List<String> late = new ArrayList<>(List.of("first", "second"));
    LocalTree.delete(
        tree,
        root -> {
          if (!late.isEmpty()) {
            throw new DirectoryNotEmptyException(late.remove(0));
          }
          Files.deleteIfExists(root);
        });
    assertThat(late).isEmpty();
    assertThat(tree).doesNotExist();
  }

  @Test
  void aTreeThatIsNeverEmptyIsToldAndNotTriedForEver() {
    AtomicInteger listings = new AtomicInteger();
    assertThatThrownBy(
            () ->
                LocalTree.delete(
                    temp,
                    root -> {
                      listings.incrementAndGet();
                      throw new DirectoryNotEmptyException(root.toString());
                    }))
        .isInstanceOf(DirectoryNotEmptyException.class);
    assertThat(listings).hasValue(100);
  }

  @Test
  void aTreeOfFoldersFilesAndLinksIsRemovedAndWhatLinksLeadToStays() throws Exception {
    Files.writeString(temp.resolve("outside"), "kept");
    Path tree = Files.createDirectories(temp.resolve("tree/a/b")).getParent().getParent();
    Files.writeString(tree.resolve("a/b/file"), "1");
    Files.createSymbolicLink(tree.resolve("a/link"), temp.resolve("outside"));
    Files.createSymbolicLink(tree.resolve("a/up"), temp);
    storage.deleteTree(tree.toString());
    storage.deleteTree(tree.toString());
    assertThat(tree).doesNotExist();
    assertThat(temp.resolve("outside")).hasContent("kept");
  }
}

package com.webiny.telemetry.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PublishedFilesTest {
  private static final PublishedFile MARCH = file("tables/events/dt=2026-03-31/part-00000.parquet");
  private static final PublishedFile APRIL = file("tables/events/dt=2026-04-01/part-00000.parquet");
  private static final PublishedFile LATER =
      file("tables/attempts/dt=2026-04-02/part-00000.parquet");
  private static final PublishedFile USERS = file("tables/users/part-00000.parquet");
  private static final PublishedFile REPORT = file("reports/data_quality.csv");

  private final List<String> read = new ArrayList<>();
  private final PublishedFiles files =
      new PublishedFiles(
          Map.of("2026-03", "m3", "2026-04", "m4", "users", "mu", "reports", "mr"),
          manifest -> {
            read.add(manifest);
            return switch (manifest) {
              case "m3" -> List.of(MARCH);
              case "m4" -> List.of(LATER, APRIL);
              case "mu" -> List.of(USERS);
              default -> List.of(REPORT);
            };
          });

  @Test
  void manifestIsReadWhenOneOfItsFilesIsAskedForAndOnlyOnce() throws IOException {
    assertThat(read).isEmpty();
    assertThat(files.get(APRIL.path())).contains(APRIL);
    assertThat(files.get(LATER.path())).contains(LATER);
    assertThat(files.get("tables/events/dt=2026-04-03/part-00000.parquet")).isEmpty();
    assertThat(read).containsExactly("m4");
    assertThat(files.get(USERS.path())).contains(USERS);
    assertThat(files.get(REPORT.path())).contains(REPORT);
    assertThat(read).containsExactly("m4", "mu", "mr");
  }

  @Test
  void groupWithoutManifestHoldsNothing() throws IOException {
    assertThat(files.get("tables/events/dt=2026-05-01/part-00000.parquet")).isEmpty();
    assertThat(PublishedFiles.NONE.get(USERS.path())).isEmpty();
    assertThat(read).isEmpty();
  }

  @Test
  void changedFilesStandInTheirGroupsBesideTheOthersAndUntouchedGroupsStayUnread()
      throws IOException {
    PublishedFile again = new PublishedFile(APRIL.path(), 9, 9, "other");
    PublishedFile may = file("tables/events/dt=2026-05-01/part-00000.parquet");
    assertThat(files.groupsWith(List.of(may, again), List.of()))
        .containsExactly(
            Map.entry("2026-04", List.of(LATER, again)), Map.entry("2026-05", List.of(may)));
    assertThat(read).containsExactly("m4");
    assertThat(files.get(APRIL.path())).contains(APRIL);
  }

  @Test
  void filesOfRemovedFoldersAreGoneAndTheirGroupMayBeEmpty() throws IOException {
    String folder = APRIL.path().substring(0, APRIL.path().lastIndexOf('/'));
    String later = LATER.path().substring(0, LATER.path().lastIndexOf('/'));
    assertThat(files.groupsWith(List.of(), List.of(folder)))
        .containsExactly(Map.entry("2026-04", List.of(LATER)));
    assertThat(files.groupsWith(List.of(), List.of(folder, later)))
        .containsExactly(Map.entry("2026-04", List.of()));
    assertThat(read).containsExactly("m4");
  }

  @Test
  void unreadableManifestIsToldToWhoAsks() throws IOException {
    PublishedFiles broken =
        new PublishedFiles(
            Map.of("users", "mu"),
            manifest -> {
              throw new IOException("gone");
            });
    assertThat(broken.get(APRIL.path())).isEmpty();
    assertThatThrownBy(() -> broken.get(USERS.path())).hasMessage("gone");
  }

  private static PublishedFile file(String path) {
    return new PublishedFile(path, 1, 2, "aa");
  }
}

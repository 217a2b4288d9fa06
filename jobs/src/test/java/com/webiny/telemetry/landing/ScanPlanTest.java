package com.webiny.telemetry.landing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.landing.ScanPlan.Part;
import com.webiny.telemetry.privacy.IdKey;
import com.webiny.telemetry.privacy.Tombstones;
import com.webiny.telemetry.storage.Storage;
import com.webiny.telemetry.storage.Storages;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanPlanTest {
  private static final String KEY = "k3y-that-no-plan-may-ever-print-!";

  @TempDir Path temp;

  private Storage storage;

  @BeforeEach
  void prepare() throws Exception {
    storage = Storages.reading("--raw", temp.toString(), () -> new Configuration(false)).storage();
  }

  @Test
  void aLargePlainFileIsCutIntoPartsThatCoverItOnce() throws Exception {
    for (int length : new int[] {1_001, 1_999, 2_000, 2_001, 9_999}) {
      List<Part> parts = parts(plan(1_000, file("a", "x", length)));
      long end = 0;
      for (Part part : parts) {
        assertThat(part.start()).isEqualTo(end);
        assertThat(part.end() - part.start()).isBetween(1L, 1_000L);
        assertThat(part.whole()).isFalse();
        end = part.end();
      }
      assertThat(end).isEqualTo(length);
      assertThat(parts).hasSize((length + 999) / 1_000);
    }
  }

  @Test
  void aSmallOrPackedFileIsReadWhole() throws Exception {
    assertReadWhole(file("a", "x", 1_000));
    assertReadWhole(file("b", "\u001f\u008b", 5_000));
    assertReadWhole(file("c", "(\u00b5/\u00fd", 5_000));
    assertReadWhole(file("d", "", 0));
  }

  @Test
  void aLargeFileThatIsGoneIsLeftToTheReaderToTell() throws Exception {
    LandingFile file = file("a", "x", 5_000);
    Files.delete(Path.of(file.path()));
    assertReadWhole(file);
  }

  @Test
  void smallFilesAreReadTogetherUpToTheSizeOfATask() throws Exception {
    List<LandingFile> files = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      files.add(file("f" + i, "x", 10_000));
    }
    ScanPlan plan = plan(1 << 20, files.toArray(LandingFile[]::new));
    assertThat(parts(plan)).extracting(Part::place).isSorted().doesNotHaveDuplicates().hasSize(40);
    // Opening counts as 256 KiB: four or five to a task.
    assertThat(plan.tasks()).allMatch(task -> !task.isEmpty() && task.size() <= 5);
    assertThat(plan.tasks().size()).isBetween(8, 12);
  }

  @Test
  void nothingToReadIsNoTask() {
    assertThat(plan(1_000).tasks()).isEmpty();
  }

  @Test
  void aScanDoesNotPrintTheKey() throws Exception {
    ScanPlan plan = plan(1_000, file("secret-name", "x", 1));
    assertThat(plan.scan()).hasToString("scan of raw logs");
    assertThat(plan.scan().idKey().toString()).doesNotContain("k3y");
  }

  @Test
  void whatATaskIsToldTravels() throws Exception {
    try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
      ScanPlan plan = plan(1_000, file("a", "x", 1));
      out.writeObject(plan.scan());
      out.writeObject(plan.tasks());
    }
  }

  private void assertReadWhole(LandingFile file) {
    assertThat(parts(plan(1_000, file))).containsExactly(new Part(0, file, 0, file.length(), true));
  }

  private ScanPlan plan(long partBytes, LandingFile... files) {
    return new ScanPlan(
        new Scan(storage, 0, 1, 4, IdKey.of(KEY.getBytes(UTF_8)), Tombstones.NONE),
        List.of(files),
        partBytes);
  }

  private static List<Part> parts(ScanPlan plan) {
    return plan.tasks().stream().flatMap(List::stream).toList();
  }

  private LandingFile file(String name, String start, int length) throws Exception {
    byte[] bytes = new byte[length];
    for (int i = 0; i < start.length(); i++) {
      bytes[i] = (byte) start.charAt(i);
    }
    Path path = Files.write(temp.resolve(name), bytes);
    return new LandingFile(path.toString(), name, 0, length, 0);
  }
}

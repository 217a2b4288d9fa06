package com.webiny.telemetry.stores;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.webiny.telemetry.storage.Storage;
import com.webiny.telemetry.storage.Storages;
import com.webiny.telemetry.storage.Storages.Location;
import com.webiny.telemetry.storage.StoredFile;
import java.io.FileNotFoundException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@link Storage} promises, on a local disk, on HDFS and on S3, and on the doubles of these.
 */
class StorageContractIT {
  private static final int ROUNDS = 25;
  private static final int WRITERS = 8;

  @TempDir static Path temp;
  private static final List<TestStore> STARTED = new ArrayList<>();
  private static final List<Case> CASES = new ArrayList<>();

  /** A store, by its name. */
  record Case(String name, Location location) {
    Storage storage() {
      return location.storage();
    }

    String path(String relative) {
      return location.storage().resolve(location.root(), relative);
    }

    void write(String relative, String content) throws Exception {
      try (OutputStream out = storage().create(path(relative))) {
        out.write(content.getBytes(UTF_8));
      }
      storage().settle(List.of(path(relative)));
    }

    String read(String relative) throws Exception {
      return new String(storage().readAll(path(relative)), UTF_8);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  static void start() throws Exception {
    CASES.add(
        new Case(
            "local",
            Storages.warehouse("--warehouse", temp.resolve("disk/w").toString(), () -> null)));
    FaultPlan.nothing();
    CASES.add(
        new Case(
            "double of HDFS",
            Storages.warehouse(
                "--warehouse", HdfsDouble.uri(temp.resolve("h/w")), HdfsDouble::configuration)));
    CASES.add(
        new Case(
            "double of S3",
            Storages.warehouse(
                "--warehouse",
                ObjectDouble.uri(temp.resolve("o/w")),
                ObjectDouble::configuration)));
    for (TestStore.Kind kind : TestStore.Kind.values()) {
      TestStore store = kind.start(temp.resolve(kind.name()));
      STARTED.add(store);
      CASES.add(
          new Case(
              kind.name(),
              Storages.warehouse("--warehouse", store.root() + "w", store::configuration)));
    }
  }

  @AfterAll
  static void stop() throws Exception {
    for (TestStore store : STARTED) {
      store.close();
    }
  }

  static Stream<Case> cases() {
    return CASES.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatIsNotThereIsTold(Case store) throws Exception {
    Storage storage = store.storage();
    String nothing = store.path("no/such");
    assertThat(storage.exists(nothing)).isFalse();
    assertThat(storage.isFolder(nothing)).isFalse();
    assertThat(storage.list(nothing)).isEmpty();
    storage.deleteTree(nothing);
    assertThatThrownBy(() -> storage.readAll(nothing)).isInstanceOf(FileNotFoundException.class);
    assertThatThrownBy(() -> storage.openSeekable(nothing).close())
        .isInstanceOf(FileNotFoundException.class);
    assertThatThrownBy(() -> storage.replace(nothing, store.path("no/target")))
        .isInstanceOf(FileNotFoundException.class);
    assertThat(storage.exists(store.path("no/target"))).isFalse();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void filesAreWrittenListedReadAndDeleted(Case store) throws Exception {
    Storage storage = store.storage();
    store.write("some/a folder/one.txt", "first");
    store.write("some/a folder/one.txt", "second");
    store.write("some/two.txt", "2");
    assertThat(storage.list(store.path("some")))
        .extracting(StoredFile::name, StoredFile::folder, StoredFile::length)
        .containsExactlyInAnyOrder(
            org.assertj.core.api.Assertions.tuple("a folder", true, 0L),
            org.assertj.core.api.Assertions.tuple("two.txt", false, 1L));
    assertThat(storage.isFolder(store.path("some"))).isTrue();
    assertThat(storage.isFolder(store.path("some/two.txt"))).isFalse();
    assertThat(store.read("some/a folder/one.txt")).isEqualTo("second");
    try (var in = storage.open(store.path("some/a folder/one.txt"), 3)) {
      assertThat(in.readAllBytes()).isEqualTo("ond".getBytes(UTF_8));
    }
    try (var in = storage.openSeekable(store.path("some/a folder/one.txt"))) {
      ByteBuffer two = ByteBuffer.allocate(2);
      assertThat(in.length()).isEqualTo(6);
      assertThat(in.read(1, two)).isEqualTo(2);
      assertThat(two.array()).isEqualTo("ec".getBytes(UTF_8));
      assertThat(in.read(6, ByteBuffer.allocate(1))).isEqualTo(-1);
    }
    storage.deleteTree(store.path("some"));
    assertThat(storage.exists(store.path("some"))).isFalse();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void replacingMovesOverWhatIsThereOrIsNot(Case store) throws Exception {
    store.write("staging/a", "new");
    store.storage().replace(store.path("staging/a"), store.path("place/a"));
    assertThat(store.read("place/a")).isEqualTo("new");
    assertThat(store.storage().exists(store.path("staging/a"))).isFalse();

    store.write("staging/a", "newer");
    store.storage().replace(store.path("staging/a"), store.path("place/a"));
    assertThat(store.read("place/a")).isEqualTo("newer");
    assertThatThrownBy(
            () -> store.storage().replace(store.path("staging/a"), store.path("place/a")))
        .isInstanceOf(FileNotFoundException.class);
    assertThat(store.read("place/a")).isEqualTo("newer");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whoCreatesTheSameAgainIsToldThatItIsThere(Case store) throws Exception {
    String path = store.path("again/1.json");
    assertThat(store.storage().createIfAbsent(path, "ours".getBytes(UTF_8))).isTrue();
    assertThat(store.storage().createIfAbsent(path, "ours".getBytes(UTF_8))).isTrue();
    assertThat(store.storage().createIfAbsent(path, "others'".getBytes(UTF_8))).isFalse();
    assertThat(store.read("again/1.json")).isEqualTo("ours");
    assertThat(store.storage().list(store.path("again"))).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void ofManyThatCreateTheSameNameExactlyOneDoes(Case store) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    try {
      for (int round = 0; round < ROUNDS; round++) {
        String path = store.path("commits/" + round + ".json");
        CyclicBarrier start = new CyclicBarrier(WRITERS);
        List<Callable<Boolean>> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
          byte[] content = ("writer " + writer).getBytes(UTF_8);
          writers.add(
              () -> {
                start.await();
                return store.storage().createIfAbsent(path, content);
              });
        }
        List<Integer> winners = new ArrayList<>();
        List<Future<Boolean>> results = threads.invokeAll(writers);
        for (int writer = 0; writer < WRITERS; writer++) {
          if (results.get(writer).get()) {
            winners.add(writer);
          }
        }
        assertThat(winners).as("round " + round).hasSize(1);
        assertThat(store.read("commits/" + round + ".json")).isEqualTo("writer " + winners.get(0));
      }
      assertThat(store.storage().list(store.path("commits"))).hasSize(ROUNDS);
    } finally {
      threads.shutdownNow();
    }
  }
}

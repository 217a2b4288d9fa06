package com.webiny.telemetry.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.Test;

class InternedTest {
  private static final int THREADS = 4;
  private static final int READS = 200_000;

  @Test
  void theSameTextIsEncodedOnce() {
    Interned interned = new Interned();
    assertThat(interned.binary("v5.41.0")).isSameAs(interned.binary("v5.41.0"));
    assertThat(interned.binary("Ż").getBytes()).isEqualTo("Ż".getBytes(UTF_8));
    assertThat(interned.binary("").length()).isZero();
  }

  @Test
  void moreTextsThanAreKeptAreStillRight() {
    Interned interned = new Interned();
    for (int i = 0; i < 10_010; i++) {
      assertThat(interned.binary("v" + i).toStringUsingUTF8()).isEqualTo("v" + i);
    }
    assertThat(interned.binary("v10009").toStringUsingUTF8()).isEqualTo("v10009");
  }

  /**
   * Tasks of one executor write files of the same table at the same time, and share its columns.
   */
  @Test
  void severalThreadsReadTheSameTextWhole() throws Exception {
    Interned interned = new Interned();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<Boolean>> readers = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        readers.add(() -> readsRight(interned.binary("cli-project-deploy-start")));
      }
      for (Future<Boolean> reader : threads.invokeAll(readers)) {
        assertThat(reader.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static boolean readsRight(Binary binary) {
    byte[] expected = "cli-project-deploy-start".getBytes(UTF_8);
    for (int i = 0; i < READS; i++) {
      if (!Arrays.equals(binary.getBytes(), expected)) {
        return false;
      }
    }
    return true;
  }
}

package com.webiny.telemetry.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.Test;

class InternedTest {

  /** The tasks of one executor are threads of one JVM and write the same words at the same time. */
  @Test
  void oneTextCanBeWrittenByManyTasksAtOnce() throws Exception {
    Binary shared = new Interned().binary("cli-project-deploy-start");
    byte[] expected = "cli-project-deploy-start".getBytes(StandardCharsets.UTF_8);
    int threads = 8;
    ExecutorService tasks = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Integer>> wrong = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        wrong.add(
            tasks.submit(
                () -> {
                  int differing = 0;
                  for (int i = 0; i < 200_000; i++) {
                    differing += Arrays.equals(shared.getBytes(), expected) ? 0 : 1;
                  }
                  return differing;
                }));
      }
      for (Future<Integer> differing : wrong) {
        assertThat(differing.get()).isZero();
      }
    } finally {
      tasks.shutdownNow();
    }
  }

  @Test
  void sameTextIsEncodedOnce() {
    Interned interned = new Interned();
    assertThat(interned.binary("v5.41.0")).isSameAs(interned.binary("v5.41.0"));
    assertThat(interned.binary("ü").getBytes()).isEqualTo("ü".getBytes(StandardCharsets.UTF_8));
  }
}

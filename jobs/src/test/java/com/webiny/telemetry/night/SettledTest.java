package com.webiny.telemetry.night;

import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.exchange.Arrivals;
import com.webiny.telemetry.storage.Storage;
import com.webiny.telemetry.storage.Storages;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettledTest {
  private static final int DAY = 20_414;

  @TempDir Path temp;

  @Test
  void allFilesOfABucketAreDurableBeforeTheDriverHearsOfThem() throws Exception {
    List<String> settled = new ArrayList<>();
    NightPlan plan =
        new NightPlan(
            recording(settled),
            temp.resolve("staging").toString(),
            1,
            DAY,
            DAY + 1,
            NightPlan.OptionalIntBox.of(OptionalInt.empty()),
            new TreeSet<>(List.of(DAY, DAY + 1)),
            new TreeSet<>(),
            Map.of());
    NightOutput.BucketDone done;
    try (Arrivals arrivals = Arrivals.of(Collections.emptyIterator(), temp.resolve("scratch"))) {
      done = new BucketNight(plan, 0, 1).run(arrivals);
    }
    // Events, daily users and attempts of two days, and the users.
    assertThat(done.files()).hasSize(7);
    assertThat(settled)
        .containsExactlyElementsOf(
            done.files().stream().map(file -> file.written().path()).toList());
  }

  private Storage recording(List<String> settled) throws Exception {
    Storage storage =
        Storages.reading("x", temp.toString(), () -> new Configuration(false)).storage();
    return (Storage)
        Proxy.newProxyInstance(
            Storage.class.getClassLoader(),
            new Class<?>[] {Storage.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("settle")) {
                for (Object path : (List<?>) arguments[0]) {
                  settled.add((String) path);
                }
              }
              try {
                return method.invoke(storage, arguments);
              } catch (InvocationTargetException failed) {
                throw failed.getCause();
              }
            });
  }
}

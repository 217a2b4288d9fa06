package com.webiny.telemetry.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;

/** The build hands its own copy of Spark's JVM flags to the tests and the scripts. */
class JavaFlagsTest {
  /** For Spark's machine learning alone; it makes the JVM print a warning before anything else. */
  private static final String VECTORS = "--add-modules=jdk.incubator.vector";

  @Test
  void theFlagsInThePomAreThoseThisSparkAsksFor() {
    List<String> asked =
        Arrays.stream(JavaModuleOptions.defaultModuleOptions().split("\\s+"))
            .filter(flag -> !flag.equals(VECTORS))
            .toList();
    assertThat(System.getProperty("spark.java.flags").split("\\s+"))
        .containsExactlyElementsOf(asked);
  }
}

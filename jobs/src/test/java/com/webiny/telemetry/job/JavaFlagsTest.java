package com.webiny.telemetry.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;

/** The build hands its own copy of Spark's JVM flags to the tests and the scripts. */
class JavaFlagsTest {

  @Test
  void theFlagsInThePomAreThoseThisSparkAsksFor() {
    assertThat(System.getProperty("spark.java.flags").split("\\s+"))
        .containsExactly(JavaModuleOptions.defaultModuleOptions().split("\\s+"));
  }
}

package com.webiny.telemetry.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.webiny.telemetry.exit.ExitCode;
import com.webiny.telemetry.exit.StopException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SparkFailureTest {

  static Stream<Exception> storageFailures() {
    IOException gone = new FileNotFoundException("/a/CANARY-path");
    return Stream.of(
        new SparkException("Job aborted", gone), // checked, and thrown undeclared
        new SparkException("Job aborted", new SparkException("Task failed", gone)),
        new SparkException("lost task: java.io.IOException: disk full"),
        new UncheckedIOException(gone),
        new IllegalStateException(gone));
  }

  @ParameterizedTest
  @MethodSource("storageFailures")
  void failedStoreIsExitSixAndQuotesNothing(Exception failed) {
    assertThatThrownBy(() -> SparkFailure.explain(failed))
        .hasMessageNotContaining("CANARY-")
        .asInstanceOf(type(StopException.class))
        .extracting(StopException::exitCode)
        .isEqualTo(ExitCode.STORAGE);
  }

  @Test
  void whatIsExplainedAlreadyPassesUnchanged() {
    StopException stop = new StopException(ExitCode.INPUT, "said");
    IOException storage = new IOException();
    RuntimeException bug = new IllegalStateException();
    assertThatThrownBy(() -> SparkFailure.explain(stop)).isSameAs(stop);
    assertThatThrownBy(() -> SparkFailure.explain(storage)).isSameAs(storage);
    assertThatThrownBy(() -> SparkFailure.explain(bug)).isSameAs(bug);
  }

  @Test
  void anotherFailureOfATaskIsABug() {
    SparkException failed = new SparkException("Job aborted", new ArithmeticException());
    assertThatThrownBy(() -> SparkFailure.explain(failed))
        .isNotInstanceOf(StopException.class)
        .isInstanceOf(RuntimeException.class)
        .satisfies(bug -> assertThat(Bug.sentence(bug)).contains("ArithmeticException"));
  }
}

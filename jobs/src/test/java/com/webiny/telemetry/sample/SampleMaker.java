package com.webiny.telemetry.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the sample generator for tests of other packages. */
public final class SampleMaker {

  private SampleMaker() {}

  /** Makes logs in a new folder; its options are those of the generator, without {@code --out}. */
  public static void make(Path out, String... options) {
    List<String> arguments = new ArrayList<>(List.of("--out", out.toString()));
    arguments.addAll(List.of(options));
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
    int code = SampleLogs.run(arguments.toArray(String[]::new), stream, stream);
    assertThat(code).as(said.toString(StandardCharsets.UTF_8)).isZero();
  }
}

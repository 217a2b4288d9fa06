package com.webiny.telemetry.bench;

import com.webiny.telemetry.event.EventColumn;
import com.webiny.telemetry.event.LineParser;
import com.webiny.telemetry.privacy.IdPseudonym;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * How fast lines of the sample become events, all rules of a line applied and pseudonyms made. One
 * call judges all lines of some 50 MB in memory; {@code megabytes} is how many of them a second.
 * See the package's documentation for how to run it.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class LineParserBench {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** The lines, and a parser that stays warm. */
  @State(Scope.Thread)
  public static class Input {
    private final LineParser parser =
        new LineParser(EventColumn.shippedAllowlist(), IdPseudonym.of(new byte[32]));
    private SampleLines lines;

    /** Makes the sample. */
    @Setup
    public void make() throws IOException {
      lines = SampleLines.make();
    }
  }

  /** Counts what was read. */
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  @State(Scope.Thread)
  public static class Read {
    /** Megabytes (10^6 bytes) of lines, their ends counted. */
    public double megabytes;

    /** Lines. */
    public long lines;

    /**
     * Seconds of a core. Less than one a second means that others ran here too: then megabytes
     * divided by this is what counts.
     */
    public double cores;
  }

  /** Judges every line once. */
  @Benchmark
  public void parse(Input input, Read read, Blackhole results) {
    byte[] bytes = input.lines.bytes();
    int[] starts = input.lines.starts();
    long cpuNanos = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < starts.length - 1; i++) {
      results.consume(input.parser.parse(bytes, starts[i], starts[i + 1] - 1 - starts[i]));
    }
    read.megabytes += bytes.length / 1e6;
    read.lines += starts.length - 1;
    read.cores += (THREADS.getCurrentThreadCpuTime() - cpuNanos) / 1e9;
  }
}

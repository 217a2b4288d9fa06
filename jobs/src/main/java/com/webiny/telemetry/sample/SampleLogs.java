package com.webiny.telemetry.sample;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;

/**
 * Makes raw logs of a made-up population, for the committed sample and for benchmarks of any size.
 * See the package's documentation for the model and for what is planted where.
 *
 * <p>The same arguments give the same bytes: no clock is read, every choice follows from the seed,
 * and each day can be made without the others. Memory holds the visits under way (some thousandths
 * of a day's events), never the day.
 */
public final class SampleLogs {
  private static final int DONE = 0;
  private static final int BAD_ARGUMENTS = 2;
  private static final int STORAGE_FAILED = 6;

  private SampleLogs() {}

  /** Runs and leaves with exit code 0, 2 (arguments) or 6 (the folder cannot be written). */
  public static void main(String[] args) {
    int code = run(args, System.out, System.err);
    if (code != DONE) {
      System.exit(code);
    }
  }

  /** Runs with the given streams; gives the exit code. */
  static int run(String[] args, PrintStream out, PrintStream err) {
    for (String arg : args) {
      if (arg.equals("--help")) {
        out.print(SampleOptions.HELP);
        return DONE;
      }
    }
    try {
      SampleOptions options = SampleOptions.parse(args);
      long lines = write(options, options.plan());
      out.println("Wrote " + lines + " lines of " + options.days() + " days.");
      return DONE;
    } catch (SampleOptions.Mistake e) {
      err.println(e.getMessage());
      return BAD_ARGUMENTS;
    } catch (IOException e) {
      err.println("The folder of --out cannot be written (" + e.getClass().getSimpleName() + ").");
      return STORAGE_FAILED;
    }
  }

  private static long write(SampleOptions options, Plan plan) throws IOException {
    Files.createDirectories(options.out());
    long lines = 0;
    for (int day = plan.fromDay(); day <= plan.lastDay(); day++) {
      lines += new DayFolder(options.out(), plan, day).write();
    }
    NotThereYet.write(options.out(), plan);
    return lines;
  }
}

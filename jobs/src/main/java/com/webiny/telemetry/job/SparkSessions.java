package com.webiny.telemetry.job;

import com.webiny.telemetry.exit.ExitCode;
import com.webiny.telemetry.exit.StopException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.SparkSession;

/**
 * Where a run gets Spark from: the master and all else is given from outside, what a promise needs
 * is set here.
 */
final class SparkSessions {

  private SparkSessions() {}

  /** Work that needs Spark. */
  @FunctionalInterface
  interface Work<T> {
    /** Does it. */
    T in(SparkSession spark) throws StopException, IOException;
  }

  /**
   * Does work in a session of the master that was given from outside, and ends the session and the
   * run's claim, however the work ends.
   *
   * @param claim to the commit that the work makes, if it makes one
   * @throws StopException with {@link ExitCode#USAGE} if no master was given, with {@link
   *     ExitCode#STORAGE} if the compressor cannot be loaded, with {@link ExitCode#LOST_RACE} if
   *     another run published first; and as the failure of the work asks for
   * @throws IOException if a store failed
   */
  static <T> T run(Claim claim, Work<T> work) throws StopException, IOException {
    try {
      return inSession(work);
    } catch (Exception failed) { // Spark throws checked exceptions that no signature names.
      if (claim.isOvertaken()) {
        throw Publication.lostRace(); // Whoever won may have swept our staging away under us.
      }
      throw SparkFailure.explain(failed);
    } finally {
      claim.end();
    }
  }

  /**
   * Does work that publishes nothing.
   *
   * @throws StopException with {@link ExitCode#USAGE} if no master was given; and as the failure of
   *     the work asks for
   * @throws IOException if a store failed
   */
  static <T> T run(Work<T> work) throws StopException, IOException {
    try {
      return inSession(work);
    } catch (Exception failed) { // As above.
      throw SparkFailure.explain(failed);
    }
  }

  private static <T> T inSession(Work<T> work) throws StopException, IOException {
    SparkSession spark = open();
    try {
      return work.in(spark);
    } finally {
      spark.stop();
    }
  }

  private static SparkSession open() throws StopException {
    if (!new SparkConf().contains("spark.master")) {
      throw new StopException(
          ExitCode.USAGE,
          "No Spark master is set; start the job with spark-submit --master, or on one machine with scripts/telemetry.sh.");
    }
    NativeZstd.require();
    requireLocalFolder(new SparkConf());
    // The builder of a session in this JVM, named: the common one first looks by Scala's reflection
    // for which kind of session is there, which takes a quarter of the time to start.
    return org.apache.spark.sql.classic.SparkSession.builder()
        .appName("webiny-telemetry")
        .getOrCreate();
  }

  /**
   * Without one, Spark ends the process at once, with an exit code of its own and without a word. A
   * cluster's manager sets the folders itself.
   */
  private static void requireLocalFolder(SparkConf conf) throws StopException {
    if (!conf.get("spark.master").startsWith("local")) {
      return;
    }
    String configured = conf.get("spark.local.dir", System.getProperty("java.io.tmpdir"));
    String folders = System.getenv().getOrDefault("SPARK_LOCAL_DIRS", configured);
    for (String folder : folders.split(",", -1)) {
      try {
        Path there = Files.createDirectories(Path.of(folder.strip()));
        // As Spark does: a full disk may let itself be written, but has no room for a name.
        Files.delete(Files.createTempDirectory(there, "telemetry"));
        return;
      } catch (IOException | InvalidPathException unusable) {
        // Perhaps another one.
      }
    }
    throw new StopException(
        ExitCode.STORAGE,
        "No folder of spark.local.dir can be written; make room or name another with -Dspark.local.dir.");
  }

  /** How file systems are reached: Hadoop's files and the options {@code spark.hadoop.*}. */
  static Configuration hadoopConfiguration() {
    return SparkHadoopUtil.get().newConfiguration(new SparkConf());
  }
}

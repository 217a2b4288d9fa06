package com.webiny.telemetry.job;

import com.webiny.telemetry.exit.ExitCode;
import com.webiny.telemetry.exit.StopException;
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

  /** A session of the master that was given from outside. */
  static SparkSession open() throws StopException {
    if (!new SparkConf().contains("spark.master")) {
      throw new StopException(
          ExitCode.USAGE,
          "No Spark master is set; start the job with spark-submit --master, or on one machine with scripts/telemetry.sh.");
    }
    // The builder of a session in this JVM, named: the common one first looks by Scala's reflection
    // for which kind of session is there, which takes a quarter of the time to start.
    return org.apache.spark.sql.classic.SparkSession.builder()
        .appName("webiny-telemetry")
        .getOrCreate();
  }

  /** How file systems are reached: Hadoop's files and the options {@code spark.hadoop.*}. */
  static Configuration hadoopConfiguration() {
    return SparkHadoopUtil.get().newConfiguration(new SparkConf());
  }
}

package com.webiny.telemetry.job;

/** The version of this program, as its jar tells it. */
final class JobVersion {

  private JobVersion() {}

  /** Such as {@code 1.0.0}; {@code development} where there is no jar. */
  static String text() {
    String version = JobVersion.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}

package com.webiny.telemetry.job;

import picocli.CommandLine.IVersionProvider;

/** The version of this program, as its jar tells it. */
final class JobVersion implements IVersionProvider {

  /** Such as {@code 1.0.0}; {@code development} where there is no jar. */
  static String text() {
    String version = JobVersion.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {text()};
  }
}

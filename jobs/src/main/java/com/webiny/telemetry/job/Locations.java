package com.webiny.telemetry.job;

import com.webiny.telemetry.exit.ExitCode;
import com.webiny.telemetry.exit.StopException;
import com.webiny.telemetry.landing.LandingZone;
import com.webiny.telemetry.storage.Storages;
import com.webiny.telemetry.storage.Storages.Location;
import java.io.IOException;
import java.nio.file.NotDirectoryException;

/** What must hold of the folders the operator names, before anything is read or written. */
final class Locations {

  private Locations() {}

  /** Where a run reads. */
  static Location raw(RunOptions options) throws StopException {
    return raw(options.raw());
  }

  /** The raw folder that an option names. */
  static Location raw(String location) throws StopException {
    return Storages.reading("--raw", location, SparkSessions::hadoopConfiguration);
  }

  /**
   * Checks that the raw folder is there.
   *
   * @throws StopException with {@link ExitCode#INPUT} if it is not
   */
  static void requireThere(Location raw) throws StopException, IOException {
    if (!raw.storage().exists(raw.root())) {
      throw new StopException(
          ExitCode.INPUT, "--raw names a folder that does not exist; check the path.");
    }
  }

  /**
   * Lists the raw folder.
   *
   * @throws StopException with {@link ExitCode#INPUT} if it is a file
   */
  static LandingZone list(Location raw) throws StopException, IOException {
    try {
      return LandingZone.list(raw);
    } catch (NotDirectoryException file) {
      throw new StopException(
          ExitCode.INPUT, "--raw names a file; name the folder that holds the dt= folders.");
    }
  }

  /** Where it publishes. */
  static Location warehouse(RunOptions options) throws StopException {
    return warehouse(options.warehouse());
  }

  /** The warehouse that an option names. */
  static Location warehouse(String location) throws StopException {
    return Storages.warehouse("--warehouse", location, SparkSessions::hadoopConfiguration);
  }

  /**
   * Checks that the warehouse is, or will be, a folder outside the raw logs.
   *
   * @throws StopException with {@link ExitCode#USAGE} if it is not
   */
  static void requireApart(Location raw, Location warehouse) throws StopException, IOException {
    if (warehouse.storage().exists(warehouse.root())
        && !warehouse.storage().isFolder(warehouse.root())) {
      throw new StopException(ExitCode.USAGE, "--warehouse names a file; give a folder.");
    }
    if ((warehouse.root() + "/").startsWith(raw.root() + "/")) {
      throw new StopException(
          ExitCode.USAGE,
          "--warehouse lies in the folder of --raw; give a folder beside it, so that no table is read as a log.");
    }
  }
}

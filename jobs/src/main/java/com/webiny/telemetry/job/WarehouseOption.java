package com.webiny.telemetry.job;

import com.webiny.telemetry.exit.StopException;
import com.webiny.telemetry.storage.Storages.Location;
import picocli.CommandLine.Option;

/** The option of commands that work on a warehouse that is there. */
final class WarehouseOption {
  @Option(
      names = "--warehouse",
      required = true,
      paramLabel = "URI",
      description = "Folder that nights publish to.")
  private String warehouse = "";

  /** Where it is. */
  Location location() throws StopException {
    return Locations.warehouse(warehouse);
  }
}

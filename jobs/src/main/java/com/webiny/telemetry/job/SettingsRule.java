package com.webiny.telemetry.job;

import com.webiny.telemetry.exit.ExitCode;
import com.webiny.telemetry.exit.StopException;
import com.webiny.telemetry.publish.WarehouseSettings;
import java.util.Optional;
import java.util.OptionalInt;

/** What is fixed when a warehouse is created, and refused to differ later (SPEC section 9). */
final class SettingsRule {
  static final int DEFAULT_BUCKETS = 4;
  static final int DEFAULT_LOOKBACK_DAYS = 7;
  static final int DEFAULT_MIN_CELL_SIZE = 5;

  private SettingsRule() {}

  /**
   * The settings of a run.
   *
   * @param stored those of the warehouse; empty if this run creates it
   * @throws StopException with {@link ExitCode#USAGE} if an option or the key differs from what is
   *     stored
   */
  static WarehouseSettings resolve(RunOptions options, Optional<WarehouseSettings> stored)
      throws StopException {
    String fingerprint = options.idKey().pseudonym().fingerprint();
    if (stored.isEmpty()) {
      return new WarehouseSettings(
          WarehouseSettings.FORMAT,
          options.buckets().orElse(DEFAULT_BUCKETS),
          options.lookbackDays().orElse(DEFAULT_LOOKBACK_DAYS),
          options.minCellSize().orElse(DEFAULT_MIN_CELL_SIZE),
          fingerprint);
    }
    WarehouseSettings settings = stored.get();
    requireSame("--buckets", options.buckets(), settings.buckets());
    requireSame("--lookback-days", options.lookbackDays(), settings.lookbackDays());
    requireSame("--min-cell-size", options.minCellSize(), settings.minCellSize());
    requireKeyOf(settings, fingerprint);
    return settings;
  }

  /**
   * Refuses another key than the warehouse's.
   *
   * @param fingerprint of the key given
   */
  static void requireKeyOf(WarehouseSettings settings, String fingerprint) throws StopException {
    if (!settings.keyFingerprint().equals(fingerprint)) {
      throw new StopException(
          ExitCode.USAGE,
          "--id-key-file holds another key than the one this warehouse was created with; give that one, since IDs of two keys"
              + " cannot be told to be the same.");
    }
  }

  private static void requireSame(String option, OptionalInt given, int stored)
      throws StopException {
    if (given.isPresent() && given.getAsInt() != stored) {
      throw new StopException(
          ExitCode.USAGE,
          option
              + " is fixed when a warehouse is created, and this one has "
              + stored
              + "; leave the option out, or publish to a new --warehouse.");
    }
  }
}

package com.webiny.telemetry.publish;

import com.webiny.telemetry.landing.InputLedger;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The live state of a warehouse, as its newest commit tells it.
 *
 * @param head the newest commit; empty in a new warehouse
 * @param files the published files
 * @param ledger the raw log files read
 * @param forgotten what is remembered of the IDs that asked to be forgotten
 */
public record WarehouseState(
    Optional<Commit> head, PublishedFiles files, InputLedger ledger, Forgotten forgotten) {

  /** The first published day, as days since 1970. */
  public OptionalInt firstDay() {
    return day(head.map(Commit::firstDay));
  }

  /** The newest published day, as days since 1970. */
  public OptionalInt newestDay() {
    return day(head.map(Commit::newestDay));
  }

  /** The first day the tables hold: {@link #firstDay} until pruned. */
  public OptionalInt tablesFromDay() {
    return day(head.map(Commit::tablesFrom));
  }

  private static OptionalInt day(Optional<String> day) {
    return day.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of((int) LocalDate.parse(day.get()).toEpochDay());
  }
}

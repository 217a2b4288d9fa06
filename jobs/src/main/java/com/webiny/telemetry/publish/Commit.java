package com.webiny.telemetry.publish;

import com.webiny.telemetry.audit.RunSummary;
import java.util.List;
import java.util.Map;

/**
 * One commit: with the manifests it names, the whole live state of the warehouse (SPEC section 9).
 *
 * @param number counts from 1
 * @param jobVersion of the program that made it
 * @param command nightly, backfill, forget or prune
 * @param options as the operator gave them, without the ID key
 * @param committedAt the operator's clock at the commit; no number depends on it
 * @param settings what was fixed when the warehouse was created
 * @param firstDay the first published day, ISO
 * @param newestDay the newest published day, ISO
 * @param manifests of published files, by group: a month of the tables, the users, the reports
 * @param ledgers of raw log files read, by month of their folder
 * @param placements the files of this commit and where they go
 * @param staging the folder, below the warehouse, the files of this commit wait in
 * @param summary what the run did
 * @param tombstones the manifest of the IDs that asked to be forgotten; empty if none ever did
 * @param tablesFrom the first day the tables hold, ISO: {@code firstDay} until pruned
 * @param removals folders, below the warehouse, that this commit removes for good
 */
public record Commit(
    int number,
    String jobVersion,
    String command,
    Map<String, String> options,
    String committedAt,
    WarehouseSettings settings,
    String firstDay,
    String newestDay,
    Map<String, String> manifests,
    Map<String, String> ledgers,
    List<Placement> placements,
    String staging,
    RunSummary summary,
    List<String> tombstones,
    String tablesFrom,
    List<String> removals) {

  /**
   * A staged file and its place.
   *
   * @param from below the warehouse
   * @param to below the warehouse
   * @param sha256 of its bytes, lower-case hex
   */
  public record Placement(String from, String to, String sha256) {}
}

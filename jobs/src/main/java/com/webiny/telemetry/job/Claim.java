package com.webiny.telemetry.job;

import com.webiny.telemetry.publish.Commit;
import com.webiny.telemetry.publish.Warehouse;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/**
 * The commit a run wants to make, and the folder where its files wait for it (SPEC section 9).
 *
 * @param number the commit's
 * @param staging the folder, below the warehouse
 */
record Claim(Warehouse warehouse, int number, String staging) {

  /** To the commit after the newest one. */
  static Claim after(Optional<Commit> head, Warehouse warehouse) {
    int number = head.map(Commit::number).orElse(0) + 1;
    return new Claim(warehouse, number, warehouse.staging(number, UUID.randomUUID().toString()));
  }

  /** Whether another run has made the commit; not if it made a later one, behind ours. */
  boolean isOvertaken() {
    try {
      return warehouse.made(number).filter(made -> !made.staging().equals(staging)).isPresent();
    } catch (IOException failed) {
      return false; // The failure that brought us here is the one to tell.
    }
  }

  /** Removes what was staged and is not published. */
  void end() {
    try {
      if (!isCommitted()) {
        warehouse.storage().deleteTree(warehouse.path(staging));
      }
    } catch (IOException left) {
      // Harmless where it is: the next run that publishes sweeps it away.
    }
  }

  /**
   * A commit of ours that is not yet fully in place still needs its staged files: the next run
   * moves them.
   */
  private boolean isCommitted() throws IOException {
    return warehouse.head().filter(head -> head.staging().equals(staging)).isPresent();
  }
}

package com.webiny.telemetry.privacy;

import java.util.List;

/**
 * An allowlist that must not be used. The message lists every fault at once, a sentence a line,
 * each naming the entry and what to do, so that a person mends the document in one round.
 */
public final class AllowlistException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final List<String> faults;

  AllowlistException(List<String> faults) {
    super("The allowlist is refused:\n- " + String.join("\n- ", faults));
    this.faults = List.copyOf(faults);
  }

  /** The sentences, in the order of the document. */
  public List<String> faults() {
    return faults;
  }
}

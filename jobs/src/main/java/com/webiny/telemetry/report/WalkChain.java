package com.webiny.telemetry.report;

import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;

/** Walks one after another. */
final class WalkChain implements Counting.Walk {
  private final Iterator<Counting.Walk> walks;
  private Optional<Counting.Walk> current = Optional.empty();

  WalkChain(Iterator<Counting.Walk> walks) {
    this.walks = walks;
  }

  @Override
  public boolean step() throws IOException {
    while (true) {
      if (current.isPresent()) {
        if (current.get().step()) {
          return true;
        }
        close();
      }
      if (!walks.hasNext()) {
        return false;
      }
      current = Optional.of(walks.next());
    }
  }

  @Override
  public void close() throws IOException {
    if (current.isPresent()) {
      current.get().close();
      current = Optional.empty();
    }
  }
}

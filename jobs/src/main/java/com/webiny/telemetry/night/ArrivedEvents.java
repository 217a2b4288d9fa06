package com.webiny.telemetry.night;

import com.webiny.telemetry.exchange.ArrivedDay;
import com.webiny.telemetry.table.EventRow;
import java.io.IOException;

/** The lines that arrived for a day, duplicates included, as rows of the table. */
final class ArrivedEvents implements EventCursor {
  private final ArrivedDay arrived;
  private EventRow row;

  ArrivedEvents(ArrivedDay arrived) {
    this.arrived = arrived;
  }

  @Override
  public boolean advance() throws IOException {
    if (!arrived.advance()) {
      return false;
    }
    row =
        new EventRow(
            arrived.receivedAtMicros(),
            arrived.keyHigh(),
            arrived.keyLow(),
            arrived.event(),
            arrived.version(),
            arrived.ci());
    return true;
  }

  @Override
  public EventRow row() {
    return row;
  }
}

package com.webiny.telemetry.night;

import com.webiny.telemetry.table.EventRow;
import java.io.IOException;

/** Events in the order of their table: by key, time and event. */
interface EventCursor {

  /** Moves to the next event; {@code false} at the end. */
  boolean advance() throws IOException;

  /** The event moved to. */
  EventRow row();

  /** No events. */
  EventCursor EMPTY =
      new EventCursor() {
        @Override
        public boolean advance() {
          return false;
        }

        @Override
        public EventRow row() {
          throw new IllegalStateException("there is no event");
        }
      };
}

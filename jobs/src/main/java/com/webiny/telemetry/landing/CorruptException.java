package com.webiny.telemetry.landing;

import java.io.IOException;

/** A compressed file holds bytes that no compressor writes. */
final class CorruptException extends IOException {
  private static final long serialVersionUID = 1L;

  CorruptException() {
    super("the compressed file is corrupt");
  }
}

package com.webiny.telemetry.landing;

/** How reading a file, or a part of it, went. */
public enum FileCondition {
  /** To its end. */
  WHOLE,
  /** Compressed, and it stops in the middle. */
  COMPRESSED_ENDS_EARLY,
  /** Plain, and shorter than it was listed. */
  SHORTENED,
  /** Compressed, and not what a compressor writes. */
  CORRUPT,
  /** Not there any more. */
  VANISHED,
  /** The file system would not give its bytes. */
  UNREADABLE
}

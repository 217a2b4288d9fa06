package com.webiny.telemetry.sample;

/** The edge servers: each has its own file, its own clock format, and ap-3 flattens every line. */
enum Edge {
  /** Milliseconds and Z. */
  EU_1("edge-eu-1", 0),
  /** Microseconds and Z. */
  US_2("edge-us-2", 0),
  /** Milliseconds at +09:00; writes below a folder of its own and only flat lines. */
  AP_3("ap/edge-ap-3", 9);

  final String file;
  final int offsetHours;

  Edge(String file, int offsetHours) {
    this.file = file;
    this.offsetHours = offsetHours;
  }
}

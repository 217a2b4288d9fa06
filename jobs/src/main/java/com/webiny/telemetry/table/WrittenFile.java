package com.webiny.telemetry.table;

import java.io.Serializable;

/**
 * A file that was written whole.
 *
 * @param path where it is
 * @param rows rows in it
 * @param bytes its length
 * @param sha256 of its bytes, lower-case hex
 */
public record WrittenFile(String path, long rows, long bytes, String sha256)
    implements Serializable {}

package com.webiny.telemetry.publish;

/**
 * A published file as its commit names it.
 *
 * @param path below the warehouse
 * @param rows rows in it
 * @param bytes its length
 * @param sha256 of its bytes, lower-case hex
 */
public record PublishedFile(String path, long rows, long bytes, String sha256) {}

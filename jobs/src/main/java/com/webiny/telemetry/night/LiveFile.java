package com.webiny.telemetry.night;

import java.io.Serializable;

/**
 * A published or staged file as it can be read now.
 *
 * @param path what the warehouse's storage takes
 * @param rows rows in it
 * @param sha256 of its bytes, lower-case hex
 */
public record LiveFile(String path, long rows, String sha256) implements Serializable {}

package com.webiny.telemetry.landing;

import java.io.Serializable;

/**
 * A raw log file as it was listed.
 *
 * @param path what its storage takes
 * @param name its path below the raw folder, with {@code /}: how the ledger tells files apart
 * @param folderDay the day of its {@code dt=} folder, as days since 1970
 * @param length bytes when listed; nothing beyond is read
 * @param modifiedMillis time of last modification, milliseconds since 1970
 */
public record LandingFile(String path, String name, int folderDay, long length, long modifiedMillis)
    implements Serializable {}

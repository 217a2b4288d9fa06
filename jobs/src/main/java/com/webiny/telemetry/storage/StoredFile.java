package com.webiny.telemetry.storage;

/**
 * An entry of a folder listing.
 *
 * @param name the last part of the path
 * @param path what {@link Storage} methods take
 * @param folder whether it is a folder
 * @param length in bytes; 0 for folders
 * @param modifiedMillis time of last modification, milliseconds since 1970
 */
public record StoredFile(
    String name, String path, boolean folder, long length, long modifiedMillis) {}

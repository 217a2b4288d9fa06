package com.webiny.telemetry.opinion;

import java.nio.file.Path;
import java.time.LocalDate;

/** A raw log file as listed: where it lies, the day of its landing folder, bytes as stored. */
public record RawFile(Path path, LocalDate folderDay, long bytes) {}

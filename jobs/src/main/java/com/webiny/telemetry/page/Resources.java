package com.webiny.telemetry.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The parts of the pages that are files of this program. */
final class Resources {
  private static final String FOLDER = "/page/";

  private Resources() {}

  /** The text of a file of the folder {@code page}. */
  static String text(String name) {
    try (InputStream file = Resources.class.getResourceAsStream(FOLDER + name)) {
      if (file == null) {
        throw new IllegalStateException("The program was built without its " + FOLDER + name + ".");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

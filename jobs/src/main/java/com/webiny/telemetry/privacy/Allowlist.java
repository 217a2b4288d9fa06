package com.webiny.telemetry.privacy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * What may pass (SPEC section 3): the judged form of the one reviewed document that names fields
 * and events. Also the source of what the documentation says about them.
 *
 * @param fields one for each column, in the order of the document
 * @param events in the order of the document
 */
public record Allowlist(List<AllowedField> fields, List<AllowedEvent> events) {

  private static final String RESOURCE = "/allowlist.yaml";

  public Allowlist {
    fields = List.copyOf(fields);
    events = List.copyOf(events);
  }

  /**
   * The allowlist this program was built with. There is no other and no way to name another.
   *
   * @throws AllowlistException if it has a fault
   */
  public static Allowlist shipped(Vocabulary vocabulary) {
    try (InputStream document = Allowlist.class.getResourceAsStream(RESOURCE)) {
      if (document == null) {
        throw new IllegalStateException("The program was built without its " + RESOURCE + ".");
      }
      return AllowlistFile.read(document, vocabulary);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

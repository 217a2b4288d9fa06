package com.webiny.telemetry.report;

import com.webiny.telemetry.event.ProductVersion;
import java.util.Comparator;
import java.util.Optional;

/**
 * The place of a version text in a report (SPEC sections 8 and 12): highest precedence first, then
 * {@code (none)} or {@code (unknown)}, then {@code (other)}. Also of the text of a version line,
 * {@code v5.41.x}, among lines.
 *
 * <p>A text is read once, when its place is made; comparing two places reads nothing.
 *
 * @param group versions come before missing ones, and those before folded ones
 * @param version the version; of a line its first release; empty for the words in brackets
 */
public record VersionOrder(Group group, Optional<ProductVersion> version)
    implements Comparable<VersionOrder> {

  /** Stands for no version in version_transitions. */
  public static final String NONE = "(none)";

  /** Stands for no version in deploy_success_by_version. */
  public static final String UNKNOWN = "(unknown)";

  /** Stands for all that was folded. */
  public static final String OTHER = "(other)";

  /**
   * The order of texts, for the few hundred rows of a report: reads both texts at each comparison.
   */
  public static final Comparator<String> TEXTS = Comparator.comparing(VersionOrder::of);

  /** The three groups, in the order of the report. */
  public enum Group {
    VERSION,
    MISSING,
    FOLDED
  }

  private static final String ANY_PATCH = ".x";

  private static final Comparator<VersionOrder> ORDER =
      Comparator.comparing(VersionOrder::group)
          .thenComparing(
              place -> place.version, (a, b) -> a.isEmpty() ? 0 : b.get().compareTo(a.get()));

  private static final VersionOrder MISSING = new VersionOrder(Group.MISSING, Optional.empty());
  private static final VersionOrder FOLDED = new VersionOrder(Group.FOLDED, Optional.empty());

  /** A version is in its group, and nothing else is. */
  public VersionOrder {
    if (version.isPresent() != (group == Group.VERSION)) {
      throw new IllegalArgumentException("A version stands among versions.");
    }
  }

  /**
   * The place of a text: a stored version, a line, or one of the three words.
   *
   * @throws IllegalArgumentException for any other text
   */
  public static VersionOrder of(String text) {
    return switch (text) {
      case NONE, UNKNOWN -> MISSING;
      case OTHER -> FOLDED;
      default -> {
        String version =
            text.endsWith(ANY_PATCH)
                ? text.substring(0, text.length() - ANY_PATCH.length()) + ".0"
                : text;
        yield new VersionOrder(Group.VERSION, Optional.of(ProductVersion.ofStored(version)));
      }
    };
  }

  @Override
  public int compareTo(VersionOrder that) {
    return ORDER.compare(this, that);
  }
}

package com.webiny.telemetry.event;

import com.webiny.telemetry.bytes.WordTable;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A version of the product, as far as it is kept: three numbers and, of a prerelease, its label and
 * one number (SPEC section 3). Whatever else a version text may carry is cut, because free text
 * could hide a person.
 *
 * <p>Versions are ordered by the precedence of semantic versioning, which is consistent with equals
 * here because nothing without precedence is kept.
 *
 * @param major 0 to 99,999, as are {@code minor} and {@code patch}
 * @param label the first identifier of the prerelease part; one of a fixed list
 * @param labelNumber the number after the label, 0 to 9,999; only with a label
 */
public record ProductVersion(
    int major, int minor, int patch, Optional<String> label, OptionalInt labelNumber)
    implements Comparable<ProductVersion> {

  /** No version text that was sent may be longer, counted before anything is cut. */
  static final int MAX_TEXT_LENGTH = 64;

  private static final int MAX_NUMBER = 99_999;
  private static final int MAX_LABEL_NUMBER = 9_999;

  /** In an order that rows on their way rest on. */
  static final List<String> LABELS =
      List.of("alpha", "beta", "rc", "next", "canary", "unstable", "dev", "preview", "pre");

  private static final WordTable<Optional<String>> LABEL_TABLE =
      WordTable.of(LABELS.stream().collect(Collectors.toMap(Function.identity(), Optional::of)));

  // A release comes after its prereleases; a label alone comes before the same label with a number.
  private static final Comparator<ProductVersion> PRECEDENCE =
      Comparator.comparingInt(ProductVersion::major)
          .thenComparingInt(ProductVersion::minor)
          .thenComparingInt(ProductVersion::patch)
          .thenComparing(version -> version.label.isEmpty())
          .thenComparing(version -> version.label.orElse(""))
          .thenComparingInt(version -> version.labelNumber.orElse(-1));

  /** Refuses parts that no version text could have given. */
  public ProductVersion {
    boolean possible =
        isWithin(major, MAX_NUMBER)
            && isWithin(minor, MAX_NUMBER)
            && isWithin(patch, MAX_NUMBER)
            && (label.isEmpty() || LABELS.contains(label.get()))
            && (labelNumber.isEmpty()
                || (label.isPresent() && isWithin(labelNumber.getAsInt(), MAX_LABEL_NUMBER)));
    if (!possible) {
      throw new IllegalArgumentException("These parts make no product version.");
    }
  }

  /**
   * Reads a version as a client sent it.
   *
   * @return empty if the text breaks the rule of SPEC section 3 anywhere, also in a part that would
   *     be cut
   */
  public static Optional<ProductVersion> parse(byte[] text, int offset, int length) {
    return new VersionText(text, offset, length).parse();
  }

  /**
   * Reads a version that this job has written.
   *
   * @throws IllegalArgumentException if the text is not exactly what {@link #text()} gives
   */
  public static ProductVersion ofStored(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return parse(bytes, 0, bytes.length)
        .filter(version -> version.text().equals(text))
        .orElseThrow(() -> new IllegalArgumentException("This is no stored product version."));
  }

  /** The one text of this version: {@code v5.41.0} or {@code v5.41.0-beta.2}. */
  public String text() {
    StringBuilder text = new StringBuilder(24);
    text.append('v').append(major).append('.').append(minor).append('.').append(patch);
    label.ifPresent(name -> text.append('-').append(name));
    labelNumber.ifPresent(number -> text.append('.').append(number));
    return text.toString();
  }

  /** The line of patches this version is of: {@code v5.41.x}. */
  public String line() {
    return "v" + major + "." + minor + ".x";
  }

  /** How it was released. Any v0.0.0 comes from a developer's checkout, also with a label. */
  public Channel channel() {
    if (major == 0 && minor == 0 && patch == 0) {
      return Channel.DEV;
    }
    return label.isPresent() ? Channel.PRERELEASE : Channel.STABLE;
  }

  @Override
  public int compareTo(ProductVersion other) {
    return PRECEDENCE.compare(this, other);
  }

  @Override
  public String toString() {
    return text();
  }

  /** The known label that stands at this place, or empty. Makes no object of the bytes. */
  static Optional<String> knownLabel(byte[] text, int from, int to) {
    Optional<String> known = LABEL_TABLE.find(text, from, to - from);
    return known == null ? Optional.empty() : known;
  }

  private static boolean isWithin(int number, int max) {
    return number >= 0 && number <= max;
  }
}

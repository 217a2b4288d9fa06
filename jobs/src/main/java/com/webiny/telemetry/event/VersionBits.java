package com.webiny.telemetry.event;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A version, or that there is none, as two numbers: so that rows on their way have a fixed width
 * and no dictionary, which a stream of forged versions would fill without bound.
 */
public final class VersionBits {

  /** How many bits {@link #prerelease} takes. */
  public static final int PRERELEASE_BITS = 17;

  /** How many bits {@link #numbers} takes. */
  public static final int NUMBERS_BITS = 51;

  private static final int NUMBER_BITS = 17;
  private static final int NUMBER_MASK = (1 << NUMBER_BITS) - 1;
  private static final int NO_VERSION = 0;
  private static final int RELEASE = 1;
  private static final int FIRST_LABEL = 2;

  /** 0 to 9,999, and one for a label that stands alone. */
  private static final int NUMBERS_OF_LABEL = 10_001;

  private VersionBits() {}

  /** Major, minor and patch in one number, 0 without a version. */
  public static long numbers(Optional<ProductVersion> version) {
    if (version.isEmpty()) {
      return 0;
    }
    ProductVersion of = version.get();
    return ((long) of.major() << (2 * NUMBER_BITS))
        | ((long) of.minor() << NUMBER_BITS)
        | of.patch();
  }

  /** Whether there is a version, and the rest of it: label and number. */
  public static int prerelease(Optional<ProductVersion> version) {
    if (version.isEmpty()) {
      return NO_VERSION;
    }
    ProductVersion of = version.get();
    if (of.label().isEmpty()) {
      return RELEASE;
    }
    return FIRST_LABEL
        + ProductVersion.LABELS.indexOf(of.label().get()) * NUMBERS_OF_LABEL
        + of.labelNumber().orElse(-1)
        + 1;
  }

  /** The version of which the two numbers are. */
  public static Optional<ProductVersion> version(long numbers, int prerelease) {
    if (prerelease == NO_VERSION) {
      return Optional.empty();
    }
    Optional<String> label = Optional.empty();
    OptionalInt labelNumber = OptionalInt.empty();
    if (prerelease != RELEASE) {
      int code = prerelease - FIRST_LABEL;
      label = Optional.of(ProductVersion.LABELS.get(code / NUMBERS_OF_LABEL));
      int number = code % NUMBERS_OF_LABEL - 1;
      labelNumber = number < 0 ? OptionalInt.empty() : OptionalInt.of(number);
    }
    return Optional.of(
        new ProductVersion(
            (int) (numbers >>> (2 * NUMBER_BITS)) & NUMBER_MASK,
            (int) (numbers >>> NUMBER_BITS) & NUMBER_MASK,
            (int) numbers & NUMBER_MASK,
            label,
            labelNumber));
  }
}

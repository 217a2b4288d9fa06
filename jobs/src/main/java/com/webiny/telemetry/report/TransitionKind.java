package com.webiny.telemetry.report;

import com.webiny.telemetry.event.ProductVersion;
import java.util.Optional;

/**
 * The kind of a step from one deployed version to another: column {@code kind} of
 * version_transitions (SPEC section 8). Constant time.
 */
public final class TransitionKind {

  public static final String FIRST = "first";
  public static final String UPGRADE_MAJOR = "upgrade_major";
  public static final String UPGRADE_MINOR = "upgrade_minor";
  public static final String UPGRADE_PATCH = "upgrade_patch";
  public static final String DOWNGRADE = "downgrade";
  public static final String CHANNEL = "channel";

  /** The kind of the row that small cells fold into. */
  public static final String OTHER = "other";

  /**
   * Names the step. The first of the three numbers that differs decides: if it rose, it names the
   * upgrade, whatever became of the numbers after it and of the prerelease part; if it fell,
   * precedence fell. If none differs, only the prerelease part does.
   *
   * @param from empty if there was no version before
   * @throws IllegalArgumentException if both are the same version, which is no step
   */
  public static String of(Optional<ProductVersion> from, ProductVersion to) {
    if (from.isEmpty()) {
      return FIRST;
    }
    ProductVersion before = from.get();
    if (before.equals(to)) {
      throw new IllegalArgumentException("A version that stays is no transition.");
    }
    if (before.major() != to.major()) {
      return before.major() < to.major() ? UPGRADE_MAJOR : DOWNGRADE;
    }
    if (before.minor() != to.minor()) {
      return before.minor() < to.minor() ? UPGRADE_MINOR : DOWNGRADE;
    }
    if (before.patch() != to.patch()) {
      return before.patch() < to.patch() ? UPGRADE_PATCH : DOWNGRADE;
    }
    return CHANNEL;
  }

  /** Whether a kind is one of the three upgrades. */
  static boolean isUpgrade(String kind) {
    return kind.equals(UPGRADE_MAJOR) || kind.equals(UPGRADE_MINOR) || kind.equals(UPGRADE_PATCH);
  }

  private TransitionKind() {}
}

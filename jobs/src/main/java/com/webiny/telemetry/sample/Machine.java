package com.webiny.telemetry.sample;

/**
 * One anonymous ID and its habits: a developer's machine, a machine of a build pipeline, or one
 * build of an admin app. All values follow from the seed, the seat and the days the ID lived; see
 * {@link Population}.
 */
final class Machine implements Cloneable {
  /** What sends events under the ID. */
  enum Kind {
    /** A developer: creates, deploys, and loads the admin app built on the same machine. */
    DEVELOPER,
    /** A built admin app: page loads only. */
    ADMIN,
    /** A pipeline: every run is a fresh machine with a fresh ID. */
    PIPELINE
  }

  /** The delay of a seat that never follows a release. */
  static final int NEVER = Integer.MAX_VALUE;

  Kind kind;

  /** The ID's 128 bits. */
  long high;

  long low;

  /** The number in all made-up secrets of this machine, below 100,000. */
  int number;

  /** The edge server it talks to. */
  Edge edge;

  /** First day of the ID, as days since 1970. */
  int birth;

  /** First day of the project; no later than {@link #birth}. */
  int origin;

  /** Days between a release and this seat using it. */
  int delayDays;

  /** How far the built admin app lags behind the command line. */
  int adminLagDays;

  /** Chance to be active on a weekday, and on a day of the weekend. */
  double weekday;

  double weekend;
  boolean trial;
  boolean tester;
  boolean fromSource;
  boolean rollsBack;
  boolean builtByPipeline;
  boolean hasAdmin;

  /** 0: booleans, 1: yes and no, 2: the strings true and false. */
  int ciForm;

  /** Sends its version with a leading v. */
  boolean versionWithV;

  /** Fills in a random UUID of version 4, and the number of its secrets. */
  void identify(Rng rng) {
    high = (rng.next() & 0xFFFFFFFFFFFF0FFFL) | 0x4000L;
    low = (rng.next() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    number = rng.below(100_000);
  }

  /** The same machine under another ID. */
  Machine withId(Rng rng) {
    try {
      Machine other = (Machine) clone();
      other.identify(rng);
      return other;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }
}

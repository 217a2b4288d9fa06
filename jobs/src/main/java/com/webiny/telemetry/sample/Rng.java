package com.webiny.telemetry.sample;

/**
 * A stream of pseudo-random numbers (SplitMix64) that is named by what it is for: the same seed and
 * the same three numbers always give the same stream, so any seat, day or file can be made without
 * making those before it.
 */
final class Rng {
  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  private Rng(long state) {
    this.state = state;
  }

  static Rng of(long seed, long a, long b, long c) {
    return new Rng(hash(seed, a, b, c));
  }

  /** A well mixed number of the four. */
  static long hash(long seed, long a, long b, long c) {
    long h = mix(seed + GAMMA);
    h = mix(h + a * 0xD1B54A32D192ED03L + 1);
    h = mix(h + b * 0x8CB92BA72F3D8DD7L + 2);
    return mix(h + c * 0xAEF17502108EF2D9L + 3);
  }

  long next() {
    state += GAMMA;
    return mix(state);
  }

  /** A number from 0 to {@code bound - 1}; the bias of a few in 2^31 does not matter here. */
  int below(int bound) {
    return (int) (((next() >>> 33) * bound) >>> 31);
  }

  /** A number from 0 (included) to 1 (excluded). */
  double unit() {
    return (next() >>> 11) * 0x1.0p-53;
  }

  boolean chance(double probability) {
    return unit() < probability;
  }

  /** The whole part of {@code mean}, and one more as often as its fraction says. */
  int around(double mean) {
    int whole = (int) mean;
    return chance(mean - whole) ? whole + 1 : whole;
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}

package com.webiny.telemetry.sample;

/**
 * What a run writes, all numbers settled.
 *
 * @param fromDay first day, as days since 1970
 * @param seats size of the population
 * @param intensity how often a visit's work is done again
 * @param variation in what it differs from the sample beyond its size
 * @param hourly whether an edge server begins a file every hour, as the days are large
 */
record Plan(
    long seed,
    int fromDay,
    int days,
    long seats,
    double intensity,
    Variation variation,
    boolean hourly) {
  int lastDay() {
    return fromDay + days - 1;
  }

  Population population() {
    return new Population(seed, seats, lastDay());
  }
}

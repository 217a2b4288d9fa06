/**
 * Makes raw logs of a made-up population: the committed sample and the input of benchmarks. Stands
 * alone: it imports nothing of the job, so that it can be wrong about nothing but the raw format.
 *
 * <p>Read in this order:
 *
 * <ol>
 *   <li>{@link com.webiny.telemetry.sample.Population}: seats, the machines that hold them one
 *       after the other, their anonymous IDs, lifetimes and weekdays. 50 % developers (40 % of them
 *       on trial for 5 to 24 days), 43 % built admin apps (a new ID with each build, 45 % built by
 *       a pipeline), 7 % pipelines (a new ID with each run).
 *   <li>{@link com.webiny.telemetry.sample.Releases}: the release calendar, and who follows when;
 *       some go back, some test pre-releases, some build from source.
 *   <li>{@link com.webiny.telemetry.sample.Activity}: what a visit sends. A deploy of a project
 *       deploys two to four apps in turn and ends with the first failure; one app in a hundred is
 *       stopped by hand and ends in silence.
 *   <li>{@link com.webiny.telemetry.sample.DayEvents} and {@link
 *       com.webiny.telemetry.sample.ReceivedDay}: the same in order of time, deploys over midnight
 *       included.
 *   <li>{@link com.webiny.telemetry.sample.LineShapes} and {@link
 *       com.webiny.telemetry.sample.Secrets}: an event as a line, with the personal data that real
 *       clients leak.
 *   <li>{@link com.webiny.telemetry.sample.DayFolder}, {@link com.webiny.telemetry.sample.Junk} and
 *       {@link com.webiny.telemetry.sample.NotThereYet}: lines into files, and all that goes wrong
 *       there.
 *   <li>{@link com.webiny.telemetry.sample.SampleOptions} and {@link
 *       com.webiny.telemetry.sample.Calibration}: from the size asked for to the size of the
 *       population.
 * </ol>
 *
 * <p>Everything follows from the arguments through {@link com.webiny.telemetry.sample.Rng};
 * fractions use only operations that are exact by the language's rules. Compressed bytes also hang
 * on the version of zstd-jni, which the build pins through Spark's, and on the zlib of the JDK; the
 * lines in them do not.
 */
package com.webiny.telemetry.sample;

/**
 * Benchmarks, to be run by hand; no test runs them. After {@code mvn test-compile}:
 *
 * <pre>{@code
 * cd jobs
 * mvn -q dependency:build-classpath -DincludeScope=test -Dmdep.outputFile=target/test-classpath.txt
 * java -cp "target/test-classes:target/classes:$(cat target/test-classpath.txt)" \
 *     org.openjdk.jmh.Main LineParserBench
 * }</pre>
 */
package com.webiny.telemetry.bench;

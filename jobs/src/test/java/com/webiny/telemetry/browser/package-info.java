/**
 * The pages in a real browser. Not part of {@code mvn verify}, which needs a JDK and Maven only: a
 * step of {@code .ci/run} of its own, which fetches a browser if there is none.
 */
package com.webiny.telemetry.browser;

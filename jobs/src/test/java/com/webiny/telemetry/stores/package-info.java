/**
 * Real stores, started for the tests: a Hadoop cluster of one machine, and a server that speaks S3.
 */
package com.webiny.telemetry.stores;

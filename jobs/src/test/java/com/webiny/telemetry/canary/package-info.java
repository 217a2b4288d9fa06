/**
 * Plants secrets in raw logs and searches everything a run writes for them, however they are
 * spelled, packed or hashed.
 */
package com.webiny.telemetry.canary;

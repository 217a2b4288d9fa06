/**
 * The second opinion: tables and reports computed from the raw logs once more, in SQL, from the
 * contract alone. It shares no code with the job and must stay that way: two implementations that
 * agree are evidence only as long as they have nothing in common. What it may be is slow and naive.
 */
package com.webiny.telemetry.opinion;

-- What all reports share (SPEC 8 and 12).

-- Published days run without gaps from the first to the newest.
CREATE TABLE days AS
SELECT
  day::DATE AS date,
  day::DATE < getvariable('newest_day') - getvariable('lookback')::INTEGER - 2 AS final,
  day::DATE - getvariable('first_day') + 1 AS history
FROM generate_series(getvariable('first_day'), getvariable('newest_day'), INTERVAL 1 DAY) s(day);

-- Ratios to 4 decimals, half up, in whole numbers; never 0/0.
CREATE MACRO ratio(part, whole) AS
  CASE WHEN whole > 0 THEN ((20000 * part + whole) // (2 * whole)) / 10000.0 END;

-- Percentile of durations: rank (n - 1) * p over sorted tenths, linear between neighbours, to
-- tenths half up. `p10` is p in tenths, so that everything stays a whole number.
CREATE MACRO percentile_between(sorted, below, rest) AS
  ((10 * sorted[below + 1]
    -- The last one has no neighbour above and needs none: its rest is 0.
    + rest * (coalesce(sorted[below + 2], 0) - sorted[below + 1]) + 5) // 10) / 10.0;
CREATE MACRO percentile(sorted, p10) AS
  percentile_between(sorted, (len(sorted) - 1) * p10 // 10, (len(sorted) - 1) * p10 % 10);

-- SPEC 8, Small cells: most rows of a (date, family or surface) besides `(other)`.
CREATE MACRO most_rows() AS 200;

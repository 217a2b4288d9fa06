-- Report version_time_to_adopt (README, "Reports beyond the contract").

-- The day a release came out, from the rows of version_adoption as they are published: the first
-- day with 1 % of the surface, within 28 days of the first day it is shown.
CREATE TABLE releases AS
WITH shown AS (
  SELECT version, a.date, a.share, min(a.date) OVER (PARTITION BY version) AS first_shown
  FROM version_adoption a
  JOIN versions v USING (version)
  WHERE a.surface = 'deploy' AND v.channel = 'stable'
)
SELECT version, min(date) AS released
FROM shown
WHERE share >= 0.01
  AND date < first_shown + 28
  AND first_shown - getvariable('first_day') + 1 >= 28
GROUP BY version;

CREATE TABLE version_time_to_adopt AS
WITH milestones AS (
  SELECT d.date, version, v.rank, released, n.days, final
  FROM releases
  JOIN versions v USING (version)
  CROSS JOIN (VALUES (1), (7), (14), (28), (56)) n(days)
  JOIN days d ON d.date = released + n.days
),
-- `since` is the day on which the version of a day's view was deployed last.
counts AS (
  SELECT
    m.date,
    m.version,
    m.rank,
    m.days,
    m.final,
    count(*) FILTER (v.rank >= m.rank) AS adopters,
    count(*) FILTER (v.rank < m.rank AND w.since > m.released) AS stayed,
    count(*) FILTER (v.rank < m.rank AND w.since <= m.released) AS silent
  FROM milestones m
  JOIN views_28d w ON w.surface = 'deploy' AND w.since <= m.date AND m.date < w.until
  JOIN versions v ON v.version = w.version
  GROUP BY ALL
)
SELECT
  date,
  version,
  days::BIGINT AS days,
  adopters + stayed AS active,
  adopters,
  ratio(adopters, adopters + stayed) AS share,
  CASE WHEN days < 28 THEN silent END AS silent,
  final,
  1::BIGINT AS revision
FROM counts
WHERE adopters >= getvariable('min_cell')
QUALIFY row_number() OVER (PARTITION BY date ORDER BY adopters DESC, rank DESC) <= most_rows()
ORDER BY date, rank DESC;

-- Reports version_adoption and version_transitions (SPEC 8 and 12).
--
-- An ID's version at D is its latest in D-27 … D. So a day with a version holds until the day
-- before the next one, and for 28 days at most: [since, until), one version on each of these days.
CREATE TABLE views_28d AS
WITH seen AS (
  SELECT 'admin' AS surface, anon_key, dt, admin_version AS version
  FROM daily_users
  WHERE admin_version IS NOT NULL
  UNION ALL
  SELECT 'deploy', anon_key, dt, deploy_version
  FROM daily_users
  WHERE deploy_version IS NOT NULL
)
SELECT
  surface,
  anon_key,
  version,
  dt AS since,
  least(
    dt + 28,
    coalesce(lead(dt) OVER (PARTITION BY surface, anon_key ORDER BY dt), dt + 28)
  ) AS until
FROM seen;

-- How many IDs hold a version at the end of each day: all that began to, minus all that ceased to.
CREATE TABLE adoption_cells AS
WITH moves AS (
  SELECT surface, version, since AS date, count(*) AS change FROM views_28d GROUP BY ALL
  UNION ALL
  SELECT surface, version, until, -count(*) FROM views_28d GROUP BY ALL
),
changes AS (SELECT surface, version, date, sum(change) AS change FROM moves GROUP BY ALL),
running AS (
  SELECT
    surface,
    version,
    date AS since,
    lead(date) OVER of_version AS until,
    sum(change) OVER of_version AS users
  FROM changes
  WINDOW of_version AS (PARTITION BY surface, version ORDER BY date)
)
SELECT d.date, r.surface, r.version, r.users::BIGINT AS users
FROM running r
JOIN days d ON d.date >= r.since AND d.date < r.until
WHERE r.users > 0;

CREATE TABLE version_adoption AS
WITH ranked AS (
  SELECT
    c.*,
    v.version_line,
    v.channel,
    v.rank,
    row_number() OVER (
      PARTITION BY date, surface ORDER BY users DESC, v.rank DESC
    ) AS place
  FROM adoption_cells c
  JOIN versions v USING (version)
),
-- Each ID has one version a surface, so users of folded rows add up.
folded AS (
  SELECT
    date,
    surface,
    CASE WHEN kept THEN version ELSE '(other)' END AS version,
    CASE WHEN kept THEN version_line ELSE '(other)' END AS version_line,
    CASE WHEN kept THEN channel ELSE 'other' END AS channel,
    CASE WHEN kept THEN rank END AS rank,
    sum(users)::BIGINT AS users
  FROM (
    SELECT *, users >= getvariable('min_cell') AND place <= most_rows() AS kept FROM ranked
  )
  GROUP BY ALL
)
SELECT
  date,
  surface,
  version,
  version_line,
  channel,
  users,
  ratio(users, (sum(users) OVER (PARTITION BY date, surface))::BIGINT) AS share,
  final,
  1::BIGINT AS revision
FROM folded
JOIN days USING (date)
ORDER BY date, surface, rank DESC NULLS LAST;

-- The view at D against the view at D-7, which is the view seven days on. Both hold over stretches
-- of days; each pair of stretches of one ID that meet is counted from where they meet to where they
-- part. Changes only: who stays makes no row.
CREATE TABLE transition_cells AS
WITH now_views AS (
  SELECT anon_key, version, since, until FROM views_28d WHERE surface = 'deploy'
),
then_views AS (
  SELECT anon_key, version, since + 7 AS since, until + 7 AS until FROM now_views
),
pairs AS (
  SELECT
    t.version AS from_version,
    n.version AS to_version,
    greatest(t.since, n.since) AS since,
    least(t.until, n.until) AS until
  FROM now_views n
  JOIN then_views t ON t.anon_key = n.anon_key AND t.since < n.until AND n.since < t.until
),
-- None at D-7: all who hold the version now, less those who held any then.
moves AS (
  SELECT from_version, to_version, since AS date, count(*) AS change FROM pairs GROUP BY ALL
  UNION ALL
  SELECT from_version, to_version, until, -count(*) FROM pairs GROUP BY ALL
  UNION ALL
  SELECT '(none)', version, since, count(*) FROM now_views GROUP BY ALL
  UNION ALL
  SELECT '(none)', version, until, -count(*) FROM now_views GROUP BY ALL
  UNION ALL
  SELECT '(none)', to_version, since, -count(*) FROM pairs GROUP BY ALL
  UNION ALL
  SELECT '(none)', to_version, until, count(*) FROM pairs GROUP BY ALL
),
changes AS (
  SELECT from_version, to_version, date, sum(change) AS change
  FROM moves
  WHERE from_version <> to_version
  GROUP BY ALL
),
running AS (
  SELECT
    from_version,
    to_version,
    date AS since,
    lead(date) OVER of_pair AS until,
    sum(change) OVER of_pair AS users
  FROM changes
  WINDOW of_pair AS (PARTITION BY from_version, to_version ORDER BY date)
)
SELECT d.date, r.from_version, r.to_version, r.users::BIGINT AS users
FROM running r
JOIN days d ON d.date >= r.since AND d.date < r.until
-- Transitions start on the 8th day.
WHERE r.users > 0 AND d.history >= 8;

CREATE TABLE version_transitions AS
WITH ranked AS (
  SELECT
    c.*,
    -- `(none)` is the lowest version.
    coalesce(f.rank, '') AS from_rank,
    t.rank AS to_rank,
    CASE
      WHEN f.version IS NULL THEN 'first'
      WHEN (t.major, t.minor, t.patch) = (f.major, f.minor, f.patch) THEN 'channel'
      WHEN (t.major, t.minor, t.patch) < (f.major, f.minor, f.patch) THEN 'downgrade'
      WHEN t.major > f.major THEN 'upgrade_major'
      WHEN t.minor > f.minor THEN 'upgrade_minor'
      ELSE 'upgrade_patch'
    END AS kind,
    row_number() OVER (
      PARTITION BY date ORDER BY users DESC, from_rank DESC, to_rank DESC
    ) AS place
  FROM transition_cells c
  LEFT JOIN versions f ON f.version = c.from_version
  JOIN versions t ON t.version = c.to_version
),
folded AS (
  SELECT
    date,
    CASE WHEN kept THEN from_version ELSE '(other)' END AS from_version,
    CASE WHEN kept THEN to_version ELSE '(other)' END AS to_version,
    CASE WHEN kept THEN kind ELSE 'other' END AS kind,
    CASE WHEN kept THEN from_rank END AS from_rank,
    CASE WHEN kept THEN to_rank END AS to_rank,
    sum(users)::BIGINT AS users
  FROM (
    SELECT *, users >= getvariable('min_cell') AND place <= most_rows() AS kept FROM ranked
  )
  GROUP BY ALL
)
SELECT
  date,
  from_version,
  to_version,
  kind,
  users,
  final,
  1::BIGINT AS revision
FROM folded
JOIN days USING (date)
ORDER BY date, from_rank DESC NULLS LAST, to_rank DESC NULLS LAST;

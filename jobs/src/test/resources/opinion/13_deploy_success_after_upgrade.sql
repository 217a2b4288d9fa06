-- Report deploy_success_after_upgrade (README, "Reports beyond the contract").

-- A version of a view that begins on a day, against the one that held at the end of the day before.
CREATE TABLE upgrades AS
SELECT n.anon_key, n.since AS upgraded, t.version_line, t.line_rank, t.rank
FROM views_28d n
JOIN views_28d p
  ON p.surface = 'deploy'
  AND p.anon_key = n.anon_key
  AND p.since < n.since
  AND n.since <= p.until
JOIN versions t ON t.version = n.version
JOIN versions f ON f.version = p.version
WHERE n.surface = 'deploy' AND (t.major, t.minor, t.patch) > (f.major, f.minor, f.patch);

CREATE TABLE deploy_success_after_upgrade AS
WITH ended AS (
  SELECT a.anon_key, a.family, a.dt, a.outcome = 'succeeded' AS succeeded, v.rank
  FROM attempts a
  LEFT JOIN versions v USING (version)
  WHERE a.family IN ('app', 'project')
    AND a.ci IS NOT TRUE
    AND a.outcome IN ('succeeded', 'failed', 'failed_graceful')
),
compared AS (
  SELECT
    u.upgraded + 2 AS date,
    e.family,
    u.anon_key,
    u.version_line,
    u.line_rank,
    count(*) FILTER (e.dt < u.upgraded) AS ended_before,
    count(*) FILTER (e.dt < u.upgraded AND succeeded) AS succeeded_before,
    count(*) FILTER (e.dt >= u.upgraded AND e.rank >= u.rank) AS ended_after,
    count(*) FILTER (e.dt >= u.upgraded AND e.rank >= u.rank AND succeeded) AS succeeded_after
  FROM upgrades u
  JOIN ended e
    ON e.anon_key = u.anon_key AND e.dt BETWEEN u.upgraded - 14 AND u.upgraded + 2
  GROUP BY u.upgraded, e.family, u.anon_key, u.version_line, u.line_rank
),
cells AS (
  SELECT
    date,
    family,
    version_line,
    line_rank,
    count(*) AS users,
    sum(ended_before)::BIGINT AS ended_before,
    sum(succeeded_before)::BIGINT AS succeeded_before,
    sum(ended_after)::BIGINT AS ended_after,
    sum(succeeded_after)::BIGINT AS succeeded_after
  FROM compared
  JOIN days USING (date)
  WHERE ended_before > 0 AND ended_after > 0 AND history >= 17
  GROUP BY date, family, version_line, line_rank
),
ranked AS (
  SELECT
    *,
    users >= getvariable('min_cell')
      AND row_number() OVER (
        PARTITION BY date, family ORDER BY users DESC, line_rank DESC
      ) <= most_rows() AS kept
  FROM cells
),
-- An ID upgrades once a day, so users of folded rows add up.
folded AS (
  SELECT
    date,
    family,
    CASE WHEN kept THEN version_line ELSE '(other)' END AS version_line,
    CASE WHEN kept THEN line_rank END AS line_rank,
    sum(users)::BIGINT AS users,
    sum(ended_before)::BIGINT AS ended_before,
    sum(succeeded_before)::BIGINT AS succeeded_before,
    sum(ended_after)::BIGINT AS ended_after,
    sum(succeeded_after)::BIGINT AS succeeded_after
  FROM ranked
  GROUP BY ALL
)
SELECT
  date,
  family,
  version_line,
  users,
  ended_before,
  succeeded_before,
  ratio(succeeded_before, ended_before) AS success_rate_before,
  ended_after,
  succeeded_after,
  ratio(succeeded_after, ended_after) AS success_rate_after,
  final,
  1::BIGINT AS revision
FROM folded
JOIN days USING (date)
ORDER BY date, family, line_rank DESC NULLS LAST;

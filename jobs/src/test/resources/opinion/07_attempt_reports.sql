-- Reports project_creation, deploy_success and deploy_success_by_version (SPEC 8 and 12).

-- `attempts` counts all outcomes but orphaned; an orphan counts in no column but orphaned.
CREATE VIEW real_attempts AS SELECT * FROM attempts WHERE outcome <> 'orphaned';

CREATE TABLE attempt_counts AS
SELECT
  dt AS date,
  family,
  count(*) FILTER (outcome <> 'orphaned') AS attempts,
  count(*) FILTER (outcome = 'succeeded') AS succeeded,
  count(*) FILTER (outcome = 'failed') AS failed,
  count(*) FILTER (outcome = 'failed_graceful') AS failed_graceful,
  count(*) FILTER (outcome = 'abandoned') AS abandoned,
  count(*) FILTER (outcome = 'pending') AS pending,
  count(*) FILTER (outcome = 'orphaned') AS orphaned,
  count(*) FILTER (outcome <> 'orphaned' AND ci) AS ci_attempts,
  list_sort(
    list(round(duration_s * 10)::BIGINT) FILTER (outcome = 'succeeded')
  ) AS durations
FROM attempts
GROUP BY dt, family;

CREATE TABLE project_creation AS
WITH creators AS (
  SELECT
    dt AS date,
    count(DISTINCT anon_key) AS creators,
    count(DISTINCT anon_key) FILTER (u.first_create_day = a.dt) AS first_time_creators
  FROM attempts a
  JOIN users u USING (anon_key)
  WHERE family = 'create' AND outcome = 'succeeded' AND ci IS NOT TRUE
  GROUP BY dt
)
SELECT
  date,
  coalesce(attempts, 0) AS attempts,
  coalesce(succeeded, 0) AS created,
  coalesce(failed, 0) AS failed,
  coalesce(failed_graceful, 0) AS failed_graceful,
  coalesce(abandoned, 0) AS abandoned,
  coalesce(pending, 0) AS pending,
  coalesce(orphaned, 0) AS orphaned,
  ratio(succeeded, succeeded + c.failed + c.failed_graceful) AS success_rate,
  coalesce(creators, 0) AS creators,
  CASE WHEN history >= 28 THEN coalesce(first_time_creators, 0) END AS first_time_creators,
  coalesce(ci_attempts, 0) AS ci_attempts,
  final,
  1::BIGINT AS revision
FROM days
LEFT JOIN (FROM attempt_counts WHERE family = 'create') c USING (date)
LEFT JOIN creators USING (date)
ORDER BY date;

CREATE TABLE deploy_success AS
WITH deployers AS (
  SELECT
    dt AS date,
    family,
    count(*) AS deployers,
    count(*) FILTER (first_outcome = 'succeeded') AS first_try_success_users
  FROM (
    SELECT dt, family, anon_key, arg_min(outcome, started_at) AS first_outcome
    FROM real_attempts
    WHERE ci IS NOT TRUE
    GROUP BY dt, family, anon_key
  )
  GROUP BY dt, family
)
SELECT
  date,
  family,
  coalesce(attempts, 0) AS attempts,
  coalesce(succeeded, 0) AS succeeded,
  coalesce(failed, 0) AS failed,
  coalesce(failed_graceful, 0) AS failed_graceful,
  coalesce(abandoned, 0) AS abandoned,
  coalesce(pending, 0) AS pending,
  coalesce(orphaned, 0) AS orphaned,
  ratio(succeeded, succeeded + c.failed + c.failed_graceful) AS success_rate,
  ratio(succeeded, succeeded + c.failed + c.failed_graceful + c.abandoned) AS strict_success_rate,
  coalesce(deployers, 0) AS deployers,
  coalesce(first_try_success_users, 0) AS first_try_success_users,
  percentile(durations, 5) AS duration_p50_s,
  percentile(durations, 9) AS duration_p90_s,
  coalesce(ci_attempts, 0) AS ci_attempts,
  final,
  1::BIGINT AS revision
FROM days
CROSS JOIN (VALUES ('app'), ('project')) f(family)
LEFT JOIN attempt_counts c USING (date, family)
LEFT JOIN deployers USING (date, family)
ORDER BY date, family;

CREATE TABLE deploy_success_by_version AS
WITH deploys AS (
  SELECT dt, family, anon_key, ci, outcome, coalesce(version_line, '(unknown)') AS version_line
  FROM real_attempts
  WHERE family IN ('app', 'project')
),
-- `(unknown)` is the lowest version: an empty rank sorts below all.
line_ranks AS (
  SELECT DISTINCT version_line, line_rank FROM versions
  UNION ALL
  SELECT '(unknown)', ''
),
kept AS (
  SELECT dt, family, version_line, line_rank
  FROM (
    SELECT dt, family, version_line, count(DISTINCT anon_key) FILTER (ci IS NOT TRUE) AS deployers
    FROM deploys
    GROUP BY dt, family, version_line
  )
  JOIN line_ranks USING (version_line)
  WHERE deployers >= getvariable('min_cell')
  QUALIFY row_number() OVER (
    PARTITION BY dt, family ORDER BY deployers DESC, line_rank DESC
  ) <= most_rows()
),
-- Distinct counts are recounted over the folded rows.
folded AS (
  SELECT
    d.* EXCLUDE (version_line),
    coalesce(k.version_line, '(other)') AS version_line,
    k.line_rank
  FROM deploys d
  LEFT JOIN kept k USING (dt, family, version_line)
),
counts AS (
  SELECT
    dt AS date,
    family,
    version_line,
    line_rank,
    count(*) AS attempts,
    count(*) FILTER (outcome = 'succeeded') AS succeeded,
    count(*) FILTER (outcome = 'failed') AS failed,
    count(*) FILTER (outcome = 'failed_graceful') AS failed_graceful,
    count(*) FILTER (outcome = 'abandoned') AS abandoned,
    count(*) FILTER (outcome = 'pending') AS pending,
    count(DISTINCT anon_key) FILTER (ci IS NOT TRUE) AS deployers
  FROM folded
  GROUP BY dt, family, version_line, line_rank
)
SELECT
  date,
  family,
  version_line,
  attempts,
  succeeded,
  failed,
  failed_graceful,
  abandoned,
  pending,
  ratio(succeeded, succeeded + failed + failed_graceful) AS success_rate,
  deployers,
  final,
  1::BIGINT AS revision
FROM counts
JOIN days USING (date)
-- Highest version first, then (unknown), then (other), which has no rank.
ORDER BY date, family, line_rank DESC NULLS LAST;

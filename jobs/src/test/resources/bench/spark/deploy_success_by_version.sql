WITH deploys AS (
  SELECT dt, family, anon_key, ci, outcome, coalesce(version_line, '(unknown)') AS version_line
  FROM attempts
  WHERE family IN ('app', 'project') AND outcome <> 'orphaned'
),
line_ranks AS (
  SELECT DISTINCT version_line, line_rank FROM versions
  UNION ALL
  SELECT '(unknown)', ''
),
ranked AS (
  SELECT
    *,
    row_number() OVER (PARTITION BY dt, family ORDER BY deployers DESC, line_rank DESC) AS place
  FROM (
    SELECT
      dt,
      family,
      version_line,
      count(DISTINCT CASE WHEN ci IS NOT TRUE THEN anon_key END) AS deployers
    FROM deploys
    GROUP BY dt, family, version_line
  )
  JOIN line_ranks USING (version_line)
  WHERE deployers >= min_cell
),
kept AS (SELECT dt, family, version_line, line_rank FROM ranked WHERE place <= 200),
folded AS (
  SELECT
    d.dt,
    d.family,
    d.anon_key,
    d.ci,
    d.outcome,
    coalesce(k.version_line, '(other)') AS version_line,
    k.line_rank
  FROM deploys d
  LEFT JOIN kept k
    ON k.dt = d.dt AND k.family = d.family AND k.version_line = d.version_line
),
counts AS (
  SELECT
    dt AS date,
    family,
    version_line,
    line_rank,
    count(*) AS attempts,
    count_if(outcome = 'succeeded') AS succeeded,
    count_if(outcome = 'failed') AS failed,
    count_if(outcome = 'failed_graceful') AS failed_graceful,
    count_if(outcome = 'abandoned') AS abandoned,
    count_if(outcome = 'pending') AS pending,
    count(DISTINCT CASE WHEN ci IS NOT TRUE THEN anon_key END) AS deployers
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
  1L AS revision
FROM counts
JOIN days USING (date)
ORDER BY date, family, line_rank DESC NULLS LAST

WITH creators AS (
  SELECT
    a.dt AS date,
    count(DISTINCT a.anon_key) AS creators,
    count(DISTINCT CASE WHEN u.first_create_day = a.dt THEN a.anon_key END) AS first_time_creators
  FROM attempts a
  JOIN users u ON u.anon_key = a.anon_key
  WHERE a.family = 'create' AND a.outcome = 'succeeded' AND a.ci IS NOT TRUE
  GROUP BY a.dt
)
SELECT
  d.date,
  coalesce(attempts, 0) AS attempts,
  coalesce(succeeded, 0) AS created,
  coalesce(failed, 0) AS failed,
  coalesce(failed_graceful, 0) AS failed_graceful,
  coalesce(abandoned, 0) AS abandoned,
  coalesce(pending, 0) AS pending,
  coalesce(orphaned, 0) AS orphaned,
  ratio(succeeded, succeeded + failed + failed_graceful) AS success_rate,
  coalesce(creators, 0) AS creators,
  CASE WHEN history >= 28 THEN coalesce(first_time_creators, 0) END AS first_time_creators,
  coalesce(ci_attempts, 0) AS ci_attempts,
  final,
  1L AS revision
FROM days d
LEFT JOIN attempt_counts c ON c.date = d.date AND c.family = 'create'
LEFT JOIN creators p ON p.date = d.date
ORDER BY d.date

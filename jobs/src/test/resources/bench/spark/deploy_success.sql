WITH deployers AS (
  SELECT
    dt AS date,
    family,
    count(*) AS deployers,
    count_if(first_outcome = 'succeeded') AS first_try_success_users
  FROM (
    SELECT dt, family, anon_key, min_by(outcome, started_at) AS first_outcome
    FROM attempts
    WHERE outcome <> 'orphaned' AND ci IS NOT TRUE
    GROUP BY dt, family, anon_key
  )
  GROUP BY dt, family
)
SELECT
  d.date,
  f.family,
  coalesce(attempts, 0) AS attempts,
  coalesce(succeeded, 0) AS succeeded,
  coalesce(failed, 0) AS failed,
  coalesce(failed_graceful, 0) AS failed_graceful,
  coalesce(abandoned, 0) AS abandoned,
  coalesce(pending, 0) AS pending,
  coalesce(orphaned, 0) AS orphaned,
  ratio(succeeded, succeeded + failed + failed_graceful) AS success_rate,
  ratio(succeeded, succeeded + failed + failed_graceful + abandoned) AS strict_success_rate,
  coalesce(deployers, 0) AS deployers,
  coalesce(first_try_success_users, 0) AS first_try_success_users,
  floor(round(duration_tenths[0], 6) + 0.5) / 10D AS duration_p50_s,
  floor(round(duration_tenths[1], 6) + 0.5) / 10D AS duration_p90_s,
  coalesce(ci_attempts, 0) AS ci_attempts,
  final,
  1L AS revision
FROM days d
CROSS JOIN (VALUES ('app'), ('project')) AS f(family)
LEFT JOIN attempt_counts c ON c.date = d.date AND c.family = f.family
LEFT JOIN deployers p ON p.date = d.date AND p.family = f.family
ORDER BY d.date, f.family

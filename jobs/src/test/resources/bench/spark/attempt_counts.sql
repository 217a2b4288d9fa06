SELECT
  dt AS date,
  family,
  count_if(outcome <> 'orphaned') AS attempts,
  count_if(outcome = 'succeeded') AS succeeded,
  count_if(outcome = 'failed') AS failed,
  count_if(outcome = 'failed_graceful') AS failed_graceful,
  count_if(outcome = 'abandoned') AS abandoned,
  count_if(outcome = 'pending') AS pending,
  count_if(outcome = 'orphaned') AS orphaned,
  count_if(outcome <> 'orphaned' AND ci) AS ci_attempts,
  percentile(round(duration_s * 10), array(0.5, 0.9)) FILTER (WHERE outcome = 'succeeded')
    AS duration_tenths
FROM attempts
GROUP BY dt, family

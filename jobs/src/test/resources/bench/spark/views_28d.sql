-- Each ID's version at the end of each day: its latest in D-27 … D.
WITH seen AS (
  SELECT 'admin' AS surface, anon_key, dt, admin_version AS version
  FROM daily_users
  WHERE admin_version IS NOT NULL
  UNION ALL
  SELECT 'deploy', anon_key, dt, deploy_version
  FROM daily_users
  WHERE deploy_version IS NOT NULL
)
SELECT d.date, s.surface, s.anon_key, max_by(s.version, s.dt) AS version
FROM days d
JOIN seen s ON s.dt BETWEEN date_sub(d.date, 27) AND d.date
GROUP BY d.date, s.surface, s.anon_key

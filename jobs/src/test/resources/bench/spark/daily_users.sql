SELECT
  e.dt,
  e.anon_key,
  count_if(e.family = 'admin') > 0 AS active_admin,
  count_if(e.family = 'admin') > 0
    AND count_if(e.family = 'admin' AND e.ci IS NOT TRUE) = 0 AS admin_ci_built,
  count_if(e.family <> 'admin' AND e.ci IS NOT TRUE) > 0 AS active_cli,
  count_if(e.family = 'admin') AS admin_loads,
  count_if(e.family <> 'admin') AS cli_events,
  min(e.received_at) AS first_at,
  max(e.received_at) AS last_at,
  max(struct(e.received_at, v.rank, e.version AS version)) FILTER (
    WHERE e.version IS NOT NULL AND e.family = 'admin'
  ).version AS admin_version,
  max(struct(e.received_at, v.rank, e.version AS version)) FILTER (
    WHERE e.version IS NOT NULL AND e.family IN ('project', 'app') AND e.ci IS NOT TRUE
  ).version AS deploy_version
FROM events e
LEFT JOIN versions v ON v.version = e.version
GROUP BY e.dt, e.anon_key

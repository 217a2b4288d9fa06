WITH active AS (SELECT * FROM daily_users WHERE active_admin OR active_cli),
windows AS (
  SELECT
    d.date,
    count(DISTINCT CASE WHEN a.dt > date_sub(d.date, 7) THEN a.anon_key END) AS wau,
    count(DISTINCT a.anon_key) AS mau
  FROM days d
  JOIN active a ON a.dt BETWEEN date_sub(d.date, 27) AND d.date
  GROUP BY d.date
),
seen AS (
  SELECT *, lag(dt) OVER (PARTITION BY anon_key ORDER BY dt) AS previous_day FROM active
),
counts AS (
  SELECT
    dt AS date,
    count(*) AS dau,
    count_if(active_admin) AS dau_admin,
    count_if(admin_ci_built) AS dau_admin_ci_built,
    count_if(active_cli) AS dau_cli,
    count_if(previous_day IS NULL) AS new_users,
    count_if(previous_day >= date_sub(dt, 27)) AS returning_users,
    count_if(previous_day < date_sub(dt, 27)) AS resurrected_users
  FROM seen
  GROUP BY dt
),
loads AS (SELECT dt AS date, sum(admin_loads) AS admin_loads FROM daily_users GROUP BY dt)
SELECT
  date,
  coalesce(dau, 0) AS dau,
  coalesce(dau_admin, 0) AS dau_admin,
  coalesce(dau_admin_ci_built, 0) AS dau_admin_ci_built,
  coalesce(dau_cli, 0) AS dau_cli,
  CASE WHEN history >= 7 THEN coalesce(wau, 0) END AS wau_7d,
  CASE WHEN history >= 28 THEN coalesce(mau, 0) END AS mau_28d,
  CASE WHEN history >= 28 THEN ratio(coalesce(dau, 0), mau) END AS stickiness,
  CASE WHEN history >= 28 THEN coalesce(new_users, 0) END AS new_users,
  CASE WHEN history >= 28 THEN coalesce(returning_users, 0) END AS returning_users,
  CASE WHEN history >= 28 THEN coalesce(resurrected_users, 0) END AS resurrected_users,
  coalesce(admin_loads, 0) AS admin_loads,
  final,
  1L AS revision
FROM days
LEFT JOIN windows USING (date)
LEFT JOIN counts USING (date)
LEFT JOIN loads USING (date)
ORDER BY date

-- Report daily_active_users (SPEC 8).
--
-- An ID active on day d counts for wau on d … d + 6 and for mau on d … d + 27, until its next
-- active day takes over. So each active day enters a window count once and leaves it once, and the
-- count of a day is the sum of all that entered minus all that left.
CREATE TABLE daily_active_users AS
WITH active AS (
  SELECT
    dt,
    anon_key,
    active_admin,
    admin_ci_built,
    active_cli,
    lag(dt) OVER of_id AS previous_day,
    lead(dt) OVER of_id AS next_day
  FROM daily_users
  WHERE active_admin OR active_cli
  WINDOW of_id AS (PARTITION BY anon_key ORDER BY dt)
),
moves AS (
  SELECT dt AS date, 1 AS wau, 1 AS mau FROM active
  UNION ALL
  SELECT least(dt + 7, coalesce(next_day, dt + 7)), -1, 0 FROM active
  UNION ALL
  SELECT least(dt + 28, coalesce(next_day, dt + 28)), 0, -1 FROM active
),
windows AS (
  SELECT
    date,
    sum(coalesce(m.wau, 0)) OVER so_far AS wau,
    sum(coalesce(m.mau, 0)) OVER so_far AS mau
  FROM days
  LEFT JOIN (SELECT date, sum(wau) AS wau, sum(mau) AS mau FROM moves GROUP BY date) m USING (date)
  WINDOW so_far AS (ORDER BY date ROWS UNBOUNDED PRECEDING)
),
counts AS (
  SELECT
    dt AS date,
    count(*) AS dau,
    count(*) FILTER (active_admin) AS dau_admin,
    count(*) FILTER (admin_ci_built) AS dau_admin_ci_built,
    count(*) FILTER (active_cli) AS dau_cli,
    count(*) FILTER (previous_day IS NULL) AS new_users,
    count(*) FILTER (previous_day >= dt - 27) AS returning_users,
    count(*) FILTER (previous_day < dt - 27) AS resurrected_users
  FROM active
  GROUP BY dt
),
loads AS (SELECT dt AS date, sum(admin_loads) AS admin_loads FROM daily_users GROUP BY dt)
SELECT
  date,
  coalesce(dau, 0) AS dau,
  coalesce(dau_admin, 0) AS dau_admin,
  coalesce(dau_admin_ci_built, 0) AS dau_admin_ci_built,
  coalesce(dau_cli, 0) AS dau_cli,
  -- A column that looks back n days is empty on days with fewer than n days of history.
  CASE WHEN history >= 7 THEN wau::BIGINT END AS wau_7d,
  CASE WHEN history >= 28 THEN mau::BIGINT END AS mau_28d,
  CASE WHEN history >= 28 THEN ratio(coalesce(dau, 0), mau::BIGINT) END AS stickiness,
  CASE WHEN history >= 28 THEN coalesce(new_users, 0) END AS new_users,
  CASE WHEN history >= 28 THEN coalesce(returning_users, 0) END AS returning_users,
  CASE WHEN history >= 28 THEN coalesce(resurrected_users, 0) END AS resurrected_users,
  coalesce(admin_loads, 0)::BIGINT AS admin_loads,
  final,
  1::BIGINT AS revision
FROM days
LEFT JOIN windows USING (date)
LEFT JOIN counts USING (date)
LEFT JOIN loads USING (date)
ORDER BY date;

-- Report retention (README, "Reports beyond the contract"). Weeks are ISO: Monday to Sunday.
CREATE TABLE retention AS
WITH cohorts AS (
  SELECT anon_key, date_trunc('week', first_active_day)::DATE AS monday
  FROM users
  WHERE first_active_day IS NOT NULL
    AND monday - getvariable('first_day') + 1 >= 28
),
active AS (
  SELECT DISTINCT date_trunc('week', dt)::DATE + 6 AS date, anon_key
  FROM daily_users
  WHERE active_admin OR active_cli
),
cells AS (
  SELECT a.date, c.monday, (a.date - 6 - c.monday) // 7 AS week, count(*) AS users
  FROM active a
  JOIN cohorts c USING (anon_key)
  JOIN days d ON d.date = a.date
  WHERE (a.date - 6 - c.monday) // 7 <= 52
  GROUP BY ALL
),
folded AS (
  SELECT
    date,
    CASE WHEN users >= getvariable('min_cell') THEN monday END AS monday,
    CASE WHEN users >= getvariable('min_cell') THEN week END AS week,
    sum(users)::BIGINT AS users
  FROM cells
  GROUP BY ALL
)
SELECT
  f.date,
  coalesce(strftime(f.monday, '%Y-%m-%d'), '(other)') AS cohort_week,
  f.week::BIGINT AS week,
  s.users AS cohort_users,
  f.users,
  ratio(f.users, s.users) AS retention,
  final,
  1::BIGINT AS revision
FROM folded f
JOIN days USING (date)
LEFT JOIN folded s ON s.monday = f.monday AND s.week = 0
ORDER BY f.date, f.monday NULLS LAST;

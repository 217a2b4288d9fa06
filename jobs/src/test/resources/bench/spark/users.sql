WITH active AS (
  SELECT
    anon_key,
    min(dt) FILTER (WHERE active_admin OR active_cli) AS first_active_day,
    max(dt) FILTER (WHERE active_admin OR active_cli) AS last_active_day
  FROM daily_users
  GROUP BY anon_key
),
creating AS (
  SELECT anon_key, min(dt) AS first_create_day FROM events WHERE family = 'create' GROUP BY anon_key
)
SELECT anon_key, first_active_day, first_create_day, last_active_day
FROM active
LEFT JOIN creating USING (anon_key)

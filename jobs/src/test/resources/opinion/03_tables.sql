-- The tables events, daily_users and users (SPEC 6, 7 and 12); `dt` is the day of a row.

-- SPEC 6.1: two accepted lines are the same event when ID, event and instant are equal. The
-- survivor is the smallest by version text, then ci, null last.
CREATE TABLE events AS
WITH survivors AS (
  SELECT received_day, received_at, anon_key, event, version, ci
  FROM lines
  WHERE final_bucket = 'accepted'
  QUALIFY row_number() OVER (
    PARTITION BY anon_key, event, received_at
    ORDER BY version NULLS LAST, ci NULLS LAST
  ) = 1
)
SELECT
  s.received_day AS dt,
  s.received_at,
  s.anon_key,
  s.event,
  n.family,
  n.stage,
  s.version,
  v.version_line,
  coalesce(v.channel, 'unknown') AS channel,
  s.ci
FROM survivors s
JOIN event_names n ON n.sent = s.event
LEFT JOIN versions v ON v.version = s.version;

-- SPEC 7: one row for every ID with an event that day. `ci IS NOT TRUE`: unknown is not true.
CREATE TABLE daily_users AS
WITH ranked AS (
  SELECT
    e.*,
    -- What the day's version is taken from: the latest event, at one instant the higher version.
    CASE WHEN e.version IS NOT NULL THEN {'at': received_at, 'rank': v.rank} END AS recency
  FROM events e
  LEFT JOIN versions v ON v.version = e.version
)
SELECT
  dt,
  anon_key,
  count(*) FILTER (family = 'admin') > 0 AS active_admin,
  active_admin AND count(*) FILTER (family = 'admin' AND ci IS NOT TRUE) = 0 AS admin_ci_built,
  count(*) FILTER (family <> 'admin' AND ci IS NOT TRUE) > 0 AS active_cli,
  count(*) FILTER (family = 'admin') AS admin_loads,
  count(*) FILTER (family <> 'admin') AS cli_events,
  min(received_at) AS first_at,
  max(received_at) AS last_at,
  arg_max(version, recency) FILTER (version IS NOT NULL AND family = 'admin') AS admin_version,
  arg_max(version, recency) FILTER (
    version IS NOT NULL AND family IN ('project', 'app') AND ci IS NOT TRUE
  ) AS deploy_version
FROM ranked
GROUP BY dt, anon_key;

-- SPEC 7: one row for every ID ever seen; days null if never active, never creating.
CREATE TABLE users AS
WITH active AS (
  SELECT
    anon_key,
    min(dt) FILTER (active_admin OR active_cli) AS first_active_day,
    max(dt) FILTER (active_admin OR active_cli) AS last_active_day
  FROM daily_users
  GROUP BY anon_key
),
creating AS (
  SELECT anon_key, min(dt) AS first_create_day
  FROM events
  WHERE family = 'create'
  GROUP BY anon_key
)
SELECT anon_key, first_active_day, first_create_day, last_active_day
FROM active
LEFT JOIN creating USING (anon_key);

-- The tables events, daily_users and users (SPEC 6, 7 and 12). `anon_key` is the number of the
-- pseudonym here, which sorts as it does; the pseudonym itself comes in when a table is written.

-- The survivor of two lines that are one event: the smallest by version text, then ci, null last.
-- Both in one number, so that one minimum decides. Sorted once, for the windows and the files.
CREATE TEMP TABLE events AS
WITH merged AS (
  SELECT
    id_no,
    event_no,
    received_at,
    min(coalesce(version_no, 1 << 28) * 4 + coalesce(ci::INTEGER, 3)) AS survivor
  FROM lines
  WHERE bucket = 'accepted'
  GROUP BY id_no, event_no, received_at
)
SELECT
  m.received_at::DATE AS dt,
  m.id_no AS anon_key,
  m.received_at,
  m.event_no,
  n.family,
  n.step,
  CASE WHEN m.survivor < (1 << 30) THEN (m.survivor // 4)::INTEGER END AS version_no,
  CASE m.survivor % 4 WHEN 0 THEN false WHEN 1 THEN true END AS ci
FROM merged m
JOIN event_names n USING (event_no)
ORDER BY m.id_no, m.received_at, m.event_no;

-- A day's version is that of the latest event, at one instant the higher one: time and precedence
-- in one number. 65,536 versions are enough for anyone, and a product too large is an error.
CREATE MACRO recency(received_at, precedence) AS
  (epoch_us(received_at) - epoch_us(getvariable('first_day')::TIMESTAMP)) * 65536 + precedence;

CREATE TEMP TABLE daily_users AS
WITH folded AS (
  SELECT
    e.dt,
    e.anon_key,
    count(*) FILTER (e.family = 'admin') AS admin_loads,
    count(*) FILTER (e.family = 'admin' AND e.ci IS NOT TRUE) AS admin_loads_elsewhere,
    count(*) FILTER (e.family <> 'admin') AS cli_events,
    count(*) FILTER (e.family <> 'admin' AND e.ci IS NOT TRUE) AS cli_events_of_people,
    count(*) FILTER (e.family = 'create') > 0 AS creating,
    min(e.received_at) AS first_at,
    max(e.received_at) AS last_at,
    max(recency(e.received_at, v.precedence)) FILTER (e.family = 'admin') % 65536 AS admin_version,
    max(recency(e.received_at, v.precedence)) FILTER (
      e.family IN ('project', 'app') AND e.ci IS NOT TRUE
    ) % 65536 AS deploy_version
  FROM events e
  LEFT JOIN versions v ON v.version_no = e.version_no
  GROUP BY e.dt, e.anon_key
)
SELECT
  f.dt,
  f.anon_key,
  f.admin_loads > 0 AS active_admin,
  f.admin_loads > 0 AND f.admin_loads_elsewhere = 0 AS admin_ci_built,
  f.cli_events_of_people > 0 AS active_cli,
  f.admin_loads,
  f.cli_events,
  f.first_at,
  f.last_at,
  a.version AS admin_version,
  d.version AS deploy_version,
  f.creating
FROM folded f
LEFT JOIN versions a ON a.precedence = f.admin_version
LEFT JOIN versions d ON d.precedence = f.deploy_version;

CREATE TEMP TABLE users AS
SELECT
  anon_key,
  min(dt) FILTER (active_admin OR active_cli) AS first_active_day,
  min(dt) FILTER (creating) AS first_create_day,
  max(dt) FILTER (active_admin OR active_cli) AS last_active_day
FROM daily_users
GROUP BY anon_key;

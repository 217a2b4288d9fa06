-- The table attempts (SPEC 8), exactly, by the windows of the second opinion: see
-- opinion/04_attempts.sql for why a stack can be told by levels. Here on numbers, one for each
-- (ID, family), and with `absorbed` beside the balance, so that fewer sorts are needed.

CREATE MACRO timeout_of(family) AS
  CASE family WHEN 'create' THEN INTERVAL 2 HOUR ELSE INTERVAL 6 HOUR END;

CREATE TEMP TABLE levelled AS
WITH ordered AS (
  SELECT
    dt,
    anon_key,
    family,
    anon_key::BIGINT * 4 + enum_code(family) AS timeline,
    received_at,
    step,
    version_no,
    ci,
    row_number() OVER of_timeline AS seq,
    lag(step) OVER of_timeline AS previous_step,
    lag(received_at) OVER of_timeline AS previous_at
  FROM events
  WHERE family <> 'admin'
  WINDOW of_timeline AS (PARTITION BY timeline ORDER BY received_at, step)
),
counted AS (
  SELECT
    * EXCLUDE (previous_step, previous_at),
    sum(CASE step WHEN 0 THEN 1 ELSE -1 END) OVER (
      PARTITION BY timeline ORDER BY seq ROWS UNBOUNDED PRECEDING
    )::INTEGER AS balance
  FROM ordered
  WHERE NOT coalesce(
    family = 'create'
    AND step = 3
    AND previous_step IN (1, 2)
    AND received_at - previous_at <= timeout_of('create'),
    false
  )
),
-- Open attempts after each event: terminals that find nothing open do not count.
stacked AS (
  SELECT
    *,
    balance - least(0, min(balance) OVER (
      PARTITION BY timeline ORDER BY seq ROWS UNBOUNDED PRECEDING
    )) AS open
  FROM counted
)
SELECT
  * EXCLUDE (balance, open),
  CASE step
    WHEN 0 THEN open
    ELSE coalesce(lag(open) OVER (PARTITION BY timeline ORDER BY seq), 0)
  END AS level
FROM stacked;

CREATE TYPE outcome AS ENUM (
  'succeeded', 'failed', 'failed_graceful', 'abandoned', 'pending', 'orphaned'
);

CREATE TEMP TABLE attempts AS
WITH paired AS (
  SELECT
    *,
    lead(step) OVER on_level AS closing_step,
    lead(received_at) OVER on_level AS closed_at,
    lead(seq) OVER on_level AS closed_seq,
    lag(received_at) OVER on_level AS opened_at,
    lag(seq) OVER on_level AS opened_seq
  FROM levelled
  WINDOW on_level AS (PARTITION BY timeline, level ORDER BY seq)
),
evicted AS (
  SELECT DISTINCT oldest.timeline, oldest.seq
  FROM paired newest
  JOIN paired oldest
    ON oldest.timeline = newest.timeline
    AND oldest.level = newest.level - getvariable('most_open')
    AND oldest.step = 0
    AND oldest.seq < newest.seq
    AND (oldest.closed_seq IS NULL OR newest.seq < oldest.closed_seq)
  WHERE newest.step = 0 AND newest.level > getvariable('most_open')
),
starts AS (
  SELECT
    p.* EXCLUDE (closed_at, opened_at),
    p.received_at AS started_at,
    CASE
      WHEN e.seq IS NULL AND closed_at - p.received_at <= timeout_of(p.family) THEN closed_at
    END AS ended_at,
    CASE
      WHEN ended_at IS NOT NULL THEN
        CASE closing_step
          WHEN 3 THEN 'succeeded'::outcome
          WHEN 1 THEN 'failed'::outcome
          ELSE 'failed_graceful'::outcome
        END
      WHEN e.seq IS NOT NULL THEN 'abandoned'::outcome
      WHEN getvariable('newest_day') + INTERVAL 1 DAY - p.received_at > timeout_of(p.family)
        THEN 'abandoned'::outcome
      ELSE 'pending'::outcome
    END AS outcome
  FROM paired p
  LEFT JOIN evicted e ON e.timeline = p.timeline AND e.seq = p.seq
  WHERE p.step = 0
),
orphans AS (
  SELECT
    t.* EXCLUDE (closed_at, opened_at),
    NULL::TIMESTAMP AS started_at,
    t.received_at AS ended_at,
    'orphaned'::outcome AS outcome
  FROM paired t
  LEFT JOIN evicted e ON e.timeline = t.timeline AND e.seq = t.opened_seq
  WHERE t.step <> 0
    AND (t.level = 0 OR e.seq IS NOT NULL OR t.received_at - t.opened_at > timeout_of(t.family))
)
SELECT
  a.dt,
  a.anon_key,
  a.family,
  v.version,
  v.version_line,
  coalesce(v.channel, 'unknown') AS channel,
  a.ci,
  a.started_at,
  a.ended_at,
  ((epoch_us(a.ended_at) - epoch_us(a.started_at) + 50000) // 100000) / 10.0 AS duration_s,
  a.outcome
FROM (SELECT * FROM starts UNION ALL BY NAME SELECT * FROM orphans) a
LEFT JOIN versions v USING (version_no)
ORDER BY a.anon_key, coalesce(a.started_at, a.ended_at);

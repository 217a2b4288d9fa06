-- Pairing by windows, as in opinion/04_attempts.sql, but for the limit of 1,000 open attempts, which
-- this peer does not know.
WITH cli AS (
  SELECT
    *,
    CASE stage WHEN 'start' THEN 0 WHEN 'error' THEN 1 WHEN 'error-graceful' THEN 2 ELSE 3 END
      AS step,
    CASE family WHEN 'create' THEN 7200 ELSE 21600 END * 1000000L AS timeout,
    unix_micros(received_at) AS at_micros
  FROM events
  WHERE family <> 'admin'
),
ordered AS (
  SELECT
    *,
    row_number() OVER timeline AS seq,
    lag(step) OVER timeline AS previous_step,
    lag(at_micros) OVER timeline AS previous_at
  FROM cli
  WINDOW timeline AS (PARTITION BY anon_key, family ORDER BY received_at, step)
),
balanced AS (
  SELECT
    *,
    sum(CASE step WHEN 0 THEN 1 ELSE -1 END) OVER (
      PARTITION BY anon_key, family ORDER BY seq ROWS UNBOUNDED PRECEDING
    ) AS balance
  FROM ordered
  WHERE NOT coalesce(
    family = 'create'
    AND step = 3
    AND previous_step IN (1, 2)
    AND at_micros - previous_at <= timeout,
    false
  )
),
stacked AS (
  SELECT
    *,
    balance - least(0, min(balance) OVER (
      PARTITION BY anon_key, family ORDER BY seq ROWS UNBOUNDED PRECEDING
    )) AS open
  FROM balanced
),
levelled AS (
  SELECT
    *,
    CASE step
      WHEN 0 THEN open
      ELSE coalesce(lag(open) OVER (PARTITION BY anon_key, family ORDER BY seq), 0)
    END AS level
  FROM stacked
),
paired AS (
  SELECT
    *,
    lead(step) OVER on_level AS closing_step,
    lead(received_at) OVER on_level AS closed_at,
    lead(at_micros) OVER on_level AS closed_micros,
    lag(at_micros) OVER on_level AS opened_micros
  FROM levelled
  WINDOW on_level AS (PARTITION BY anon_key, family, level ORDER BY seq)
),
judged AS (
  SELECT
    *,
    CASE
      WHEN step = 0 AND closed_micros - at_micros <= timeout THEN closed_at
      WHEN step <> 0 THEN received_at
    END AS ended_at,
    CASE WHEN step = 0 THEN received_at END AS started_at
  FROM paired
  WHERE step = 0 OR level = 0 OR at_micros - opened_micros > timeout
)
SELECT
  dt,
  anon_key,
  family,
  version,
  version_line,
  channel,
  ci,
  started_at,
  ended_at,
  ((unix_micros(ended_at) - unix_micros(started_at) + 50000) DIV 100000) / 10D AS duration_s,
  CASE
    WHEN step <> 0 THEN 'orphaned'
    WHEN ended_at IS NOT NULL THEN
      CASE closing_step WHEN 3 THEN 'succeeded' WHEN 1 THEN 'failed' ELSE 'failed_graceful' END
    WHEN unix_micros(CAST(date_add(newest_day, 1) AS TIMESTAMP)) - at_micros > timeout
      THEN 'abandoned'
    ELSE 'pending'
  END AS outcome
FROM judged

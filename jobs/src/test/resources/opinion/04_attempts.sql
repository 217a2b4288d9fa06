-- The table attempts (SPEC 8, Attempts, and 12).
--
-- The contract tells of a stack: a start is pushed, a terminal event closes the latest open attempt
-- unless that is too old. Too old is for ever, and whatever lies below is older still; so nothing
-- changes if a late terminal pops what it cannot close. Then starts and terminals pair up like
-- brackets, which windows can do, and age only decides what a pair is worth: in time, one attempt;
-- too late, an abandoned attempt and an orphan.

CREATE MACRO timeout_of(family) AS
  CASE family WHEN 'create' THEN INTERVAL 2 HOUR ELSE INTERVAL 6 HOUR END;

CREATE TABLE attempts AS
WITH ordered AS (
  SELECT
    e.*,
    n.step,
    lag(e.stage) OVER timeline AS previous_stage,
    lag(e.received_at) OVER timeline AS previous_at
  FROM events e
  JOIN event_names n ON n.sent = e.event
  WHERE e.family <> 'admin'
  WINDOW timeline AS (PARTITION BY e.anon_key, e.family ORDER BY e.received_at, n.step)
),
-- In family create an end right after an error, not older than the timeout, counts nowhere. It was
-- still the predecessor of what follows: `ordered` looks back before anything is taken out.
counted AS (
  SELECT * EXCLUDE (previous_stage, previous_at)
  FROM ordered
  WHERE NOT coalesce(
    family = 'create'
    AND stage = 'end'
    AND previous_stage IN ('error', 'error-graceful')
    AND received_at - previous_at <= timeout_of(family),
    false
  )
),
balanced AS (
  SELECT
    *,
    row_number() OVER timeline AS seq,
    sum(CASE stage WHEN 'start' THEN 1 ELSE -1 END) OVER (timeline ROWS UNBOUNDED PRECEDING)
      AS balance
  FROM counted
  WINDOW timeline AS (PARTITION BY anon_key, family ORDER BY received_at, step)
),
-- Open attempts after each event: terminals that find nothing open do not count.
stacked AS (
  SELECT
    *,
    balance - least(0, min(balance) OVER (
      PARTITION BY anon_key, family ORDER BY seq ROWS UNBOUNDED PRECEDING
    )) AS open
  FROM balanced
),
-- `level`: where on the stack a start lies or what a terminal takes; 0 if nothing is open.
levelled AS (
  SELECT
    *,
    CASE stage
      WHEN 'start' THEN open
      ELSE coalesce(lag(open) OVER (PARTITION BY anon_key, family ORDER BY seq), 0)
    END AS level
  FROM stacked
),
-- On one level starts and terminals take turns: a start is closed by what comes next there.
paired AS (
  SELECT
    *,
    lead(stage) OVER on_level AS closing_stage,
    lead(received_at) OVER on_level AS closed_at,
    lead(seq) OVER on_level AS closed_seq,
    lag(received_at) OVER on_level AS opened_at,
    lag(seq) OVER on_level AS opened_seq
  FROM levelled
  WINDOW on_level AS (PARTITION BY anon_key, family, level ORDER BY seq)
),
-- At most 1,000 (`most_open`) are open at once: the start that many levels higher pushes the oldest
-- out. What is too old is older than all that is not, so it never keeps a place from another.
evicted AS (
  SELECT DISTINCT oldest.anon_key, oldest.family, oldest.seq
  FROM paired newest
  JOIN paired oldest
    ON oldest.anon_key = newest.anon_key
    AND oldest.family = newest.family
    AND oldest.level = newest.level - getvariable('most_open')
    AND oldest.stage = 'start'
    AND oldest.seq < newest.seq
    AND (oldest.closed_seq IS NULL OR newest.seq < oldest.closed_seq)
  WHERE newest.stage = 'start' AND newest.level > getvariable('most_open')
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
        CASE closing_stage
          WHEN 'end' THEN 'succeeded'
          WHEN 'error' THEN 'failed'
          ELSE 'failed_graceful'
        END
      WHEN e.seq IS NOT NULL THEN 'abandoned'
      -- Open at the end (24:00) of the newest day: exactly as old as the timeout is still pending.
      WHEN getvariable('newest_day') + INTERVAL 1 DAY - p.received_at > timeout_of(p.family)
        THEN 'abandoned'
      ELSE 'pending'
    END AS outcome
  FROM paired p
  LEFT JOIN evicted e ON e.anon_key = p.anon_key AND e.family = p.family AND e.seq = p.seq
  WHERE p.stage = 'start'
),
orphans AS (
  SELECT
    t.* EXCLUDE (closed_at, opened_at),
    NULL::TIMESTAMP AS started_at,
    t.received_at AS ended_at,
    'orphaned' AS outcome
  FROM paired t
  LEFT JOIN evicted e ON e.anon_key = t.anon_key AND e.family = t.family AND e.seq = t.opened_seq
  WHERE t.stage <> 'start'
    AND (t.level = 0 OR e.seq IS NOT NULL OR t.received_at - t.opened_at > timeout_of(t.family))
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
  -- Tenths of a second, half up.
  ((epoch_us(ended_at) - epoch_us(started_at) + 50000) // 100000) / 10.0 AS duration_s,
  outcome
FROM (SELECT * FROM starts UNION ALL BY NAME SELECT * FROM orphans);

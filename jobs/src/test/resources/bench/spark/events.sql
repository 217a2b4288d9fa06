-- Duplicates removed; the survivor is the smallest by version, then ci, null last.
WITH merged AS (
  SELECT
    received_at,
    anon_key,
    event,
    min(struct(version IS NULL, version AS version, ci IS NULL, ci AS ci)) AS survivor
  FROM lines
  WHERE bucket = 'accepted'
  GROUP BY received_at, anon_key, event
)
SELECT
  to_date(received_at) AS dt,
  received_at,
  anon_key,
  event,
  CASE
    WHEN event = 'admin-app-start' THEN 'admin'
    WHEN event LIKE 'cli-create-%' THEN 'create'
    WHEN event LIKE 'cli-project-%' THEN 'project'
    ELSE 'app'
  END AS family,
  CASE
    WHEN event = 'admin-app-start' THEN NULL
    ELSE regexp_extract(event, '(start|end|error|error-graceful)$', 1)
  END AS stage,
  survivor.version AS version,
  concat(regexp_extract(survivor.version, '^(v\\d+\\.\\d+)', 1), '.x') AS version_line,
  CASE
    WHEN survivor.version IS NULL THEN 'unknown'
    WHEN survivor.version RLIKE '^v0\\.0\\.0($|-)' THEN 'dev'
    WHEN survivor.version LIKE '%-%' THEN 'prerelease'
    ELSE 'stable'
  END AS channel,
  survivor.ci AS ci
FROM merged

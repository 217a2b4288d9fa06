WITH now_views AS (SELECT * FROM views_28d WHERE surface = 'deploy'),
moves AS (
  SELECT
    n.date,
    coalesce(t.version, '(none)') AS from_version,
    n.version AS to_version,
    count(*) AS users
  FROM now_views n
  JOIN days d ON d.date = n.date AND d.history >= 8
  LEFT JOIN now_views t ON t.anon_key = n.anon_key AND t.date = date_sub(n.date, 7)
  WHERE t.version IS NULL OR t.version <> n.version
  GROUP BY n.date, coalesce(t.version, '(none)'), n.version
),
ranked AS (
  SELECT
    m.*,
    coalesce(f.rank, '') AS from_rank,
    t.rank AS to_rank,
    CASE
      WHEN f.version IS NULL THEN 'first'
      WHEN t.major = f.major AND t.minor = f.minor AND t.patch = f.patch THEN 'channel'
      WHEN struct(t.major, t.minor, t.patch) < struct(f.major, f.minor, f.patch) THEN 'downgrade'
      WHEN t.major > f.major THEN 'upgrade_major'
      WHEN t.minor > f.minor THEN 'upgrade_minor'
      ELSE 'upgrade_patch'
    END AS kind
  FROM moves m
  LEFT JOIN versions f ON f.version = m.from_version
  JOIN versions t ON t.version = m.to_version
),
placed AS (
  SELECT
    *,
    users >= min_cell
      AND row_number() OVER (
        PARTITION BY date ORDER BY users DESC, from_rank DESC, to_rank DESC
      ) <= 200 AS kept
  FROM ranked
),
named AS (
  SELECT
    date,
    CASE WHEN kept THEN from_version ELSE '(other)' END AS from_version,
    CASE WHEN kept THEN to_version ELSE '(other)' END AS to_version,
    CASE WHEN kept THEN kind ELSE 'other' END AS kind,
    CASE WHEN kept THEN from_rank END AS from_rank,
    CASE WHEN kept THEN to_rank END AS to_rank,
    users
  FROM placed
),
folded AS (
  SELECT date, from_version, to_version, kind, from_rank, to_rank, sum(users) AS users
  FROM named
  GROUP BY date, from_version, to_version, kind, from_rank, to_rank
)
SELECT date, from_version, to_version, kind, users, final, 1L AS revision
FROM folded
JOIN days USING (date)
ORDER BY date, from_rank DESC NULLS LAST, to_rank DESC NULLS LAST

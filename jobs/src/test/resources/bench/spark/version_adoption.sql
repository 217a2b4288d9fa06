WITH cells AS (
  SELECT date, surface, version, count(*) AS users FROM views_28d GROUP BY date, surface, version
),
ranked AS (
  SELECT
    c.*,
    v.version_line,
    v.channel,
    v.rank,
    c.users >= min_cell
      AND row_number() OVER (
        PARTITION BY c.date, c.surface ORDER BY c.users DESC, v.rank DESC
      ) <= 200 AS kept
  FROM cells c
  JOIN versions v ON v.version = c.version
),
named AS (
  SELECT
    date,
    surface,
    CASE WHEN kept THEN version ELSE '(other)' END AS version,
    CASE WHEN kept THEN version_line ELSE '(other)' END AS version_line,
    CASE WHEN kept THEN channel ELSE 'other' END AS channel,
    CASE WHEN kept THEN rank END AS rank,
    users
  FROM ranked
),
folded AS (
  SELECT date, surface, version, version_line, channel, rank, sum(users) AS users
  FROM named
  GROUP BY date, surface, version, version_line, channel, rank
)
SELECT
  date,
  surface,
  version,
  version_line,
  channel,
  users,
  ratio(users, sum(users) OVER (PARTITION BY date, surface)) AS share,
  final,
  1L AS revision
FROM folded
JOIN days USING (date)
ORDER BY date, surface, rank DESC NULLS LAST

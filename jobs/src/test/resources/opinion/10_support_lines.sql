-- Report support_lines (README, "Reports beyond the contract").

-- The first day version_adoption shows each stable version on each surface, from its rows as they
-- are published: folded ones are not shown.
CREATE TABLE shown_releases AS
SELECT surface, version, v.version_line, v.line_rank, v.rank, min(date) AS first_shown
FROM version_adoption a
JOIN versions v USING (version)
WHERE v.channel = 'stable'
GROUP BY ALL;

CREATE TABLE support_lines AS
WITH lines_of_day AS (
  SELECT date, surface, v.version_line, v.line_rank, sum(users)::BIGINT AS users
  FROM adoption_cells
  JOIN versions v USING (version)
  GROUP BY ALL
),
ranked AS (
  SELECT
    *,
    users >= getvariable('min_cell')
      AND row_number() OVER (
        PARTITION BY date, surface ORDER BY users DESC, line_rank DESC
      ) <= most_rows() AS kept
  FROM lines_of_day
),
folded AS (
  SELECT
    date,
    surface,
    CASE WHEN kept THEN version_line ELSE '(other)' END AS version_line,
    CASE WHEN kept THEN line_rank END AS line_rank,
    sum(users)::BIGINT AS users
  FROM ranked
  GROUP BY ALL
),
-- Of each line the highest release shown by each day, and when it was first.
newest AS (
  SELECT
    f.date,
    f.surface,
    f.version_line,
    arg_max(r.version, r.rank) AS newest_release,
    (f.date - arg_max(r.first_shown, r.rank))::BIGINT AS newest_release_days
  FROM folded f
  JOIN shown_releases r USING (surface, version_line)
  WHERE r.first_shown <= f.date
  GROUP BY f.date, f.surface, f.version_line
),
newer AS (
  SELECT f.date, f.surface, f.version_line, (f.date - min(r.first_shown))::BIGINT AS newer_line_days
  FROM folded f
  JOIN shown_releases r ON r.surface = f.surface AND r.line_rank > f.line_rank
  WHERE r.first_shown <= f.date
  GROUP BY f.date, f.surface, f.version_line
)
SELECT
  f.date,
  f.surface,
  f.version_line,
  f.users,
  ratio(f.users, (sum(f.users) OVER (PARTITION BY f.date, f.surface))::BIGINT) AS share,
  b.users AS users_28d_before,
  newest_release,
  newest_release_days,
  newer_line_days,
  final,
  1::BIGINT AS revision
FROM folded f
JOIN days USING (date)
LEFT JOIN folded b
  ON b.date = f.date - 28
  AND b.surface = f.surface
  AND b.version_line = f.version_line
  AND f.version_line <> '(other)'
LEFT JOIN newest n
  ON n.date = f.date AND n.surface = f.surface AND n.version_line = f.version_line
LEFT JOIN newer w
  ON w.date = f.date AND w.surface = f.surface AND w.version_line = f.version_line
ORDER BY f.date, f.surface, f.line_rank DESC NULLS LAST;

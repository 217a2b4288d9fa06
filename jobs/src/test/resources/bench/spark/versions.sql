-- What derives from a version; `rank` sorts as text by precedence.
WITH parts AS (
  SELECT
    version,
    version_line,
    channel,
    CAST(regexp_extract(version, '^v(\\d+)', 1) AS INT) AS major,
    CAST(regexp_extract(version, '^v\\d+\\.(\\d+)', 1) AS INT) AS minor,
    CAST(regexp_extract(version, '^v\\d+\\.\\d+\\.(\\d+)', 1) AS INT) AS patch,
    regexp_extract(version, '-([a-z]+)', 1) AS label,
    regexp_extract(version, '-[a-z]+\\.(\\d+)$', 1) AS number
  FROM (SELECT DISTINCT version, version_line, channel FROM events WHERE version IS NOT NULL)
)
SELECT
  version,
  version_line,
  channel,
  major,
  minor,
  patch,
  format_string('%05d.%05d', major, minor) AS line_rank,
  concat(
    format_string('%05d.%05d.%05d ', major, minor, patch),
    CASE
      WHEN label = '' THEN '~'
      ELSE concat(label, ' ', CASE WHEN number = '' THEN '' ELSE lpad(number, 4, '0') END)
    END
  ) AS rank
FROM parts

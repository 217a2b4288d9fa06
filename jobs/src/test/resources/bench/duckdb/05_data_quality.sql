-- Report data_quality (SPEC 5, 8 and 12), as far as a lenient reader knows it: what it does not
-- look at (blank to duplicate_field, dropped_fields) is 0 here and left out when compared.
CREATE TEMP TABLE line_counts AS
SELECT
  folder_day,
  received_at::DATE AS received_day,
  bucket,
  count(*) AS lines,
  count(*) FILTER (invalid_version) AS invalid_version,
  count(*) FILTER (invalid_ci) AS invalid_ci
FROM lines
GROUP BY ALL;

CREATE TABLE data_quality AS
WITH folder_files AS (
  SELECT folder_day AS date, count(*) AS files, sum(bytes)::BIGINT AS bytes
  FROM raw_files
  GROUP BY folder_day
),
folder_lines AS (
  SELECT
    folder_day AS date,
    sum(lines)::BIGINT AS lines,
    sum(lines) FILTER (bucket = 'missing_received_at')::BIGINT AS missing_received_at,
    sum(lines) FILTER (bucket = 'bad_received_at')::BIGINT AS bad_received_at,
    sum(lines) FILTER (bucket = 'missing_id')::BIGINT AS missing_id,
    sum(lines) FILTER (bucket = 'bad_id')::BIGINT AS bad_id,
    sum(lines) FILTER (bucket = 'missing_event')::BIGINT AS missing_event,
    sum(lines) FILTER (bucket = 'unknown_event')::BIGINT AS unknown_event,
    sum(lines) FILTER (bucket = 'misplaced')::BIGINT AS misplaced,
    sum(lines) FILTER (bucket = 'deferred')::BIGINT AS deferred,
    sum(lines) FILTER (bucket = 'accepted')::BIGINT AS accepted,
    sum(invalid_version) FILTER (bucket = 'accepted')::BIGINT AS invalid_version,
    sum(invalid_ci) FILTER (bucket = 'accepted')::BIGINT AS invalid_ci
  FROM line_counts
  GROUP BY folder_day
),
received AS (
  SELECT received_day AS date, sum(lines)::BIGINT AS accepted_lines
  FROM line_counts
  WHERE bucket = 'accepted'
  GROUP BY received_day
),
rows AS (SELECT dt AS date, count(*) AS events FROM events GROUP BY dt)
SELECT
  date,
  coalesce(files, 0) AS files,
  coalesce(bytes, 0) AS bytes,
  coalesce(lines, 0) AS lines,
  0::BIGINT AS blank,
  0::BIGINT AS too_long,
  0::BIGINT AS torn,
  0::BIGINT AS malformed,
  0::BIGINT AS not_object,
  0::BIGINT AS duplicate_field,
  coalesce(missing_received_at, 0) AS missing_received_at,
  coalesce(bad_received_at, 0) AS bad_received_at,
  coalesce(missing_id, 0) AS missing_id,
  coalesce(bad_id, 0) AS bad_id,
  coalesce(missing_event, 0) AS missing_event,
  coalesce(unknown_event, 0) AS unknown_event,
  coalesce(misplaced, 0) AS misplaced,
  coalesce(deferred, 0) AS deferred,
  0::BIGINT AS forgotten,
  coalesce(accepted, 0) AS accepted,
  0::BIGINT AS dropped_fields,
  coalesce(invalid_version, 0) AS invalid_version,
  coalesce(invalid_ci, 0) AS invalid_ci,
  coalesce(events, 0) AS events,
  coalesce(accepted_lines, 0) - coalesce(events, 0) AS duplicates,
  final,
  1::BIGINT AS revision
FROM days
LEFT JOIN folder_files USING (date)
LEFT JOIN folder_lines USING (date)
LEFT JOIN received USING (date)
LEFT JOIN rows USING (date)
ORDER BY date;

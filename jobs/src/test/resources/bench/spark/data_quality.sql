-- What a lenient reader does not look at (blank to duplicate_field, dropped_fields) is 0.
WITH folder_files AS (
  SELECT folder_day AS date, count(*) AS files, sum(bytes) AS bytes FROM raw_files GROUP BY folder_day
),
folder_lines AS (
  SELECT
    folder_day AS date,
    count(*) AS lines,
    count_if(bucket = 'missing_received_at') AS missing_received_at,
    count_if(bucket = 'bad_received_at') AS bad_received_at,
    count_if(bucket = 'missing_id') AS missing_id,
    count_if(bucket = 'bad_id') AS bad_id,
    count_if(bucket = 'missing_event') AS missing_event,
    count_if(bucket = 'unknown_event') AS unknown_event,
    count_if(bucket = 'misplaced') AS misplaced,
    count_if(bucket = 'deferred') AS deferred,
    count_if(bucket = 'accepted') AS accepted,
    count_if(bucket = 'accepted' AND invalid_version) AS invalid_version,
    count_if(bucket = 'accepted' AND invalid_ci) AS invalid_ci
  FROM lines
  GROUP BY folder_day
),
received AS (
  SELECT received_day AS date, count(*) AS accepted_lines
  FROM lines
  WHERE bucket = 'accepted'
  GROUP BY received_day
),
rows AS (SELECT dt AS date, count(*) AS events FROM events GROUP BY dt)
SELECT
  date,
  coalesce(files, 0) AS files,
  coalesce(bytes, 0) AS bytes,
  coalesce(lines, 0) AS lines,
  0L AS blank,
  0L AS too_long,
  0L AS torn,
  0L AS malformed,
  0L AS not_object,
  0L AS duplicate_field,
  coalesce(missing_received_at, 0) AS missing_received_at,
  coalesce(bad_received_at, 0) AS bad_received_at,
  coalesce(missing_id, 0) AS missing_id,
  coalesce(bad_id, 0) AS bad_id,
  coalesce(missing_event, 0) AS missing_event,
  coalesce(unknown_event, 0) AS unknown_event,
  coalesce(misplaced, 0) AS misplaced,
  coalesce(deferred, 0) AS deferred,
  0L AS forgotten,
  coalesce(accepted, 0) AS accepted,
  0L AS dropped_fields,
  coalesce(invalid_version, 0) AS invalid_version,
  coalesce(invalid_ci, 0) AS invalid_ci,
  coalesce(events, 0) AS events,
  coalesce(accepted_lines, 0) - coalesce(events, 0) AS duplicates,
  final,
  1L AS revision
FROM days
LEFT JOIN folder_files USING (date)
LEFT JOIN folder_lines USING (date)
LEFT JOIN received USING (date)
LEFT JOIN rows USING (date)
ORDER BY date

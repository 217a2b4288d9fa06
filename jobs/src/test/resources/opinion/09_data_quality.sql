-- Report data_quality (SPEC 5, 8 and 12): of the landing folder first, then of the received day.
CREATE TABLE data_quality AS
WITH folder_files AS (
  SELECT folder_day AS date, count(*) AS files, sum(bytes)::BIGINT AS bytes
  FROM raw_files
  GROUP BY folder_day
),
folder_lines AS (
  SELECT
    folder_day AS date,
    count(*) AS lines,
    count(*) FILTER (final_bucket = 'blank') AS blank,
    count(*) FILTER (final_bucket = 'too_long') AS too_long,
    count(*) FILTER (final_bucket = 'torn') AS torn,
    count(*) FILTER (final_bucket = 'malformed') AS malformed,
    count(*) FILTER (final_bucket = 'not_object') AS not_object,
    count(*) FILTER (final_bucket = 'duplicate_field') AS duplicate_field,
    count(*) FILTER (final_bucket = 'missing_received_at') AS missing_received_at,
    count(*) FILTER (final_bucket = 'bad_received_at') AS bad_received_at,
    count(*) FILTER (final_bucket = 'missing_id') AS missing_id,
    count(*) FILTER (final_bucket = 'bad_id') AS bad_id,
    count(*) FILTER (final_bucket = 'missing_event') AS missing_event,
    count(*) FILTER (final_bucket = 'unknown_event') AS unknown_event,
    count(*) FILTER (final_bucket = 'misplaced') AS misplaced,
    count(*) FILTER (final_bucket = 'deferred') AS deferred,
    0::BIGINT AS forgotten,
    count(*) FILTER (final_bucket = 'accepted') AS accepted,
    coalesce(sum(dropped_fields) FILTER (final_bucket = 'accepted'), 0)::BIGINT AS dropped_fields,
    count(*) FILTER (final_bucket = 'accepted' AND invalid_version) AS invalid_version,
    count(*) FILTER (final_bucket = 'accepted' AND invalid_ci) AS invalid_ci
  FROM lines
  GROUP BY folder_day
),
received AS (
  SELECT received_day AS date, count(*) AS accepted_lines
  FROM lines
  WHERE final_bucket = 'accepted'
  GROUP BY received_day
),
rows AS (SELECT dt AS date, count(*) AS events FROM events GROUP BY dt)
SELECT
  date,
  coalesce(files, 0) AS files,
  coalesce(bytes, 0) AS bytes,
  coalesce(lines, 0) AS lines,
  coalesce(blank, 0) AS blank,
  coalesce(too_long, 0) AS too_long,
  coalesce(torn, 0) AS torn,
  coalesce(malformed, 0) AS malformed,
  coalesce(not_object, 0) AS not_object,
  coalesce(duplicate_field, 0) AS duplicate_field,
  coalesce(missing_received_at, 0) AS missing_received_at,
  coalesce(bad_received_at, 0) AS bad_received_at,
  coalesce(missing_id, 0) AS missing_id,
  coalesce(bad_id, 0) AS bad_id,
  coalesce(missing_event, 0) AS missing_event,
  coalesce(unknown_event, 0) AS unknown_event,
  coalesce(misplaced, 0) AS misplaced,
  coalesce(deferred, 0) AS deferred,
  coalesce(forgotten, 0) AS forgotten,
  coalesce(accepted, 0) AS accepted,
  coalesce(dropped_fields, 0) AS dropped_fields,
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

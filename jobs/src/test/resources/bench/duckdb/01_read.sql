-- Reads the raw lines once, in parallel, only the paths of the allowlist (SPEC 3). A peer of the
-- benchmark reads as DuckDB's engineers intended: it takes one of two fields of one name, counts no
-- dropped fields, and a line that is no JSON object becomes a row of nulls. So its input is what
-- `SampleLogs --clean` writes.
--
-- Variables set by the caller: raw_files (VARCHAR[]), first_day and newest_day (DATE); min_cell,
-- lookback and most_open (BIGINT). Tables filled by the caller: raw_files, id_key.
--
-- The first path present wins, and JSON null counts as absent: coalesce. A value of another kind
-- than a string becomes its JSON text, which no rule below takes.
CREATE TEMP TABLE sent AS
SELECT
  dt AS folder_day,
  received_at,
  coalesce(anonymous_id, data.identity, distinct_id) AS id,
  coalesce(event, data.event) AS event,
  coalesce(properties.version, data.properties.version) AS version,
  coalesce(properties.ci, data.properties.ci) AS ci
FROM read_json(
  getvariable('raw_files'),
  format = 'newline_delimited',
  ignore_errors = true,
  hive_partitioning = true,
  hive_types = {'dt': 'DATE'},
  columns = {
    received_at: 'VARCHAR',
    anonymous_id: 'VARCHAR',
    distinct_id: 'VARCHAR',
    event: 'VARCHAR',
    properties: 'STRUCT(version VARCHAR, ci VARCHAR)',
    data:
      'STRUCT(identity VARCHAR, event VARCHAR, properties STRUCT(version VARCHAR, ci VARCHAR))'
  }
);

-- Fills the tables of 01_raw.sql without Java from large plain NDJSON that is known to be clean:
-- no compression, one object a line, every listed value a string or a boolean. For benchmarks, in
-- which this SQL is the other runner; hostile input needs the strict reading.
--
-- Variables set by the caller besides those of 01_raw.sql: raw_folder, and raw_files (VARCHAR[]),
-- whose names hold no wildcard.
-- Not known here: dropped fields (null, so the report says 0), and a boolean from its text.

CREATE MACRO folder_day_of(file) AS
  file[length(getvariable('raw_folder')) + length('/dt=') + 1:][:length('2026-11-22')]::DATE;

INSERT INTO raw_files
SELECT filename, folder_day_of(filename), size
FROM read_blob(getvariable('raw_files'));

INSERT INTO raw_lines
SELECT
  filename,
  folder_day_of(filename),
  NULL,
  NULL,
  's' || received_at,
  's' || anonymous_id,
  's' || data.identity,
  's' || distinct_id,
  's' || event,
  's' || data.event,
  's' || properties.version,
  's' || data.properties.version,
  's' || properties.ci,
  's' || data.properties.ci
FROM read_json(
  getvariable('raw_files'),
  format = 'newline_delimited',
  filename = true,
  hive_partitioning = false,
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

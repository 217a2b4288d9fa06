-- What the reading step hands over (SPEC 2 and 12). Whoever fills these three tables decides
-- nothing but questions of bytes, compression and JSON syntax; every rule about values follows.
--
-- Variables set by the caller: first_day and newest_day (DATE); min_cell, lookback and most_open
-- (BIGINT).

-- One row a file used: growing ones are not here.
CREATE TABLE raw_files (file VARCHAR, folder_day DATE, bytes BIGINT);

-- One row a line. `bucket` is null for a line that is one JSON object without a doubled name.
-- A column a path of the allowlist (SPEC 3), in its order of preference. A value is written with
-- its kind in front: 's' and the text of a string, 't' true, 'f' false, 'n' number, 'o' object,
-- 'a' array. NULL: absent, or JSON null, which counts as absent.
CREATE TABLE raw_lines (
  file VARCHAR,
  folder_day DATE,
  bucket VARCHAR,
  dropped_fields BIGINT,
  received_at VARCHAR,
  anonymous_id VARCHAR,
  data_identity VARCHAR,
  distinct_id VARCHAR,
  event VARCHAR,
  data_event VARCHAR,
  properties_version VARCHAR,
  data_properties_version VARCHAR,
  properties_ci VARCHAR,
  data_properties_ci VARCHAR
);

-- The HMAC key as RFC 2104 uses it: padded to 64 bytes, then XOR 0x36… and XOR 0x5c….
CREATE TABLE id_key (inner_pad BLOB, outer_pad BLOB);

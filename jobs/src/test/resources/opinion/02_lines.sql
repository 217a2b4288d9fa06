-- From text to typed values, and the bucket of every line (SPEC 3, 4, 5 and 12).

-- The text of a value that is a JSON string; null for every other kind.
CREATE MACRO string_in(value) AS CASE WHEN value[1] = 's' THEN value[2:] END;

-- SPEC 3: the first path present wins, right or wrong. Null is absent, so coalesce is the rule.
CREATE VIEW line_values AS
SELECT
  file,
  folder_day,
  bucket,
  dropped_fields,
  received_at AS received_at_value,
  coalesce(anonymous_id, data_identity, distinct_id) AS id_value,
  coalesce(event, data_event) AS event_value,
  coalesce(properties_version, data_properties_version) AS version_value,
  coalesce(properties_ci, data_properties_ci) AS ci_value
FROM raw_lines;

-- SPEC 3, received_at: ISO-8601 with Z or an offset of at most 18:00, cut to microseconds. A text
-- of another form gives null, and so does a day that no calendar has. Years are 0001-9999, as
-- written.
CREATE MACRO is_instant(text) AS
  regexp_full_match(
    text,
    '\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?'
    '(?:Z|[+-](?:(?:0\d|1[0-7]):[0-5]\d|18:00))'
  )
  AND text >= '0001';
CREATE MACRO offset_of(text) AS CASE
  WHEN text[-1] = 'Z' THEN INTERVAL 0 MINUTE
  ELSE to_minutes(
    (CASE text[-6] WHEN '-' THEN -1 ELSE 1 END)
    * (60 * try_cast(text[-5:-4] AS INTEGER) + try_cast(text[-2:] AS INTEGER))
  )
END;
CREATE MACRO local_time_in(text) AS
  -- Without Z or offset, and without the digits below a microsecond.
  (CASE WHEN text[-1] = 'Z' THEN text[:-2] ELSE text[:-7] END)[1:26];
CREATE MACRO instant_of(text) AS CASE
  WHEN is_instant(text) THEN try_cast(local_time_in(text) AS TIMESTAMP) - offset_of(text)
END;

-- SPEC 4: the names we count, canonical and short, with family and stage.
CREATE TABLE event_names AS
WITH families(prefix, family) AS (
  VALUES
    ('create-webiny-project', 'create'),
    ('project-deploy', 'project'),
    ('pulumi-command-deploy', 'app')
),
stages(stage, step) AS (VALUES ('start', 0), ('error', 1), ('error-graceful', 2), ('end', 3)),
canonical AS (
  SELECT prefix || '-' || stage AS short, 'cli-' || short AS event, family, stage, step
  FROM families, stages
  UNION ALL
  SELECT 'app-start', 'admin-app-start', 'admin', NULL, NULL
)
SELECT event AS sent, event, family, stage, step FROM canonical
UNION ALL
SELECT short, event, family, stage, step FROM canonical;

-- SPEC 3, version: each distinct text is judged once. `version` is null for a text that is wrong.
CREATE TABLE sent_versions AS
WITH sent AS (
  SELECT DISTINCT version_value, string_in(version_value) AS text
  FROM line_values
  WHERE version_value IS NOT NULL
),
matched AS (
  SELECT
    version_value,
    regexp_extract(
      text,
      '^v?(0|[1-9]\d{0,4})\.(0|[1-9]\d{0,4})\.(0|[1-9]\d{0,4})'
      -- Identifiers of a prerelease: a number without leading zero, or anything with a non-digit.
      '(?:-((?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*)'
      '(?:\.(?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*))*))?'
      '(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$',
      ['major', 'minor', 'patch', 'pre']
    ) AS p
  FROM sent
  WHERE length(text) <= 64
),
parts AS (
  SELECT
    version_value,
    p,
    string_split(p.pre, '.') AS identifiers,
    identifiers[1] AS label,
    CASE WHEN regexp_full_match(identifiers[2], '0|[1-9]\d{0,3}') THEN identifiers[2] END AS number
  FROM matched
),
kept AS (
  SELECT
    version_value,
    p,
    label,
    number,
    concat('v', p.major, '.', p.minor, '.', p.patch) AS release
  FROM parts
  WHERE p.major <> ''
    AND label IN ('', 'alpha', 'beta', 'rc', 'next', 'canary', 'unstable', 'dev', 'preview', 'pre')
    -- A dash without identifiers does not match at all, so an empty label means no prerelease.
)
SELECT
  version_value,
  CASE WHEN label = '' THEN release ELSE concat_ws('.', release || '-' || label, number) END
    AS version,
  label,
  number,
  p.major::INTEGER AS major,
  p.minor::INTEGER AS minor,
  p.patch::INTEGER AS patch
FROM kept;

-- The versions as stored, with what derives from them (SPEC 7 and 12). `rank` sorts as text by
-- precedence: numbers, then a release ('~') above its prereleases, then label and number as in
-- semantic versioning, where a missing number comes first.
CREATE TABLE versions AS
SELECT DISTINCT
  version,
  concat('v', major, '.', minor, '.x') AS version_line,
  CASE
    WHEN major = 0 AND minor = 0 AND patch = 0 THEN 'dev'
    WHEN label <> '' THEN 'prerelease'
    ELSE 'stable'
  END AS channel,
  major,
  minor,
  patch,
  printf('%05d.%05d', major, minor) AS line_rank,
  concat(
    line_rank,
    printf('.%05d ', patch),
    CASE WHEN label = '' THEN '~' ELSE concat(label, ' ', lpad(number, 4, '0')) END
  ) AS rank
FROM sent_versions;

-- SPEC 3, anon_key: each distinct ID is hashed once; HMAC-SHA-256 by its definition (RFC 2104).
CREATE TABLE anonymous_ids AS
WITH sent AS (
  SELECT DISTINCT id_value, lower(string_in(id_value)) AS uuid
  FROM line_values
  WHERE id_value IS NOT NULL
)
SELECT
  id_value,
  unhex(
    sha256(outer_pad || unhex(sha256(inner_pad || encode(uuid))))[1:32]
  ) AS anon_key
FROM sent, id_key
WHERE regexp_full_match(uuid, '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}')
  AND uuid <> '00000000-0000-0000-0000-000000000000';

-- SPEC 5: the first bucket that applies, in the contract's order. The syntactic ones come with the
-- line; `forgotten` cannot occur, since nothing was asked to be forgotten.
CREATE TABLE lines AS
WITH typed AS (
  SELECT
    l.*,
    instant_of(string_in(received_at_value)) AS received_at,
    received_at::DATE AS received_day
  FROM line_values l
)
SELECT
  file,
  folder_day,
  dropped_fields,
  received_at,
  received_day,
  anon_key,
  names.event,
  v.version,
  typed.version_value IS NOT NULL AND v.version IS NULL AS invalid_version,
  CASE
    WHEN ci_value IN ('t', 'strue', 'syes') THEN true
    WHEN ci_value IN ('f', 'sfalse', 'sno') THEN false
  END AS ci,
  ci_value IS NOT NULL AND ci IS NULL AS invalid_ci,
  CASE
    WHEN bucket IS NOT NULL THEN bucket
    WHEN received_at_value IS NULL THEN 'missing_received_at'
    WHEN received_at IS NULL THEN 'bad_received_at'
    WHEN typed.id_value IS NULL THEN 'missing_id'
    WHEN anon_key IS NULL THEN 'bad_id'
    WHEN event_value IS NULL THEN 'missing_event'
    WHEN names.event IS NULL THEN 'unknown_event'
    -- SPEC 2: the folder's day bounds the clock.
    WHEN abs(received_day - folder_day) > 1 THEN 'misplaced'
    WHEN received_day NOT BETWEEN getvariable('first_day') AND getvariable('newest_day')
      THEN 'deferred'
    ELSE 'accepted'
  END AS final_bucket
FROM typed
LEFT JOIN anonymous_ids ids ON ids.id_value = typed.id_value
LEFT JOIN event_names names ON names.sent = string_in(event_value)
LEFT JOIN sent_versions v ON v.version_value = typed.version_value;

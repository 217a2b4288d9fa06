-- From text to small numbers, and the bucket of every line (SPEC 3, 4 and 5). What is wide is judged
-- once for each distinct value: IDs are hashed and numbered in the order of their pseudonyms, events
-- and versions numbered; everything after this moves and sorts integers.

CREATE TYPE bucket AS ENUM (
  'missing_received_at',
  'bad_received_at',
  'missing_id',
  'bad_id',
  'missing_event',
  'unknown_event',
  'misplaced',
  'deferred',
  'accepted'
);
CREATE TYPE family AS ENUM ('admin', 'app', 'create', 'project');

CREATE TEMP TABLE event_names AS
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
SELECT
  row_number() OVER (ORDER BY event)::TINYINT AS event_no,
  short,
  event,
  family::family AS family,
  stage,
  step::TINYINT AS step
FROM canonical;

CREATE TEMP TABLE event_spellings AS
SELECT event AS sent, event_no FROM event_names
UNION ALL
SELECT short, event_no FROM event_names;

-- The text of a version that is right, taken apart by plain string functions, which are many times
-- faster than the captures of a regular expression.
CREATE TEMP TABLE version_spellings AS
WITH texts AS MATERIALIZED (SELECT DISTINCT version AS sent FROM sent WHERE version IS NOT NULL),
right_ones AS MATERIALIZED (
  SELECT
    sent,
    split_part(sent, '+', 1) AS core,
    strpos(core, '-') AS dash,
    ltrim(CASE WHEN dash > 0 THEN core[:dash - 1] ELSE core END, 'v') AS release,
    string_split(release, '.') AS numbers,
    string_split(CASE WHEN dash > 0 THEN core[dash + 1:] ELSE '' END, '.') AS prerelease
  FROM texts
  WHERE length(sent) <= 64
    AND regexp_full_match(
      sent,
      'v?(?:0|[1-9]\d{0,4})\.(?:0|[1-9]\d{0,4})\.(?:0|[1-9]\d{0,4})'
      '(?:-(?:alpha|beta|rc|next|canary|unstable|dev|preview|pre)'
      '(?:\.(?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*))*)?'
      '(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?'
    )
),
parts AS (
  SELECT
    sent,
    'v' || release AS release,
    numbers[1]::INTEGER AS major,
    numbers[2]::INTEGER AS minor,
    numbers[3]::INTEGER AS patch,
    prerelease[1] AS label,
    CASE WHEN regexp_full_match(prerelease[2], '0|[1-9]\d{0,3}') THEN prerelease[2] END AS number
  FROM right_ones
),
named AS (
  SELECT
    *,
    CASE WHEN label = '' THEN release ELSE concat_ws('.', release || '-' || label, number) END
      AS version,
    printf('%05d.%05d', major, minor) AS line_rank,
    -- Sorts as text by precedence: a release ('~') above its prereleases, a missing number first.
    concat(
      line_rank,
      printf('.%05d ', patch),
      CASE WHEN label = '' THEN '~' ELSE concat(label, ' ', lpad(number, 4, '0')) END
    ) AS rank
  FROM parts
)
SELECT
  *,
  dense_rank() OVER (ORDER BY version)::INTEGER AS version_no,
  dense_rank() OVER (ORDER BY rank)::INTEGER AS precedence
FROM named;

CREATE TEMP TABLE versions AS
SELECT DISTINCT
  version_no,
  precedence,
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
  line_rank,
  rank
FROM version_spellings;

-- HMAC-SHA-256 by its definition (RFC 2104); `id_no` sorts as the pseudonym does.
CREATE TEMP TABLE ids AS
WITH texts AS (SELECT DISTINCT id AS sent FROM sent WHERE id IS NOT NULL),
hashed AS (
  SELECT
    sent,
    unhex(sha256(outer_pad || unhex(sha256(inner_pad || encode(lower(sent)))))[1:32]) AS pseudonym
  FROM texts, id_key
  WHERE regexp_full_match(
      sent,
      '[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}'
    )
    AND sent <> '00000000-0000-0000-0000-000000000000'
)
SELECT sent, pseudonym, dense_rank() OVER (ORDER BY pseudonym)::INTEGER AS id_no FROM hashed;

CREATE TEMP TABLE pseudonyms AS
SELECT DISTINCT id_no, pseudonym FROM ids;

CREATE MACRO instant_of(text) AS CASE
  WHEN regexp_full_match(
      text,
      '\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?'
      '(?:Z|[+-](?:(?:0\d|1[0-7]):[0-5]\d|18:00))'
    )
    -- By way of an instant: a cast to TIMESTAMP would leave the offset out.
    THEN make_timestamp(epoch_us(try_cast(text AS TIMESTAMPTZ)))
END;

CREATE TEMP TABLE lines AS
WITH typed AS (
  SELECT
    * EXCLUDE (received_at, ci),
    received_at IS NULL AS missing_received_at,
    instant_of(received_at) AS received_at,
    ci IS NOT NULL AS has_ci,
    CASE WHEN ci IN ('true', 'yes') THEN true WHEN ci IN ('false', 'no') THEN false END AS ci
  FROM sent
)
SELECT
  t.folder_day,
  t.received_at,
  i.id_no,
  e.event_no,
  v.version_no,
  t.ci,
  t.version IS NOT NULL AND v.version_no IS NULL AS invalid_version,
  t.has_ci AND t.ci IS NULL AS invalid_ci,
  CASE
    WHEN t.missing_received_at THEN 'missing_received_at'::bucket
    WHEN t.received_at IS NULL THEN 'bad_received_at'::bucket
    WHEN t.id IS NULL THEN 'missing_id'::bucket
    WHEN i.id_no IS NULL THEN 'bad_id'::bucket
    WHEN t.event IS NULL THEN 'missing_event'::bucket
    WHEN e.event_no IS NULL THEN 'unknown_event'::bucket
    WHEN abs(t.received_at::DATE - t.folder_day) > 1 THEN 'misplaced'::bucket
    WHEN t.received_at::DATE NOT BETWEEN getvariable('first_day') AND getvariable('newest_day')
      THEN 'deferred'::bucket
    ELSE 'accepted'::bucket
  END AS bucket
FROM typed t
LEFT JOIN ids i ON i.sent = t.id
LEFT JOIN event_spellings e ON e.sent = t.event
LEFT JOIN version_spellings v ON v.sent = t.version;

DROP TABLE sent;
DROP TABLE ids;

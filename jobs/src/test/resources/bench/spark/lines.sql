-- Typed lines with their buckets, of the view `sent` (the JSON as read). HMAC is the function
-- hmac(text); first_day and newest_day are session variables.
WITH picked AS (
  SELECT
    dt AS folder_day,
    received_at AS received_text,
    coalesce(anonymous_id, data.identity, distinct_id) AS id,
    coalesce(event, data.event) AS sent_event,
    coalesce(properties.version, data.properties.version) AS sent_version,
    coalesce(properties.ci, data.properties.ci) AS sent_ci
  FROM sent
),
typed AS (
  SELECT
    *,
    CASE
      WHEN received_text RLIKE '^\\d{4}-\\d{2}-\\d{2}T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,9})?(Z|[+-]((0\\d|1[0-7]):[0-5]\\d|18:00))$'
      THEN try_cast(received_text AS TIMESTAMP)
    END AS received_at,
    CASE
      WHEN id RLIKE '^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$'
        AND id <> '00000000-0000-0000-0000-000000000000'
      THEN hmac(lower(id))
    END AS anon_key,
    CASE
      WHEN sent_event IN ('app-start', 'admin-app-start') THEN 'admin-app-start'
      WHEN sent_event RLIKE '^(cli-)?(create-webiny-project|project-deploy|pulumi-command-deploy)-(start|error|error-graceful|end)$'
      THEN concat('cli-', regexp_replace(sent_event, '^cli-', ''))
    END AS event,
    CASE
      WHEN length(sent_version) <= 64 AND sent_version RLIKE version_pattern()
      THEN concat(
        'v',
        regexp_extract(sent_version, version_pattern(), 1),
        CASE
          WHEN regexp_extract(sent_version, version_pattern(), 2) <> ''
          THEN concat('-', regexp_extract(sent_version, version_pattern(), 2))
          ELSE ''
        END,
        CASE
          WHEN regexp_extract(sent_version, version_pattern(), 3) <> ''
          THEN concat('.', regexp_extract(sent_version, version_pattern(), 3))
          ELSE ''
        END
      )
    END AS version,
    CASE WHEN sent_ci IN ('true', 'yes') THEN true WHEN sent_ci IN ('false', 'no') THEN false END
      AS ci
  FROM picked
)
SELECT
  folder_day,
  received_at,
  to_date(received_at) AS received_day,
  anon_key,
  event,
  version,
  ci,
  sent_version IS NOT NULL AND version IS NULL AS invalid_version,
  sent_ci IS NOT NULL AND ci IS NULL AS invalid_ci,
  CASE
    WHEN received_text IS NULL THEN 'missing_received_at'
    WHEN received_at IS NULL THEN 'bad_received_at'
    WHEN id IS NULL THEN 'missing_id'
    WHEN anon_key IS NULL THEN 'bad_id'
    WHEN sent_event IS NULL THEN 'missing_event'
    WHEN event IS NULL THEN 'unknown_event'
    WHEN abs(datediff(to_date(received_at), folder_day)) > 1 THEN 'misplaced'
    WHEN to_date(received_at) NOT BETWEEN first_day AND newest_day THEN 'deferred'
    ELSE 'accepted'
  END AS bucket
FROM typed

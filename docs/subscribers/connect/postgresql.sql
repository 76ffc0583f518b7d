-- One row for each revision of an event, as it was published. A record that is delivered again meets its own row.
CREATE TABLE conflict_events (
    ce_id text PRIMARY KEY,
    document jsonb NOT NULL,
    published_at timestamptz NOT NULL
);

CREATE INDEX ON conflict_events ((document ->> 'event_id'), ((document ->> 'revision')::int) DESC);

-- The events as they are known now: the newest revision of each, without those that were retracted.
CREATE VIEW conflict_events_now AS
SELECT *
FROM (
    SELECT DISTINCT ON (document ->> 'event_id')
        document ->> 'event_id' AS event_id,
        (document ->> 'revision')::int AS revision,
        (document ->> 'retracted')::boolean AS retracted,
        document ->> 'plover_event' AS plover_event,
        document ->> 'stage' AS stage,
        (document ->> 'p')::float AS p,
        document -> 'location' ->> 'name' AS place,
        document -> 'location' ->> 'country' AS country,
        document -> 'time' ->> 'start' AS starts_on,
        document ->> 'url' AS url,
        document -> 'evidence' -> 0 ->> 'quote' AS quote,
        document,
        published_at
    FROM conflict_events
    ORDER BY document ->> 'event_id', (document ->> 'revision')::int DESC
) AS newest
WHERE NOT retracted;

-- The claimed dead of attacks in Ukraine, with who claims them:
--
--   SELECT starts_on, place, quantity ->> 'low' AS low, quantity ->> 'high' AS high, quantity ->> 'claimed_by' AS claimed_by, quote
--   FROM conflict_events_now, jsonb_array_elements(document -> 'quantities') AS quantity
--   WHERE plover_event = 'ASSAULT' AND country = 'UKR' AND p >= 0.8 AND quantity ->> 'kind' = 'dead';

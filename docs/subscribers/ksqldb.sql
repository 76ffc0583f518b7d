-- ksqlDB over conflict.events.v1. Not run by our tests. A row shows the revision that was read last.
-- Server setting: ksql.streams.consumer.isolation.level=read_committed, or exactly-once processing, which implies it.
SET 'auto.offset.reset' = 'earliest';
SET 'processing.guarantee' = 'exactly_once_v2';

CREATE STREAM conflict_events (
    story_id VARCHAR KEY,
    ce_id BYTES HEADER('ce_id'),
    event_id VARCHAR,
    revision INT,
    retracted BOOLEAN,
    plover_event VARCHAR,
    p DOUBLE,
    location STRUCT<name VARCHAR, country VARCHAR>,
    evidence ARRAY<STRUCT<quote VARCHAR>>,
    url VARCHAR
) WITH (KAFKA_TOPIC = 'conflict.events.v1', KEY_FORMAT = 'KAFKA', VALUE_FORMAT = 'JSON');

-- The events as they are known now, one row each. A query leaves the retracted out: WHERE NOT retracted.
CREATE TABLE conflict_events_now AS
SELECT
    event_id,
    LATEST_BY_OFFSET(revision) AS revision,
    LATEST_BY_OFFSET(retracted) AS retracted,
    LATEST_BY_OFFSET(plover_event) AS plover_event,
    LATEST_BY_OFFSET(p) AS p,
    LATEST_BY_OFFSET(location->country, false) AS country,
    LATEST_BY_OFFSET(evidence[1]->quote) AS quote
FROM conflict_events
GROUP BY event_id
EMIT CHANGES;

SELECT * FROM conflict_events_now
WHERE NOT retracted AND plover_event = 'ASSAULT' AND country = 'UKR' AND p >= 0.8
EMIT CHANGES;

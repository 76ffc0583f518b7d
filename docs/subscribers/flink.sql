-- Flink SQL 2.2 over conflict.events.v1 (sql-client.sh -f flink.sql), with flink-sql-connector-kafka, flink-json and zstd-jni in
-- lib: the connector does not bring zstd, and the topic is compressed with it.
-- Fields that are not declared are passed over; those that an event does not know are NULL.
CREATE TABLE conflict_events (
    event_id STRING,
    revision INT,
    retracted BOOLEAN,
    plover_event STRING,
    stage STRING,
    p DOUBLE,
    location ROW<name STRING, country STRING, lat DOUBLE, lon DOUBLE>,
    quantities ARRAY<ROW<kind STRING, low BIGINT, high BIGINT, party STRING, claimed_by STRING>>,
    evidence ARRAY<ROW<quote STRING, span ARRAY<INT>>>,
    url STRING,
    headers MAP<STRING, BYTES> METADATA VIRTUAL,
    ce_id AS CAST(headers['ce_id'] AS STRING),
    published_at TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' VIRTUAL,
    WATERMARK FOR published_at AS published_at - INTERVAL '1' MINUTE
) WITH (
    'connector' = 'kafka',
    'topic' = 'conflict.events.v1',
    'properties.bootstrap.servers' = 'localhost:9092',
    'properties.group.id' = 'my-desk',
    'properties.isolation.level' = 'read_committed',
    'scan.startup.mode' = 'earliest-offset',
    'format' = 'json'
);

-- The events as they are known now: the newest revision of each, without those that were retracted. A record that is delivered
-- again is not newer, and changes nothing.
CREATE VIEW conflict_events_now AS
SELECT *
FROM (
    SELECT *, ROW_NUMBER() OVER (PARTITION BY event_id ORDER BY revision DESC) AS newest
    FROM conflict_events
)
WHERE newest = 1 AND NOT retracted;

-- Attacks in Ukraine
SELECT event_id, revision, p, evidence[1].quote AS quote
FROM conflict_events_now
WHERE plover_event = 'ASSAULT' AND location.country = 'UKR' AND p >= 0.8;

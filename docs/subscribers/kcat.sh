#!/bin/sh
# Attacks in Ukraine, a line each, with kcat and jq (apt install kcat jq):
#
#   KAFKA_SERVERS=localhost:9092 ./kcat.sh            everything that is held, then what comes
#   ./kcat.sh -e                                      everything that is held
#   ./kcat.sh -o s@$(date -d '2 hours ago' +%s000)    of the last two hours, then what comes
#
# It shows every revision and retraction as it comes, and a record that was delivered twice, twice.
# For the whole record with its headers: kcat -C … -J (JSON), or -f '%h %k %s\n'.
kcat -C -q -u -b "${KAFKA_SERVERS:-localhost:9092}" -t "${TOPIC:-conflict.events.v1}" \
    -X isolation.level=read_committed -o beginning -f '%s\n' "$@" |
jq --unbuffered -r '
    select(.plover_event == "ASSAULT" and .location.country == "UKR" and .p >= 0.8)
    | (if .retracted then "-" else "+" end) + " \(.event_id) r\(.revision) \(.p) \(.evidence[0].quote)"'

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Attacks in Ukraine as they are reported: a table kept up to date from conflict.events.v1.
 *
 * <p>Java 17; lib holds kafka-clients and jackson-databind with what they need (any Kafka 4 distribution has them in libs):
 *
 * <pre>KAFKA_SERVERS=localhost:9092 java -cp 'lib/*' ConflictEvents.java</pre>
 */
public class ConflictEvents {
    static final ObjectMapper JSON = new ObjectMapper();

    /** Records that were handled, by ce_id. In a real application: a primary key of your database, not memory. */
    static final Set<String> seen = new HashSet<>();

    /** The highest revision of each event, by event_id. */
    static final Map<String, Integer> newest = new HashMap<>();

    /** The events as they are known now, by event_id. */
    static final Map<String, JsonNode> table = new HashMap<>();

    public static void main(String[] args) throws Exception {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", System.getenv().getOrDefault("KAFKA_SERVERS", "localhost:9092"),
                "group.id", System.getenv().getOrDefault("GROUP", "my-desk"),
                "isolation.level", "read_committed", // the default would show records of aborted transactions
                "auto.offset.reset", "earliest",
                "enable.auto.commit", "false");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(System.getenv().getOrDefault("TOPIC", "conflict.events.v1")));
            while (true) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
                    byte[] id = record.headers().lastHeader("ce_id").value();
                    handle(new String(id, StandardCharsets.UTF_8), JSON.readTree(record.value()));
                }
                consumer.commitSync(); // after the work is done; a crash before it repeats records, and ce_id tells
            }
        }
    }

    /** An attack in Ukraine, likely enough. Whatever an event does not know is absent: path, not get. */
    static boolean wanted(JsonNode event) {
        return event.path("plover_event").asText().equals("ASSAULT")
                && event.path("location").path("country").asText().equals("UKR")
                && event.path("p").asDouble() >= 0.8;
    }

    /** Brings the table up to date. Handling a record twice changes nothing. */
    static void handle(String ceId, JsonNode event) {
        String id = event.path("event_id").asText();
        int revision = event.path("revision").asInt();
        if (!seen.add(ceId) || revision < newest.getOrDefault(id, 0)) {
            return; // delivered twice; or an older revision that came late, from another partition
        }
        newest.put(id, revision);
        if (wanted(event) && !event.path("retracted").asBoolean()) {
            table.put(id, event); // new, or a newer revision: the whole event, not a difference
            String quote = event.path("evidence").path(0).path("quote").asText();
            System.out.println("+ " + id + " r" + revision + " " + event.path("p") + " " + quote);
        } else if (table.remove(id) != null) { // retracted, or its new revision is no longer what we want
            System.out.println("- " + id);
        }
    }
}

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/** Runs the statements of a file in a Flink cluster inside this process, and prints the changes of the last one, a query, as they come. */
public class FlinkSql {
    public static void main(String[] arguments) throws Exception {
        Configuration configuration = new Configuration();
        configuration.setString("parallelism.default", "1");
        configuration.setString("taskmanager.memory.network.min", "16m");
        configuration.setString("taskmanager.memory.network.max", "16m");
        TableEnvironment tables = TableEnvironment.create(
                EnvironmentSettings.newInstance().inStreamingMode().withConfiguration(configuration).build());
        TableResult result = null;
        for (String statement : Files.readString(Path.of(arguments[0])).replaceAll("(?m)^--.*$", "").split(";")) {
            if (!statement.isBlank()) {
                result = tables.executeSql(statement);
            }
        }
        try (CloseableIterator<Row> rows = result.collect()) {
            while (rows.hasNext()) {
                System.out.println(rows.next());
            }
        }
    }
}

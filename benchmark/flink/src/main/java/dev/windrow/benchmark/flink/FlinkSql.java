package dev.windrow.benchmark.flink;

import dev.windrow.benchmark.peer.FetchSettings;
import dev.windrow.benchmark.peer.GuaranteeOption;
import dev.windrow.benchmark.peer.PeerOptions;
import dev.windrow.benchmark.peer.Termination;
import dev.windrow.benchmark.peer.Windows;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Flink SQL. The planner puts the watermark into the source, which keeps one for each partition of Kafka, and counts up in each source task
 * before it shuffles.
 */
@Command(name = "flink-sql", description = "Aggregates with Flink SQL.")
final class FlinkSql implements Callable<Integer> {

  @Mixin
  private PeerOptions options;

  @Mixin
  private GuaranteeOption guarantee;

  public static void main(String[] args) {
    System.exit(new CommandLine(new FlinkSql()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    Termination termination = Termination.install();
    TableEnvironment tables = TableEnvironment.create(EnvironmentSettings.newInstance()
        .inStreamingMode()
        .withConfiguration(LocalFlink.configuration(options, guarantee.guarantee()))
        .build());
    tables.executeSql(events());
    tables.executeSql(results());
    JobClient job = tables.executeSql(aggregation()).getJobClient().orElseThrow();
    LocalFlink.await(job, termination);
    return 0;
  }

  private String events() {
    return """
        CREATE TABLE events (
          `timestamp` TIMESTAMP(3),
          event_type STRING,
          `value` DOUBLE,
          WATERMARK FOR `timestamp` AS `timestamp` - INTERVAL '%d' SECOND
        ) WITH (
          'connector' = 'kafka',
          'properties.bootstrap.servers' = '%s',
          'properties.group.id' = '%s',
          'properties.isolation.level' = 'read_committed',
          %s,
          'topic' = '%s',
          'scan.startup.mode' = 'earliest-offset',
          'format' = 'json',
          'json.timestamp-format.standard' = 'ISO-8601',
          'json.ignore-parse-errors' = 'true'
        )
        """.formatted(Windows.GRACE.toSeconds(), options.bootstrap(), options.applicationId(), fetchSettings(), options.topic());
  }

  private static String fetchSettings() {
    return FetchSettings.LARGE.entrySet().stream()
        .map(setting -> "'properties." + setting.getKey() + "' = '" + setting.getValue() + "'")
        .collect(Collectors.joining(",\n  "));
  }

  private String results() {
    return """
        CREATE TABLE results (
          window_start STRING,
          window_end STRING,
          event_type STRING,
          `count` BIGINT,
          sum_value DOUBLE,
          avg_value DOUBLE,
          min_value DOUBLE,
          max_value DOUBLE
        ) WITH (
          'connector' = 'kafka',
          'properties.bootstrap.servers' = '%s',
          'properties.transaction.timeout.ms' = '%d',
          'topic' = '%s',
          'sink.delivery-guarantee' = '%s',
          'sink.transactional-id-prefix' = '%s',
          'format' = 'json'
        )
        """.formatted(options.bootstrap(), GuaranteeOption.TRANSACTION_TIMEOUT.toMillis(), options.output(), guarantee.guarantee(),
            options.applicationId());
  }

  /** What could not be read is null. */
  private static String aggregation() {
    return """
        INSERT INTO results
        SELECT
          DATE_FORMAT(window_start, 'yyyy-MM-dd''T''HH:mm:ss''Z'''),
          DATE_FORMAT(window_end, 'yyyy-MM-dd''T''HH:mm:ss''Z'''),
          event_type, COUNT(*), SUM(`value`), AVG(`value`), MIN(`value`), MAX(`value`)
        FROM TABLE(TUMBLE(TABLE events, DESCRIPTOR(`timestamp`), INTERVAL '%d' SECOND))
        WHERE `timestamp` IS NOT NULL AND event_type IS NOT NULL AND `value` IS NOT NULL
        GROUP BY window_start, window_end, event_type
        """.formatted(Windows.SIZE.toSeconds());
  }
}

package dev.windrow.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaPropertiesTest {

  @Test
  void anyPropertyPassesThroughAsItIsWritten() throws ConfigException {
    String yaml = """
        kafka:
          num.stream.threads: 2
          producer.linger.ms: 010
          enable.metrics.push: no
          ssl.endpoint.identification.algorithm: ""
          client.rack: ~rack
        """;
    assertThat(Loading.load(yaml).kafka()).isEqualTo(Map.of(
        "bootstrap.servers", "localhost:9092",
        "num.stream.threads", "2",
        "producer.linger.ms", "010",
        "enable.metrics.push", "no",
        "ssl.endpoint.identification.algorithm", "",
        "client.rack", "~rack"));
  }

  @ParameterizedTest
  @CsvSource({
      "application.id, use application-id",
      "group.id, use application-id",
      "processing.guarantee, use guarantee",
      "isolation.level, use guarantee",
      "consumer.isolation.level, use guarantee",
      "commit.interval.ms, use latency",
      "state.dir, use state.dir",
      "default.dsl.store, use state.store",
      "dsl.store.suppliers.class, use state.store",
      "group.protocol, 'Windrow sets it, its results depend on it'",
      "max.task.idle.ms, 'Windrow sets it, its results depend on it'",
      "auto.offset.reset, 'Windrow sets it, its results depend on it'",
      "main.consumer.auto.offset.reset, 'Windrow sets it, its results depend on it'",
      "enable.auto.commit, 'Windrow sets it, its results depend on it'",
      "key.deserializer, 'Windrow sets it, its results depend on it'",
      "value.deserializer, 'Windrow sets it, its results depend on it'",
      "default.value.serde, 'Windrow sets it, its results depend on it'",
      "production.exception.handler, 'Windrow sets it, its results depend on it'",
      "producer.acks, 'Windrow sets it, its results depend on it'",
      "buffered.records.per.partition, 'a record stands for a whole batch there, so Windrow keeps it small'"
  })
  void aPropertyThatWindrowSetsIsAProblemThatNamesTheKeyToUse(String property, String hint) {
    assertThat(Loading.problems("kafka: {" + property + ": x}"))
        .isEqualTo("kafka." + property + ": expected this property left out, found 'x'; " + hint);
  }

  @ParameterizedTest
  @MethodSource
  void aValueThatNoPropertyCanHave(String yaml, String problem) {
    assertThat(Loading.problems(yaml)).isEqualTo(problem);
  }

  static Stream<Arguments> aValueThatNoPropertyCanHave() {
    String text = "expected text after the whole name of the property, as in bootstrap.servers: localhost:9092";
    String servers = "expected host:port, several with commas between them, as in localhost:9092";
    return Stream.of(
        arguments("kafka: {bootstrap: {servers: x}}", "kafka.bootstrap: " + text + ", found keys ('servers')"),
        arguments("kafka: {a: [1, 2]}", "kafka.a: " + text + ", found a list"),
        arguments("kafka: {a: }", "kafka.a: " + text + ", found nothing"),
        arguments("kafka: localhost:9092", "kafka: expected keys with values, found 'localhost:9092'"),
        arguments("kafka: {bootstrap.servers: localhost}", "kafka.bootstrap.servers: " + servers + ", found 'localhost'"),
        arguments("kafka: {bootstrap.servers: ''}", "kafka.bootstrap.servers: " + servers + ", found ''"),
        arguments("kafka: {bootstrap.servers: [a:1, b:2]}", "kafka.bootstrap.servers: " + servers + ", found a list"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:9092", "a:1,b:2", "a:1, b:2", "[::1]:9092", "SASL_SSL://a.b.c:9093"})
  void serversAreHostsWithPorts(String servers) throws ConfigException {
    assertThat(Loading.load("kafka: {bootstrap.servers: '" + servers + "'}").kafka()).containsEntry("bootstrap.servers", servers);
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "ssl.key.password", "ssl.keystore.key", "producer.ssl.keystore.key", "sasl.jaas.config", "listener.name.x.sasl.jaas.config",
      "sasl.oauthbearer.client.credentials.client.secret", "sasl.oauthbearer.assertion.private.key.passphrase", "my.Token",
      "basic.auth.user.info"
  })
  void aPropertyWhoseNameSoundsSecretIsHidden(String property) throws ConfigException {
    Config config = Loading.load("kafka: {" + property + ": hunter2}");
    assertThat(config.kafka()).containsEntry(property, "hunter2");
    assertThat(ConfigLoader.effective(config)).contains("  " + property + ": \"(hidden)\"\n").doesNotContain("hunter2");
    assertThat(config.toString()).doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ssl.keystore.location", "ssl.truststore.type", "key.x", "monkey"})
  void otherPropertiesAreShown(String property) throws ConfigException {
    assertThat(ConfigLoader.effective(Loading.load("kafka: {" + property + ": seen}"))).contains("  " + property + ": seen\n");
  }
}

package dev.windrow.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windrow.config.Config;
import dev.windrow.config.ConfigLoader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class KafkaConnectionTest {

  /** A broker that has just started tells clients so before it may be given partitions. */
  @Test
  void brokersThatAreStillTooFewForATopicAreWaitedFor() {
    assertThat(KafkaConnection.isWorthWaiting(new InvalidReplicationFactorException("All brokers are currently fenced"))).isTrue();
  }

  /** An instance that started while the brokers went away gave up, because only the first of its questions was asked again. */
  @Test
  void anyQuestionOfTheStartIsAskedAgainWhenThereWasNoAnswer() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Config config = ConfigLoader.load(Optional.empty(), Map.of("HOME", "/home/ann"), List.of("kafka.bootstrap.servers=127.0.0.1:1"));
    try (KafkaConnection connection = new KafkaConnection(config, false)) {
      Optional<String> answer = connection.patiently(admin -> {
        if (asked.incrementAndGet() == 1) {
          throw new ExecutionException(new TimeoutException("no answer"));
        }
        return "answer";
      });
      assertThat(answer).contains("answer");
      assertThat(asked).hasValue(2);
    }
  }

  @Test
  void refusalIsNotAskedAgain() throws Exception {
    Config config = ConfigLoader.load(Optional.empty(), Map.of("HOME", "/home/ann"), List.of("kafka.bootstrap.servers=127.0.0.1:1"));
    try (KafkaConnection connection = new KafkaConnection(config, false)) {
      assertThatThrownBy(() -> connection.patiently(admin -> {
        throw new ExecutionException(new SaslAuthenticationException("wrong password"));
      })).isInstanceOf(KafkaUnusableException.class).hasMessageContaining("wrong password");
    }
  }

  @Test
  void wrongPasswordIsNotWaitedFor() {
    assertThat(KafkaConnection.isWorthWaiting(new TimeoutException("no answer"))).isTrue();
    assertThat(KafkaConnection.isWorthWaiting(new SaslAuthenticationException("wrong password"))).isFalse();
  }
}

package dev.windrow.service;

import static org.assertj.core.api.Assertions.assertThat;

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

  @Test
  void wrongPasswordIsNotWaitedFor() {
    assertThat(KafkaConnection.isWorthWaiting(new TimeoutException("no answer"))).isTrue();
    assertThat(KafkaConnection.isWorthWaiting(new SaslAuthenticationException("wrong password"))).isFalse();
  }
}

package dev.windrow.wrong.topology;

final class UsesTheKafkaServer {
  kafka.server.KafkaConfig config;
}

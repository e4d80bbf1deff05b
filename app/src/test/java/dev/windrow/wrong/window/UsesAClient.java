package dev.windrow.wrong.window;

final class UsesAClient {
  org.apache.kafka.clients.consumer.ConsumerRecord<byte[], byte[]> event;
}
